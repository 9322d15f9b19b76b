"""The ways in which a list of homes can be ordered, cut short and narrowed."""

from typing import TypedDict

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
    "new": "step > 0 AND COALESCE(points_a_month_ago, 0) < points",
    "silent": "is_silent",
    "improving": "improves AND step = 0",
}
"""Short lists that the first page links to."""


class Choice(TypedDict):
    """One value that a list of homes can be narrowed to."""

    value: str
    label: str
    homes: int


class Filters(TypedDict):
    """Everything that a list of homes can be narrowed by."""

    areas: list[Choice]
    levels: list[Choice]
    kinds: list[Choice]
    ratings: list[Choice]
    registers: list[Choice]
