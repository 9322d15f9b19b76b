"""The picture of a project's impact: its homes, homes like them, and what was to be expected."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from caresight.web.ui import svg
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.scale import Scale, runs, value_room
from caresight.web.ui.values import scale_ends

Values = list[float | None]
APART = 14.0
LINES = (
    ("expected_rate", "expected", "expected of them"),
    ("comparison_rate", "centre", "homes like them"),
    ("project_rate", "values", "project homes"),
)


def impact_chart(
    months: Sequence[Mapping[str, Any]], *, unit: str, title: str, description: str
) -> SafeString:
    """Two lines over all months, a third after the start; the months left out are shaded."""
    frame = Frame(right=150)
    values = {name: [row[name] for row in months] for name, _, _ in LINES}
    values["expected_rate"] = [
        row["expected_rate"] if row["side"] == "after" else None for row in months
    ]
    low, high = value_room(
        [value for line in values.values() for value in line], ends=scale_ends(unit)
    )
    x, y = frame.x(0, max(1, len(months) - 1)), frame.y(low, high)
    sides = [row["side"] for row in months]
    parts = [
        *_left_out(sides, x, frame),
        *frame.value_axis(low, high, unit),
        *frame.month_axis([row["period"] for row in months], x),
        *_start(sides, x, frame),
    ]
    for name, class_, _ in LINES:
        parts += [
            svg.polyline([(x(place), y(value)) for place, value in stretch], class_)
            for stretch in runs(values[name])
            if len(stretch) > 1
        ]
    parts += _labels(values, frame, y)
    return svg.picture(
        parts, width=frame.width, height=frame.height, title=title, description=description,
        class_="chart",
    )  # fmt: skip


def _left_out(sides: Sequence[str], x: Scale, frame: Frame) -> list[str]:
    places = [place for place, side in enumerate(sides) if side == "left_out"]
    if not places:
        return []
    first, last = x(places[0] - 0.5), x(places[-1] + 0.5)
    corners = ((first, frame.top), (last, frame.top), (last, frame.floor), (first, frame.floor))
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
    return [
        svg.element("polygon", class_="middle-half", points=points),
        frame.label("left out", first + 4, frame.floor - 6),
    ]


def _start(sides: Sequence[str], x: Scale, frame: Frame) -> list[str]:
    """Between the last month that is not after the start, and the first that is."""
    place = next((place for place, side in enumerate(sides) if side in ("start", "after")), None)
    if place is None:
        return []
    at = x(place if sides[place] == "start" else place - 0.5)
    return [
        svg.element("line", class_="standard", x1=at, x2=at, y1=frame.top, y2=frame.floor),
        frame.label("start", at + 5, frame.top + 10),
    ]


def _labels(values: Mapping[str, Values], frame: Frame, y: Scale) -> list[str]:
    """What each line is, beside its end; moved apart where two would lie on each other."""
    parts: list[str] = []
    taken: list[float] = []
    for name, _, words in reversed(LINES):
        last = next((value for value in reversed(values[name]) if value is not None), None)
        if last is None:
            continue
        at = y(last) + 4
        while any(abs(at - other) < APART for other in taken):
            at += APART / 2
        taken.append(at)
        parts.append(frame.label(words, frame.end + 8, at))
    return parts
