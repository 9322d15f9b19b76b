"""Areas in the order of their figure, each with its interval; England as a line across."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.places import Against
from caresight.web.ui import svg
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.marks import shape
from caresight.web.ui.charts.scale import Scale, value_room

_MARK = {"higher": 1, "lower": 2}
"""Marks that point up and down, as everywhere."""


@dataclass(frozen=True)
class Ranked:
    """One area of the picture."""

    name: str
    said: str
    value: float
    lower: float | None
    upper: float | None
    against: Against
    is_chosen: bool = False


def caterpillar(
    areas: Sequence[Ranked], *, england: float | None, polarity: str, title: str, unit: str
) -> SafeString:
    """From the lowest figure to the highest; a triangle marks a clear difference from England."""
    ordered = sorted(areas, key=lambda one: one.value)
    frame = Frame(height=320, right=96, bottom=40)
    bounds = [bound for one in ordered for bound in (one.value, one.lower, one.upper)]
    low, high = value_room([*bounds, england])
    x, y = frame.x(-0.5, len(ordered) - 0.5), frame.y(low, high)
    parts = frame.value_axis(low, high, unit)
    if england is not None:
        where = y(england)
        parts.append(
            svg.element("line", class_="centre", x1=frame.left, x2=frame.end, y1=where, y2=where)
        )
        parts.append(frame.label("England", frame.end + 8, where + 4))
    parts += [_area(one, x(place), y, polarity, frame) for place, one in enumerate(ordered)]
    words = f"{len(ordered):,} areas, from the lowest figure to the highest"
    middle = (frame.left + frame.end) / 2
    parts.append(svg.element("text", words, class_="tick middle", x=middle, y=frame.floor + 26))
    return svg.picture(parts, width=frame.width, height=frame.height, title=title, class_="chart")


def _area(one: Ranked, x: float, y: Scale, polarity: str, frame: Frame) -> str:
    parts = []
    if one.lower is not None and one.upper is not None:
        kind = "own-interval" if one.is_chosen else "interval"
        ends = {"y1": y(one.lower), "y2": y(one.upper)}
        parts.append(svg.element("line", class_=kind, x1=x, x2=x, **ends))
    parts.append(shape(x, y(one.value), _MARK.get(one.against, 0), polarity, size=4))
    if one.is_chosen:
        late = x > (frame.left + frame.end) / 2
        above = y(one.upper if one.upper is not None else one.value) - 8
        kind = "tick own-name end" if late else "tick own-name"
        parts.append(svg.element("text", one.name, class_=kind, x=x + (4 if late else -4), y=above))
    return svg.titled(f"{one.name}: {one.said}", parts)
