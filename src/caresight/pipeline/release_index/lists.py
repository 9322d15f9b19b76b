"""The ways in which a list of homes can be ordered, cut short and narrowed."""

from dataclasses import dataclass
from typing import Any, TypedDict

from caresight.vocabulary.refusal import Refusal

ORDERS = {
    "rank": "rank",
    "name": "sort_name, rank",
    "points": "points DESC, rank",
    "change": "(points - COALESCE(points_a_month_ago, 0)) DESC, rank",
    "good": "improves DESC, good_points DESC, rank",
    "beds": "beds DESC, rank",
    "area": "area_name, rank",
    "coverage": "coverage, rank",
}
"""Ways to order a list of homes, by the name that a page may ask for."""

GROUPS = {
    "": "1",
    "attention": "step > 0",
    "new": "is_newly_flagged",
    "silent": "is_silent",
    "improving": "improves AND step = 0",
}
"""Short lists that the first page links to."""


@dataclass(frozen=True)
class Wish:
    """Which homes somebody looks for, and in which order."""

    search: str = ""
    level: str = ""
    kind: str = ""
    rating: str = ""
    register: str = ""
    group: str = ""
    only_open: bool = True
    order: str = "rank"


def condition_of(wish: Wish) -> tuple[str, list[Any]]:
    """A wish as a condition on the table of homes, and the values of its marks."""
    if wish.order not in ORDERS or wish.group not in GROUPS:
        raise Refusal(
            "homes cannot be listed in this way",
            expected=f"order {', '.join(ORDERS)}; group {', '.join(g for g in GROUPS if g)}",
            came=f"order {wish.order}, group {wish.group or 'none'}",
        )
    wanted = {
        "level": wish.level,
        "kind": wish.kind,
        "rating": wish.rating,
        "register": wish.register,
    }
    conditions = [GROUPS[wish.group], *(f"{name} = ?" for name, value in wanted.items() if value)]
    values: list[Any] = [value for value in wanted.values() if value]
    if wish.only_open:
        conditions.append("is_open = 1")
    for word in wish.search.casefold().split():
        conditions.append("instr(search, ?) > 0")
        values.append(word)
    return " AND ".join(conditions), values


class Choice(TypedDict):
    """One value that a list of homes can be narrowed to."""

    value: str
    label: str
    homes: int


class Filters(TypedDict):
    """Everything that a list of homes can be narrowed by."""

    areas: list[Choice]
    boards: list[Choice]
    """Integrated care boards; none where no file says which there are."""
    levels: list[Choice]
    kinds: list[Choice]
    ratings: list[Choice]
    registers: list[Choice]
