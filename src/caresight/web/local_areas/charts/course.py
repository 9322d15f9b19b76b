"""The course of a measure: England, the middle of the areas, one chosen area; breaks marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.web.ui import svg
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.scale import runs, value_room

_LINE = 15.0


@dataclass(frozen=True)
class Line:
    """One line with its name."""

    words: str
    values: Sequence[float | None]


def course_chart(
    lines: Sequence[Line], *, periods: Sequence[str], breaks: Sequence[str], title: str, unit: str
) -> SafeString:
    """Lines with a dash of their own; where a series breaks, an upright line with a letter."""
    frame = Frame(right=150)
    low, high = value_room(value for line in lines for value in line.values)
    x, y = frame.x(0, max(1, len(periods) - 1)), frame.y(low, high)
    parts = [*frame.value_axis(low, high, unit), *frame.month_axis(periods, x)]
    for letter, day in zip("ABCDEFGH", breaks, strict=False):
        place = first_after(periods, day)
        if place is not None:
            where = x(max(0.0, place - 0.5))
            ends = {"y1": frame.top, "y2": frame.floor}
            parts.append(svg.element("line", class_="break", x1=where, x2=where, **ends))
            parts.append(frame.label(letter, where, frame.top - 6, "letter-common"))
    taken: list[float] = []
    for number, line in enumerate(lines):
        stretches = list(runs(line.values))
        for stretch in stretches:
            drawn = [(x(place), y(value)) for place, value in stretch]
            parts.append(svg.polyline(drawn, f"line line-{number}"))
            if len(drawn) == 1:
                parts.append(
                    svg.element("circle", class_="point", cx=drawn[0][0], cy=drawn[0][1], r=2)
                )
        if stretches:
            end = _free(y(stretches[-1][-1][1]) + 4, taken)
            parts.append(frame.label(line.words, frame.end + 8, end, f"tick name-{number}"))
    return svg.picture(parts, width=frame.width, height=frame.height, title=title, class_="chart")


def first_after(periods: Sequence[str], day: str) -> int | None:
    """The first period from a day on; None where the series ends before, or begins after, it."""
    later = [place for place, period in enumerate(periods) if period >= day]
    return later[0] if later and later[0] > 0 else None


def _free(wanted: float, taken: list[float]) -> float:
    """A height that no other name stands at."""
    while any(abs(wanted - other) < _LINE for other in taken):
        wanted += _LINE / 3
    taken.append(wanted)
    return wanted
