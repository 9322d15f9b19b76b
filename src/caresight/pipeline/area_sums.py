"""Rows of areas added up: what a line of the overview is made of, and its trend over releases."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypedDict

from caresight.pipeline.release_index.documents import AreaRow
from caresight.vocabulary.ratings import RATINGS


class Sums(TypedDict):
    """Homes, beds and movements of some areas."""

    homes: int
    beds: int | None
    """Known beds; None where no area's beds are known."""
    opened: int
    closed: int
    changed_hands: int


def within(areas: Iterable[AreaRow], region: str) -> list[AreaRow]:
    """The areas of a region, or all."""
    return [row for row in areas if not region or row["region"] == region]


def rated_well(areas: Sequence[AreaRow]) -> float | None:
    """The share of rated homes that are Good or Outstanding; None where none is rated."""
    ratings: Counter[str] = Counter()
    for row in areas:
        ratings.update(row["ratings"])
    rated = sum(ratings[name] for name in RATINGS)
    return (ratings["Good"] + ratings["Outstanding"]) / rated if rated else None


def sums_of_areas(inside: Sequence[AreaRow]) -> Sums:
    """Homes, beds and movements of some areas: for the trend over releases."""
    beds = [row["beds"] for row in inside if row["beds"] is not None]
    return Sums(
        homes=sum(row["homes"] for row in inside),
        beds=sum(beds) if beds else None,
        opened=sum(row["opened"] for row in inside),
        closed=sum(row["closed"] for row in inside),
        changed_hands=sum(row["changed_hands"] for row in inside),
    )


def occupancy(areas: Sequence[AreaRow]) -> float | None:
    """Occupied by all bed days, added up; of one council as the release holds it."""
    if len(areas) == 1:
        return areas[0]["occupancy"]
    if not areas or any("bed_days" not in row for row in areas):
        return None
    days = sum(row["bed_days"] for row in areas)
    return round(sum(row["occupied_bed_days"] for row in areas) / days, 4) if days else None
