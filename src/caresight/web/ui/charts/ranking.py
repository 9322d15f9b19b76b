"""All homes of an indicator in order of value, the interval of those at both ends shown."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import FunnelPoint
from caresight.web.ui import svg
from caresight.web.ui.charts.frame import Frame
from caresight.web.ui.charts.marks import shape
from caresight.web.ui.charts.scale import Scale, value_room
from caresight.web.ui.values import scale_ends, with_unit

SINGLY = 400
"""With more homes than this, intervals are drawn for the ends only."""
AT_AN_END = 40
VERY_UNUSUAL = 3.09
"""A distance that 0.2 % of homes exceed by chance alone."""


def ranking(
    points: Sequence[FunnelPoint],
    *,
    centre: float | None,
    polarity: str,
    title: str,
    unit: str,
) -> SafeString:
    """The ranking from lowest to highest value; a rank without its interval says too much."""
    ordered = sorted(points, key=lambda point: point["value"])
    frame = Frame(height=320, right=24, bottom=40)
    bounds = [
        bound for point in ordered for bound in (point["value"], point["lower"], point["upper"])
    ]
    low, high = value_room(bounds, ends=scale_ends(unit))
    x, y = frame.x(0, max(1, len(ordered) - 1)), frame.y(low, high)
    parts = frame.value_axis(low, high, unit)
    if len(ordered) > SINGLY:
        step = max(1, len(ordered) // SINGLY)
        line = [(x(index), y(ordered[index]["value"])) for index in range(0, len(ordered), step)]
        parts.append(svg.polyline(line, "values"))
        ends = [*range(AT_AN_END), *range(len(ordered) - AT_AN_END, len(ordered))]
    else:
        ends = list(range(len(ordered)))
    if centre is not None:
        parts.append(
            svg.element(
                "line", class_="centre", x1=frame.left, x2=frame.end, y1=y(centre), y2=y(centre)
            )
        )
    parts.extend(_home(ordered[index], x(index), y, polarity, unit) for index in ends)
    middle = (frame.left + frame.end) / 2
    words = f"{len(ordered):,} homes, from the lowest value to the highest"
    parts.append(svg.element("text", words, class_="tick middle", x=middle, y=frame.floor + 26))
    return svg.picture(parts, width=frame.width, height=frame.height, title=title, class_="chart")


def _home(point: FunnelPoint, x: float, y: Scale, polarity: str, unit: str) -> str:
    parts = []
    if point["lower"] is not None and point["upper"] is not None:
        parts.append(
            svg.element(
                "line", class_="interval", x1=x, x2=x, y1=y(point["lower"]), y2=y(point["upper"])
            )
        )
    z = point["z"] or 0
    mark = 0 if abs(z) <= VERY_UNUSUAL else (1 if z > 0 else 2)
    parts.append(shape(x, y(point["value"]), mark, polarity, size=3.5))
    if not mark:
        return "".join(parts)
    value = f": {with_unit(point['value'], unit)}" if point["home_id"] else ""
    return svg.titled(f"{point['name']}{value}", parts)
