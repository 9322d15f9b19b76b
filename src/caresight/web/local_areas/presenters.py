"""Areas in words."""

from dataclasses import dataclass

from caresight.pipeline.release_index.documents import AreaRow, Summary
from caresight.pipeline.release_index.places import PlaceRow
from caresight.pipeline.release_index.scope import Scope
from caresight.vocabulary.areas_over_time import kind_of
from caresight.vocabulary.ratings import RATINGS
from caresight.web.ui.words import MISSING, count, percent


@dataclass(frozen=True)
class AreaLine:
    """One area of the overview."""

    code: str
    name: str
    homes: str
    beds: str
    nursing: str
    residential: str
    movements: str
    ratings: str
    occupancy: str
    levels: list[tuple[str, int]]
    has_list: bool
    """Whether the reader may list the area's homes."""
    needing_attention: int


def area_lines(rows: list[AreaRow], summary: Summary, scope: Scope) -> list[AreaLine]:
    """All areas, by name: counts of an area tell of no single home."""
    return [_line(row, summary, scope) for row in sorted(rows, key=lambda row: row["area_name"])]


@dataclass(frozen=True)
class Region:
    """A region with the areas in it that have figures of their own."""

    code: str
    name: str
    places: list[PlaceRow]


def regions_of(places: list[PlaceRow]) -> list[Region]:
    """The areas that have pages, by region; those of none stand last."""
    codes = {one["area_name"]: one["area_code"] for one in places if one["kind"] == "region"}
    within: dict[str, list[PlaceRow]] = {}
    for one in places:
        if one["kind"] == "council" and one["has_measures"]:
            within.setdefault(one["region_name"], []).append(one)
    return [
        Region(codes.get(name, ""), name or "In no region", sorted(found, key=_by_name))
        for name, found in sorted(within.items(), key=lambda pair: (not pair[0], pair[0]))
    ]


def boards_of(places: list[PlaceRow]) -> list[PlaceRow]:
    """The integrated care boards that have pages, those without a home here too."""
    return sorted((one for one in places if one["kind"] == "board"), key=_by_name)


def _by_name(place: PlaceRow) -> str:
    return place["area_name"]


def _line(row: AreaRow, summary: Summary, scope: Scope) -> AreaLine:
    steps = sorted(summary["levels"], key=lambda level: -level["step"])
    levels = [(level["label"], row["levels"].get(level["code"], 0)) for level in steps]
    raised = {level["code"] for level in steps if level["step"] > 0}
    return AreaLine(
        code=row["area_code"],
        name=row["area_name"],
        homes=f"{row['homes']:,}",
        beds=_beds(row["beds"], row["homes_with_unknown_beds"]),
        nursing=_kind(row["nursing_homes"], row["nursing_beds"]),
        residential=_kind(row["residential_homes"], row["residential_beds"]),
        movements=_movements(row),
        ratings=_ratings(row["ratings"]),
        occupancy=percent(row["occupancy"]),
        levels=levels,
        # Of a board, the list is of those of its homes that the reader may see.
        has_list=scope.is_everything
        or kind_of(row["area_code"]) == "board"
        or row["area_code"] in (scope.area_codes or ()),
        needing_attention=sum(row["levels"].get(code, 0) for code in raised),
    )


def _movements(row: AreaRow) -> str:
    named = (
        (row["opened"], "opened"),
        (row["closed"], "closed"),
        (row["changed_hands"], "changed hands"),
    )
    return ", ".join(f"{homes} {what}" for homes, what in named if homes) or "none known"


def _beds(beds: int | None, unknown: int) -> str:
    if beds is None:
        return MISSING
    return f"{beds:,}" + (f" (without {count(unknown, 'home')} of unknown size)" if unknown else "")


def _kind(homes: int | None, beds: int | None) -> str:
    if homes is None:
        return MISSING
    if not homes:
        return "none"
    return count(homes, "home") + ("" if beds is None else f", {count(beds, 'bed')}")


def _ratings(ratings: dict[str, int]) -> str:
    order = [*reversed(RATINGS), *(name for name in ratings if name not in RATINGS)]
    return ", ".join(f"{ratings[name]} {name}" for name in order if ratings.get(name)) or MISSING
