"""From values to places on a picture, and where the ticks of an axis lie."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

Scale = Callable[[float], float]


def linear(low: float, high: float, start: float, end: float) -> Scale:
    """A straight scale from values low..high to places start..end."""
    reach = (high - low) or 1.0
    return lambda value: start + (value - low) / reach * (end - start)


def extent(values: Iterable[float | None], *, from_zero: bool = False) -> tuple[float, float]:
    """The least and greatest known value; from nought where nothing is below it."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    if from_zero and low >= 0:
        low = 0.0
    if low == high:
        return (low, low + 1) if low == 0 else (low - abs(low) / 10, high + abs(high) / 10)
    return low, high


def value_room(
    values: Iterable[float | None], *, ends: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Room for values: all of their scale, or from nought unless half would be left empty."""
    if ends is not None:
        room = (ends[1] - ends[0]) * 0.06
        return ends[0] - room, ends[1] + room
    low, high = extent(values)
    room = (high - low) * 0.06
    return (0.0 if 0 <= low < 0.5 * high else low - room), high + room


def ticks(low: float, high: float, *, about: int = 4) -> list[float]:
    """Round values between low and high, about as many as asked."""
    rough = (high - low) / max(1, about)
    if rough <= 0:
        return [low]
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Unbroken stretches of known values with their positions: a gap is never bridged."""
    stretch: list[tuple[int, float]] = []
    for index, value in enumerate(values):
        if value is not None:
            stretch.append((index, value))
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
