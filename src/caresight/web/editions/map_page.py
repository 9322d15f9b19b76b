"""The homes of the councils of a region as a map, and as the table that says the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caresight.pipeline.area_sums import rated_well
from caresight.pipeline.release_index.boundaries import Boundary
from caresight.pipeline.release_index.documents import AreaRow
from caresight.web.ui.charts.map_of_areas import AreaMap, Classes, Figured, Wanted, map_of_areas
from caresight.web.ui.words import MISSING, percent


@dataclass(frozen=True)
class Figure:
    """What the map can show of a council."""

    code: str
    title: str
    of: Callable[[AreaRow], float | None]
    is_share: bool = False

    def words(self, value: float) -> str:
        """A value as the legend says it."""
        return percent(value) if self.is_share else f"{value:,.0f}"


FIGURES = (
    Figure("beds", "Beds in care homes", lambda row: row["beds"]),
    Figure("homes", "Care homes", lambda row: row["homes"]),
    Figure("rated", "Share of rated homes that are Good or Outstanding",
           lambda row: rated_well([row]), is_share=True),
    Figure("occupied", "Share of beds occupied", lambda row: row["occupancy"], is_share=True),
)  # fmt: skip


@dataclass(frozen=True)
class MapPage:
    """The map, its table, and what else it can show."""

    figure: Figure
    map: AreaMap
    lines: list[tuple[str, str, str]]
    """Council, figure and group of the map."""
    figures: tuple[Figure, ...]


def map_page(
    areas: Iterable[AreaRow],
    boundaries: Mapping[str, Boundary],
    *,
    region: str,
    region_name: str,
    as_at: str,
    asked: str = "",
) -> MapPage | None:
    """The map of a region's councils; None where no outline of theirs is known.

    Of what is known of no council nothing is offered.
    """
    within = [row for row in areas if row["area_code"] and region in ("", row["region"])]
    known = tuple(one for one in FIGURES if any(one.of(row) is not None for row in within))
    figure = next((one for one in known if one.code == asked), known[0] if known else None)
    if figure is None:
        return None
    values = [figure.of(row) for row in within]
    classes = Classes.of(values, 2 if figure.is_share else 0)
    told = [
        Figured(row["area_code"], row["area_name"], value, _words(figure, value))
        for row, value in zip(within, values, strict=True)
    ]
    title = f"{region_name}, map: {figure.title}"
    wanted = Wanted(title, date.fromisoformat(as_at), figure.words)
    # Of one region its own councils fill the map; of all, those without a home are drawn too.
    own = {one.code: boundaries[one.code] for one in told if one.code in boundaries}
    drawn = map_of_areas(told, own if region else boundaries, classes, wanted)
    if drawn is None:
        return None
    lines = [(one.name, one.said, _group(classes, one.value)) for one in told]
    return MapPage(figure, drawn, sorted(lines), known)


def _words(figure: Figure, value: float | None) -> str:
    return MISSING if value is None else figure.words(value)


def _group(classes: Classes, value: float | None) -> str:
    place = classes.place_of(value)
    return "–" if place is None else str(place + 1)
