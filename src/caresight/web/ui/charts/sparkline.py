"""A line as small as a word: the shape of the latest values, without an axis."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from caresight.web.ui import svg
from caresight.web.ui.charts import marks as marking
from caresight.web.ui.charts.scale import extent, linear, runs

WIDTH, HEIGHT, EDGE = 112.0, 28.0, 5.0


def sparkline(
    values: Sequence[float | None],
    *,
    title: str,
    marks: Sequence[int] = (),
    polarity: str = "lower_is_better",
    from_zero: bool = False,
    at_least: float | None = None,
) -> SafeString:
    """Up to 24 values with their marked points; gaps stay gaps.

    `at_least` keeps the scale from shrinking to where a trifle looks like a mountain.
    """
    low, high = extent([*values, at_least], from_zero=from_zero)
    x = linear(0, max(1, len(values) - 1), EDGE, WIDTH - EDGE)
    y = linear(low, high, HEIGHT - EDGE, EDGE)
    parts = []
    for stretch in runs(values):
        places = [(x(index), y(value)) for index, value in stretch]
        if len(places) > 1:
            parts.append(svg.polyline(places, "spark"))
        else:
            parts.append(
                svg.element("circle", class_="point", cx=places[0][0], cy=places[0][1], r=1.5)
            )
    for index, mark in enumerate(marks[: len(values)]):
        value = values[index]
        if mark and value is not None:
            parts.append(marking.shape(x(index), y(value), mark, polarity, size=3.5))
    return svg.picture(parts, width=WIDTH, height=HEIGHT, title=title, class_="sparkline")


def course(values: Sequence[float | None]) -> str:
    """The course of a line in words, for who cannot see it: rising, falling or steady."""
    known = [value for value in values if value is not None]
    if len(known) < 4:
        return "too few values to tell a course"
    quarter = max(1, len(known) // 4)
    before = sum(known[:-quarter]) / len(known[:-quarter])
    lately = sum(known[-quarter:]) / quarter
    spread = (max(known) - min(known)) or 1.0
    if abs(lately - before) < spread / 4:
        return "steady"
    return "rising at the end" if lately > before else "falling at the end"
