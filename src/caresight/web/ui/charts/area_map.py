"""A map of areas by the class of their figure; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.web.ui import svg
from caresight.web.ui.charts.patterns import definitions, fill_of

WIDTH = 560.0
TALLEST = 700.0
_EDGE = 0.01
"""Share of the width that is left free on each side."""
MOST_LETTERS = 40
"""With more areas than this no number is written into them: it would not fit."""


@dataclass(frozen=True)
class Shaded:
    """One area of the map."""

    boundary: Boundary
    name: str
    said: str
    """Its figure in words."""
    place: int | None
    """Which class it is in, 0 the lowest; None for no figure."""
    is_chosen: bool = False


def area_map(
    areas: Sequence[Shaded], *, title: str, description: str, name: str = "map"
) -> SafeString:
    """The map; each area tells its name and figure when pointed at.

    `name` tells the fillings of two maps on one page apart.
    """
    left = min(one.boundary["left"] for one in areas)
    top = min(one.boundary["top"] for one in areas)
    across = max(one.boundary["right"] for one in areas) - left or 1.0
    down = max(one.boundary["bottom"] for one in areas) - top or 1.0
    unit = max(across / WIDTH, down / TALLEST)
    width, height = across / unit, down / unit
    edge = _EDGE * width
    lines = f"translate({edge:.1f} {edge:.1f}) scale({1 / unit:.5f}) translate({-left:g} {-top:g})"
    # Fillings are measured in the units of what they fill: eight pixels, however large the land.
    parts = [definitions(name, size=8 * unit)]
    ordered = sorted(areas, key=lambda one: one.is_chosen)
    parts.append(svg.group([_shape(one, name) for one in ordered], transform=lines))
    if len(areas) <= MOST_LETTERS:
        parts += [_number(one, left, top, unit, edge) for one in areas]
    return svg.picture(
        parts,
        width=width + 2 * edge,
        height=height + 2 * edge,
        title=title,
        description=description,
        class_="map",
    )


def _shape(one: Shaded, name: str) -> str:
    chosen = " map-chosen" if one.is_chosen else ""
    outline = svg.element(
        "path",
        d=one.boundary["shape"],
        fill=fill_of(name, one.place),
        class_=f"map-area{chosen}",
    )
    return svg.titled(f"{one.name}: {one.said}", [outline])


def _number(one: Shaded, left: float, top: float, unit: float, edge: float) -> str:
    x = edge + (one.boundary["middle_x"] - left) / unit
    y = edge + (one.boundary["middle_y"] - top) / unit + 5
    words = "–" if one.place is None else str(one.place + 1)
    return svg.element("text", words, class_="map-number middle", x=x, y=y)


def swatch(place: int | None) -> SafeString:
    """A class as the legend shows it."""
    name = f"key-{'none' if place is None else place}"
    box = svg.element(
        "rect", fill=fill_of(name, place), class_="map-area", x=1, y=1, width=34, height=20
    )
    words = "No figure" if place is None else f"Group {place + 1}"
    parts = [definitions(name), box]
    return svg.picture(parts, width=36, height=22, title=words, class_="swatch")
