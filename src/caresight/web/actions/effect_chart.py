"""The picture of an action's measure: two phases, the action, and homes like it as a band."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from caresight.web.actions.effect import Judged
from caresight.web.ui import svg
from caresight.web.ui.charts import marks as marking
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.scale import Scale, runs, value_room
from caresight.web.ui.values import scale_ends

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

Values = list[float | None]
APART = 14.0
"""Labels nearer to each other than this would overlap."""


def effect_chart(judged: Judged, *, title: str, description: str) -> SafeString:
    """The chart; band and middle of the comparison homes lie beneath the home's own line."""
    frame, series, effect = Frame(right=150), judged.series, judged.effect
    values = series["values"]
    lines = {
        "limit": [known(effect.charts.lower_limit[0]), known(effect.charts.upper_limit[0])],
        "centre": [known(effect.charts.centre[0])],
    } if effect.charts else {}  # fmt: skip
    band = (known(effect.band.lower), known(effect.band.upper)) if effect.band else ([], [])
    drawn = [line for several in lines.values() for line in several]
    low, high = value_room(
        [value for line in (values, *drawn, *band) for value in line],
        ends=scale_ends(series["unit"]),
    )
    x, y = frame.x(0, max(1, len(values) - 1)), frame.y(low, high)
    # A phase ends where the next begins: its lines must not run on into it.
    edge = effect.after.start
    parts = [
        *frame.value_axis(low, high, series["unit"]),
        *frame.month_axis(series["periods"], x),
        *_band(band, x, y),
        *_stretches(known(effect.band.middle) if effect.band else [], x, y, "expected"),
        *[
            part
            for class_, several in lines.items()
            for line in several
            for part in _in_phases(line, edge, x, y, class_)
        ],
        *_action(edge, x, frame, len(values)),
        *_stretches(values, x, y, "values"),
        *_points(judged, x, y),
        *_labels(judged, lines.get("centre", []), frame, y),
    ]
    return svg.picture(
        parts, width=frame.width, height=frame.height, title=title, description=description,
        class_="chart",
    )  # fmt: skip


def _labels(judged: Judged, centre: list[Values], frame: Frame, y: Scale) -> list[str]:
    """What each line is, beside its end; moved apart where two would lie on each other."""
    band = known(judged.effect.band.middle) if judged.effect.band else []
    ends = [("this home", judged.series["values"]), ("homes like it", band)]
    ends += [("mean of this side", line) for line in centre]
    parts: list[str] = []
    taken: list[float] = []
    for words, line in ends:
        last = next((value for value in reversed(line) if value is not None), None)
        if last is None:
            continue
        at = y(last) + 4
        while any(abs(at - other) < APART for other in taken):
            at += APART / 2
        taken.append(at)
        parts.append(frame.label(words, frame.end + 8, at))
    return parts


def known(values: "NDArray[float64]") -> Values:
    """An array with None for nan."""
    return [None if isnan(value) else float(value) for value in values]


def _band(band: tuple[Values, Values], x: Scale, y: Scale) -> list[str]:
    both: Values = [
        None if low is None or high is None else float(place)
        for place, (low, high) in enumerate(zip(*band, strict=True))
    ]
    parts = []
    for stretch in runs(both):
        places = [place for place, _ in stretch]
        there = [f"{x(place):.1f},{y(band[1][place] or 0):.1f}" for place in places]
        back = [f"{x(place):.1f},{y(band[0][place] or 0):.1f}" for place in reversed(places)]
        parts.append(svg.element("polygon", class_="middle-half", points=" ".join(there + back)))
    return parts


def _in_phases(line: Values, edge: int, x: Scale, y: Scale, class_: str) -> list[str]:
    before: Values = [value if place < edge else None for place, value in enumerate(line)]
    after: Values = [value if place >= edge else None for place, value in enumerate(line)]
    return [*_stretches(before, x, y, class_), *_stretches(after, x, y, class_)]


def _stretches(values: Sequence[float | None], x: Scale, y: Scale, class_: str) -> list[str]:
    return [
        svg.polyline([(x(place), y(value)) for place, value in stretch], class_)
        for stretch in runs(values)
        if len(stretch) > 1
    ]


def _action(edge: int, x: Scale, frame: Frame, periods: int) -> list[str]:
    """A line where the action fell, with its word."""
    at = x(min(max(edge - 1, 0), max(periods - 1, 0)))
    return [
        svg.element("line", class_="standard", x1=at, x2=at, y1=frame.top, y2=frame.floor),
        frame.label("action", at + 5, frame.top + 10),
    ]


def _points(judged: Judged, x: Scale, y: Scale) -> list[str]:
    parts = []
    marks = judged.effect.charts.marks[0] if judged.effect.charts else []
    for place, value in enumerate(judged.series["values"]):
        if value is None:
            continue
        mark = int(marks[place]) if place < len(marks) else 0
        polarity = judged.series["polarity"]
        parts.append(marking.shape(x(place), y(value), mark, polarity))
        if letter := marking.direction(mark):
            tone, above = marking.tone(mark, polarity), -10 if letter == "H" else 18
            parts.append(
                svg.element("text", letter, class_=f"letter-{tone}", x=x(place), y=y(value) + above)
            )
    return parts
