"""Reads about intelligence. Everything that a person sees goes through a query with `access`."""

from caresight.web.intelligence.queries.door import (
    items_all_members_may_see,
    items_of_home,
    visible_items,
    workable_items,
)
from caresight.web.intelligence.queries.outside import (
    SharedItem,
    items_for_provider,
    words_outside,
)

__all__ = [
    "SharedItem",
    "items_all_members_may_see",
    "items_for_provider",
    "items_of_home",
    "visible_items",
    "words_outside",
    "workable_items",
]
