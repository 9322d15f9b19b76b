"""All homes of an indicator by their size: the quiet ones as a shade, the unusual ones singly.

Fifteen thousand dots would be three megabytes and a black blot; a grid of shaded cells
says the same, and each home outside the limits keeps a point of its own.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import FunnelPoint
from caresight.web.ui import svg
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.marks import shape
from caresight.web.ui.charts.scale import Scale, runs, ticks, value_room
from caresight.web.ui.values import figure, with_unit
from caresight.web.ui.words import number

UNUSUAL, VERY_UNUSUAL = 1.96, 3.09
"""Distances that 5 % and 0.2 % of homes exceed by chance alone."""
SINGLY = 600
"""At most so many quiet homes are drawn one by one."""
MOST_UNUSUAL = 150
_CELL = 6.0


@dataclass(frozen=True)
class Line:
    """A limit of the funnel: its value at each size."""

    sizes: Sequence[float]
    values: Sequence[float]
    very: bool


def funnel(
    points: Sequence[FunnelPoint],
    *,
    centre: float | None,
    limits: Sequence[Line],
    polarity: str,
    title: str,
    unit: str,
    size_words: str,
) -> SafeString:
    """The funnel; sizes are drawn on a root scale so that small homes have room."""
    drawn = [point for point in points if point["denominator"]]
    frame = Frame(height=340, right=24, bottom=48, top=30)
    largest = max((point["denominator"] or 0 for point in drawn), default=1.0)
    smallest = min((point["denominator"] or 0 for point in drawn), default=0.0)
    reached = [value for line in limits if not line.very for value in line.values]
    low, high = value_room([*reached, *(point["value"] for point in drawn)])
    across = frame.x(math.sqrt(smallest) * 0.9, math.sqrt(largest) * 1.02)
    y = frame.y(low, high)

    def x(size: float) -> float:
        return across(math.sqrt(size))

    places = [(x(point["denominator"] or 0), y(point["value"]), point) for point in drawn]
    loud = _loudest(drawn)
    quiet = [(a, b) for at, (a, b, _) in enumerate(places) if at not in loud]
    parts = [
        *frame.value_axis(low, high, unit),
        *_size_axis(frame, x, (smallest, largest), size_words),
        *_quiet(quiet),
        *_limits(limits, x, y, frame),
        *([] if centre is None else [_across(frame, y(centre))]),
        *(_unusual(place, polarity, unit) for at, place in enumerate(places) if at in loud),
    ]
    return svg.picture(parts, width=frame.width, height=frame.height, title=title, class_="chart")


def _loudest(drawn: Sequence[FunnelPoint]) -> set[int]:
    """Places of the points drawn singly: homes with a name first, the furthest out first."""
    far = [at for at, point in enumerate(drawn) if abs(point["z"] or 0) > VERY_UNUSUAL]
    far.sort(key=lambda at: (not drawn[at]["home_id"], -abs(drawn[at]["z"] or 0)))
    return set(far[:MOST_UNUSUAL])


def _quiet(places: Sequence[tuple[float, float]]) -> list[str]:
    if len(places) <= SINGLY:
        return [svg.element("circle", class_="quiet", cx=a, cy=b, r=2.5) for a, b in places]
    cells = Counter((int(a // _CELL), int(b // _CELL)) for a, b in places)
    most = max(cells.values())
    shades: dict[int, list[str]] = {1: [], 2: [], 3: [], 4: []}
    for (column, row), homes in cells.items():
        shade = 1 + min(3, int(4 * math.log1p(homes) / math.log1p(most + 1)))
        shades[shade].append(
            f"M{column * _CELL:.0f} {row * _CELL:.0f}h{_CELL:.0f}v{_CELL:.0f}h-{_CELL:.0f}z"
        )
    return [
        svg.element("path", class_=f"shade-{shade}", d="".join(d))
        for shade, d in shades.items()
        if d
    ]


def _unusual(place: tuple[float, float, FunnelPoint], polarity: str, unit: str) -> str:
    x, y, point = place
    title = point["name"]
    if point["home_id"]:
        expected = figure(point["expected"], unit)
        title += f": {with_unit(point['value'], unit)}, {expected} expected"
    return svg.titled(title, [shape(x, y, 1 if (point["z"] or 0) > 0 else 2, polarity)])


def _limits(limits: Sequence[Line], x: Scale, y: Scale, frame: Frame) -> list[str]:
    return [
        svg.polyline(
            [(x(line.sizes[place]), at) for place, at in stretch],
            "limit" if line.very else "limit-inner",
        )
        for line in limits
        # Above the picture a limit is left out: drawn along its edge it would look like one.
        for stretch in runs([_inside(y(value), frame) for value in line.values])
        if len(stretch) > 1
    ]


def _inside(at: float, frame: Frame) -> float | None:
    return None if at < frame.top else min(frame.floor, at)


def _across(frame: Frame, at: float) -> str:
    return svg.element("line", class_="centre", x1=frame.left, x2=frame.end, y1=at, y2=at)


def _size_axis(frame: Frame, x: Scale, sizes: tuple[float, float], words: str) -> list[str]:
    parts = [
        svg.element("text", number(tick), class_="tick middle", x=x(tick), y=frame.floor + 18)
        for tick in ticks(*sizes, about=5)
    ]
    middle = (frame.left + frame.end) / 2
    parts.append(svg.element("text", words, class_="tick middle", x=middle, y=frame.floor + 38))
    return parts
