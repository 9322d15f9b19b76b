"""One indicator of one home over time, with its mean, its limits and its unusual points."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import Series
from caresight.web.ui import svg
from caresight.web.ui.charts import marks as marking
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.scale import Scale, runs, value_room
from caresight.web.ui.values import figure, scale_ends

_NEAR = 13.0
"""Labels nearer to each other than this would overlap."""


def control_chart(series: Series, *, title: str) -> SafeString:
    """The chart; the sentences under it say what it shows."""
    frame = Frame()
    values = series["values"]
    low, high = value_room(
        [
            *values,
            *series["upper_limit"],
            *series["lower_limit"],
            *series["centre"],
            series["standard"],
            # Without limits the peers are what the values are read against.
            *([] if _last(series["upper_limit"]) is not None else series["expected"]),
        ],
        ends=scale_ends(series["unit"]),
    )
    x, y = frame.x(0, max(1, len(values) - 1)), frame.y(low, high)
    parts = [
        *frame.value_axis(low, high, series["unit"]),
        *frame.month_axis(series["periods"], x),
        *_line(series["upper_limit"], x, y, "limit"),
        *_line(series["lower_limit"], x, y, "limit"),
        *_line(series["centre"], x, y, "centre"),
        *_line(series["expected"], x, y, "expected"),
        *_standard(series["standard"], frame, y),
        *_line(values, x, y, "values"),
        *_points(series, x, y),
        *_end_labels(series, frame, y),
    ]
    return svg.picture(
        parts,
        width=frame.width,
        height=frame.height,
        title=title,
        description=series["alternative"],
        class_="chart",
    )


def _line(values: Sequence[float | None], x: Scale, y: Scale, class_: str) -> list[str]:
    """A line in unbroken stretches; limits that change are drawn as they change."""
    return [
        svg.polyline([(x(index), y(value)) for index, value in stretch], class_)
        for stretch in runs(values)
        if len(stretch) > 1
    ]


def _standard(standard: float | None, frame: Frame, y: Scale) -> list[str]:
    if standard is None:
        return []
    at = y(standard)
    return [svg.element("line", class_="standard", x1=frame.left, x2=frame.end, y1=at, y2=at)]


def _points(series: Series, x: Scale, y: Scale) -> list[str]:
    parts = []
    marks = series["marks"]
    qualities = series["qualities"]
    for index, value in enumerate(series["values"]):
        if value is None:
            continue
        mark = marks[index] if index < len(marks) else 0
        if index < len(qualities) and qualities[index] in ("estimated", "below_gate") and not mark:
            parts.append(svg.element("circle", class_="doubtful", cx=x(index), cy=y(value), r=3.6))
            continue
        parts.append(marking.shape(x(index), y(value), mark, series["polarity"]))
        if letter := marking.direction(mark):
            above = -10 if letter == "H" else 18
            tone = marking.tone(mark, series["polarity"])
            parts.append(
                svg.element("text", letter, class_=f"letter-{tone}", x=x(index), y=y(value) + above)
            )
    return parts


def _end_labels(series: Series, frame: Frame, y: Scale) -> list[str]:
    named = [
        ("upper limit", _last(series["upper_limit"])),
        ("mean", _last(series["centre"])),
        ("lower limit", _last(series["lower_limit"])),
        ("peers", _last(series["expected"])),
        ("standard", series["standard"]),
    ]
    parts: list[str] = []
    taken: list[float] = []
    for words, value in named:
        if value is None:
            continue
        at = y(value) + 4
        if any(abs(at - other) < _NEAR for other in taken):
            at = next(
                place
                for step in range(1, 30)
                for place in (at + step * 5, at - step * 5)
                if all(abs(place - other) >= _NEAR for other in taken)
            )
        taken.append(at)
        parts.append(frame.label(f"{words} {figure(value, series['unit'])}", frame.end + 8, at))
    return parts


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)
