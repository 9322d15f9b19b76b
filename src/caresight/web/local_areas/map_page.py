"""A measure as a map: which group each area is in, the legend in words, and whose map it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.pipeline.release_index.places import MeasureDocument, MeasureLine, MeasureRow
from caresight.vocabulary.areas_over_time import lasted
from caresight.web.local_areas import figures
from caresight.web.local_areas.charts.area_map import Shaded, area_map, swatch
from caresight.web.local_areas.charts.patterns import CLASSES
from caresight.web.ui.words import count


@dataclass(frozen=True)
class Classes:
    """Groups of about as many areas each, from the lowest figures to the highest."""

    starts: tuple[float, ...] = ()
    """The lowest figure of each group."""
    ends: tuple[float, ...] = ()
    decimals: int = 0

    @classmethod
    def of(cls, values: Sequence[float | None], decimals: int) -> "Classes":
        """Groups of known figures, as they are shown: equal ones are never in two groups."""
        known = sorted(round(value, decimals) for value in values if value is not None)
        if not known:
            return cls()
        wanted = min(CLASSES, len(set(known)))
        ends = sorted({known[-(-len(known) * (n + 1) // wanted) - 1] for n in range(wanted)})
        befores = [float("-inf"), *ends[:-1]]
        starts = [min(value for value in known if value > before) for before in befores]
        return cls(tuple(starts), tuple(ends), decimals)

    def place_of(self, value: float | None) -> int | None:
        """The group of a figure, 0 the lowest."""
        if value is None:
            return None
        shown = round(value, self.decimals)
        return next((place for place, end in enumerate(self.ends) if shown <= end), None)


@dataclass(frozen=True)
class LegendLine:
    """One group of the legend."""

    swatch: SafeString
    number: str
    words: str


@dataclass(frozen=True)
class AreaMap:
    """The map and its legend."""

    picture: SafeString
    legend: list[LegendLine]
    credits: list[str]
    without_outline: int
    """Areas with a figure that cannot be drawn."""


def map_of(
    document: MeasureDocument,
    lines: list[MeasureLine],
    boundaries: dict[str, Boundary],
    classes: Classes,
    *,
    chosen: str = "",
    of: str = "",
) -> AreaMap | None:
    """The map of the newest period; None where no area of it has an outline."""
    row = document["row"]
    by_code = {line["area_code"]: line for line in lines}
    if not row["latest"] or not set(by_code) & set(boundaries):
        return None
    there = _there(boundaries, set(by_code), date.fromisoformat(row["latest"]))
    shaded = [_shaded(one, by_code.get(one["area_code"]), row, classes, chosen) for one in there]
    with_figure = {one["area_code"] for one in there}
    lost = [
        line
        for line in lines
        if line["figure"]["value"] is not None and line["area_code"] not in with_figure
    ]
    return AreaMap(
        picture=area_map(
            shaded,
            name="near" if of else "map",
            title=", ".join(
                filter(None, (f"Map of {row['title'].lower()}", of, row["latest_words"]))
            ),
            description="The table below the map says the same, area by area.",
        ),
        legend=_legend(shaded, row, classes),
        credits=list(dict.fromkeys(one["credit"] for one in there if one["credit"])),
        without_outline=len(lost),
    )


def _there(boundaries: dict[str, Boundary], ranked: set[str], on: date) -> list[Boundary]:
    """The outlines of councils that were there on a day.

    Where invented areas are measured only they are drawn, and otherwise none of them.
    """
    invented = any(code.startswith("X") for code in ranked)
    return [
        boundary
        for code, boundary in boundaries.items()
        if code[:3] not in ("E12", "E92", "X98")
        and code.startswith("X") == invented
        and lasted(code, on)
    ]


def _shaded(
    boundary: Boundary, line: MeasureLine | None, row: MeasureRow, classes: Classes, chosen: str
) -> Shaded:
    figure = line["figure"] if line else None
    value = figure["value"] if figure else None
    return Shaded(
        boundary=boundary,
        name=line["area_name"] if line else boundary["area_code"],
        said=figures.figure_words(figure, row) if value is not None else "no figure",
        place=classes.place_of(value),
        is_chosen=boundary["area_code"] == chosen,
    )


def _legend(shaded: list[Shaded], row: MeasureRow, classes: Classes) -> list[LegendLine]:
    found = []
    for place, (low, high) in enumerate(zip(classes.starts, classes.ends, strict=True)):
        many = sum(one.place == place for one in shaded)
        reach = figures.value_words(low, row)
        if high != low:
            reach += f" to {figures.value_words(high, row)}"
        found.append(LegendLine(swatch(place), str(place + 1), f"{reach}: {count(many, 'area')}"))
    none = sum(one.place is None for one in shaded)
    if none:
        found.append(LegendLine(swatch(None), "–", f"no figure: {count(none, 'area')}"))
    return found
