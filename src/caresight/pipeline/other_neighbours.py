"""Neighbours in other ways than by likeness: of one region, of one kind of council, from a list."""

from collections import defaultdict
from datetime import date
from typing import Any

from caresight.lake.as_at import Evidence
from caresight.vocabulary.areas import councils, invented_councils
from caresight.vocabulary.areas_over_time import region_of
from caresight.vocabulary.refusal import Refusal

LISTED = "own_neighbour_"
"""What comes before the neighbour's code in a component of a landed list; its value is the rank."""
KINDS = {
    "E06": "unitary authority",
    "E08": "metropolitan district",
    "E09": "London borough",
    "E10": "county",
    "X99": "invented council",
}
"""Kinds of council by how their codes begin, as the Office for National Statistics gives them."""


def neighbours_of_one_group(evidence: Evidence, way: str) -> list[dict[str, Any]]:
    """Every council that has figures, with all others of its region, or of its kind."""
    told = evidence.table("observations")
    areas = told.filter(told.entity_type == "area").select("entity_id").distinct()
    known = {row["entity_id"] for row in evidence.arrow(areas).to_pylist()}
    together: dict[str, list[str]] = defaultdict(list)
    for code in sorted(known & {*councils(), *invented_councils()}):
        group = region_of(code)[1] if way == "same_region" else KINDS.get(code[:3], "")
        together[group].append(code)
    return [
        _row(code, other, rank, None)
        for _, group in sorted(together.items())
        for code in group
        for rank, other in enumerate((one for one in group if one != code), start=1)
    ]


def listed_neighbours(evidence: Evidence) -> list[dict[str, Any]]:
    """The newest list that was landed: all of its rows, and none of an older list.

    Raises
    ------
    Refusal
        If none was landed.
    """
    told = evidence.table("observations")
    rows = told.filter(told.entity_type == "area", told.component.startswith(LISTED))
    found = evidence.arrow(rows).to_pylist()
    if not found:
        raise Refusal(
            "no list of neighbours was landed",
            expected="a file with area_code, neighbour_code and rank",
            what_to_do="land it under a name that says its month, such as neighbours_2026-11.csv.",
        )
    newest = max(map(_list_of, found))
    ranked = sorted(
        (row["entity_id"], int(row["value"]), row["component"].removeprefix(LISTED).upper())
        for row in found
        if _list_of(row) == newest
    )
    return [_row(code, neighbour, rank, None) for code, rank, neighbour in ranked]


def _list_of(row: dict[str, Any]) -> tuple[Any, ...]:
    """Which list a row stands on; of two of one month and day, the one that came in later."""
    published = row["published_on"] or date.min
    return row["period_start"], published, row["known_from"], row["receipt_id"]


def _row(code: str, neighbour: str, rank: int, distance: float | None) -> dict[str, Any]:
    return {
        "area_code": code, "neighbour_code": neighbour, "rank": rank, "distance": distance,
    }  # fmt: skip
