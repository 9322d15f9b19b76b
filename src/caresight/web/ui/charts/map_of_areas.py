"""Figures of areas as a map: the group of each area, the legend in words, and whose map it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.boundaries import Boundary
from caresight.vocabulary.areas_over_time import lasted, name_of
from caresight.web.ui.charts.area_map import Shaded, area_map, swatch
from caresight.web.ui.charts.patterns import CLASSES
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


@dataclass(frozen=True)
class Figured:
    """An area and its figure."""

    code: str
    name: str
    value: float | None
    said: str
    """The figure in words."""


@dataclass(frozen=True)
class Wanted:
    """What a map is of."""

    title: str
    on: date
    """A day of the period, so that the areas of that time are drawn."""
    words: Callable[[float], str]
    """A figure as the legend says it."""
    name: str = "map"
    """Tells two maps on one page apart."""
    chosen: str = ""
    """Code of the area that is picked out."""


def map_of_areas(
    told: Sequence[Figured], boundaries: Mapping[str, Boundary], classes: Classes, wanted: Wanted
) -> AreaMap | None:
    """The map of some areas; None where no outline of theirs is known."""
    by_code = {one.code: one for one in told}
    if not by_code.keys() & boundaries.keys():
        return None
    there = _there(boundaries, set(by_code), wanted.on)
    shaded = [_shaded(one, by_code.get(one["area_code"]), classes, wanted.chosen) for one in there]
    drawn = {one["area_code"] for one in there}
    return AreaMap(
        picture=area_map(
            shaded,
            name=wanted.name,
            title=wanted.title,
            description="The table below the map says the same, area by area.",
        ),
        legend=_legend(shaded, classes, wanted.words),
        credits=list(dict.fromkeys(one["credit"] for one in there if one["credit"])),
        without_outline=sum(one.value is not None and one.code not in drawn for one in told),
    )


def _there(boundaries: Mapping[str, Boundary], told: set[str], on: date) -> list[Boundary]:
    """The outlines of councils that were there on a day.

    Where invented areas are measured only they are drawn, and otherwise none of them.
    """
    invented = any(code.startswith("X") for code in told)
    return [
        boundary
        for code, boundary in boundaries.items()
        if code[:3] not in ("E12", "E92", "X98")
        and code.startswith("X") == invented
        and lasted(code, on)
    ]


def _shaded(boundary: Boundary, told: Figured | None, classes: Classes, chosen: str) -> Shaded:
    value = told.value if told else None
    return Shaded(
        boundary=boundary,
        name=told.name if told else name_of(boundary["area_code"]),
        said=told.said if told and value is not None else "no figure",
        place=classes.place_of(value),
        is_chosen=boundary["area_code"] == chosen,
    )


def _legend(
    shaded: Sequence[Shaded], classes: Classes, words: Callable[[float], str]
) -> list[LegendLine]:
    found = []
    for place, (low, high) in enumerate(zip(classes.starts, classes.ends, strict=True)):
        many = sum(one.place == place for one in shaded)
        reach = words(low) + (f" to {words(high)}" if high != low else "")
        found.append(LegendLine(swatch(place), str(place + 1), f"{reach}: {count(many, 'area')}"))
    none = sum(one.place is None for one in shaded)
    if none:
        found.append(LegendLine(swatch(None), "–", f"no figure: {count(none, 'area')}"))
    return found
