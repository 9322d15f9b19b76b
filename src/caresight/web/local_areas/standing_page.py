"""All areas in their place over all measures together, and which of them are proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caresight.pipeline.release_index.places import AreaDocument, OverallRank, PlaceRow, Standing
from caresight.vocabulary.lists import joined
from caresight.web.local_areas.figures import ordinal

COLUMNS = (
    "area_code area_name region rank rank_lower rank_upper of rank_lowest_weights "
    "rank_highest_weights proposed_for_review"
).split()


@dataclass(frozen=True)
class StandingLine:
    """One area in its place."""

    code: str
    name: str
    region: str
    place: str
    by_chance: str
    by_weights: str
    is_listed: bool


@dataclass(frozen=True)
class StandingPage:
    """Everything that the page of all places shows."""

    title: str
    sentence: str
    rule: str
    overall: OverallRank
    lines: list[StandingLine]


def ranked(places: Sequence[PlaceRow]) -> list[tuple[PlaceRow, Standing]]:
    """The areas that have a place, the first one first."""
    found = [(one, standing) for one in places if (standing := one.get("standing"))]
    return sorted(found, key=lambda pair: (pair[1]["rank"], pair[0]["area_name"]))


def standing_page(places: Sequence[PlaceRow], example: AreaDocument | None) -> StandingPage | None:
    """The page; `example` is any area that has a place: the rule and the parts are of all."""
    if example is None or example["overall"] is None or example["shortlist"] is None:
        return None
    return StandingPage(
        title=example["overall"]["title"],
        sentence=_proposed([one for one, standing in ranked(places) if standing["is_listed"]]),
        rule=example["shortlist"]["rule"],
        overall=example["overall"],
        lines=[_line(one, standing) for one, standing in ranked(places)],
    )


def standing_rows(places: Sequence[PlaceRow]) -> Iterator[list[object]]:
    """One row an area, with COLUMNS."""
    for one, at in ranked(places):
        yield [
            one["area_code"], one["area_name"], one["region_name"], at["rank"], at["lower"],
            at["upper"], at["of"], at["weight_lower"], at["weight_upper"],
            "yes" if at["is_listed"] else "no",
        ]  # fmt: skip


def _proposed(places: list[PlaceRow]) -> str:
    if not places:
        return "By this rule no area is proposed for a review."
    names = joined([one["area_name"] for one in places])
    many = f"{len(places)} areas are" if len(places) > 1 else "1 area is"
    return f"By this rule {many} proposed for a review: {names}."


def _line(place: PlaceRow, at: Standing) -> StandingLine:
    return StandingLine(
        code=place["area_code"],
        name=place["area_name"],
        region=place["region_name"],
        place=f"{ordinal(at['rank'])} of {at['of']}",
        by_chance=_between(at["lower"], at["upper"]),
        by_weights=_between(at["weight_lower"], at["weight_upper"]),
        is_listed=at["is_listed"],
    )


def _between(lower: int, upper: int) -> str:
    return ordinal(lower) if lower == upper else f"{ordinal(lower)} to {ordinal(upper)}"
