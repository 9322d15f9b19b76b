"""Points of evidence by agency: one block each, as long as its points, with the number in it."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from caresight.vocabulary.lists import joined
from caresight.web.ui import svg
from caresight.web.ui.words import points

WIDTH, HEIGHT, GAP = 136.0, 22.0, 2.0
NARROWEST = 13.0
ROOM_FOR = 14.0
"""Points for which the picture has room before the scale shrinks."""


def evidence_bar(by_agency: Mapping[str, float], labels: Mapping[str, str]) -> SafeString:
    """The bar, largest block first; agencies without points are not drawn."""
    present = sorted(
        ((value, agency) for agency, value in by_agency.items() if value > 0), reverse=True
    )
    total = sum(value for value, _ in present)
    per_point = (WIDTH - GAP * len(present)) / max(ROOM_FOR, total)
    parts, x = [], 0.0
    for value, agency in present:
        text = points(value)
        width = max(value * per_point, NARROWEST if len(text) < 3 else 2 * NARROWEST)
        parts.append(
            svg.element("rect", class_=f"agency-{agency}", x=x, y=1, width=width, height=20)
        )
        parts.append(svg.element("text", text, class_="on-block", x=x + width / 2, y=15.5))
        x += width + GAP
    said = [f"{labels.get(agency, agency)} {points(value)}" for value, agency in present]
    title = f"Points: {joined(said)}" if said else "No points"
    return svg.picture(parts, width=max(WIDTH, x), height=HEIGHT, title=title, class_="evidence")
