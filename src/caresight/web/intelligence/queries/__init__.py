"""Reads about intelligence. Everything that a person sees goes through a query with `access`."""

from caresight.web.intelligence.queries.door import (
    items_all_members_may_see,
    items_of_home,
    newest_keys,
    visible_items,
    workable_items,
)
from caresight.web.intelligence.queries.filters import (
    STATES,
    Wanted,
    areas_of,
    wanted_from,
)
from caresight.web.intelligence.queries.lists import (
    PER_PAGE,
    Page,
    TiedItem,
    agencies_to_name,
    count_due,
    items_for_file,
    items_sent_by,
    may_be_tied,
    own_import,
    page_of_items,
    tied_to,
    whole_item,
)
from caresight.web.intelligence.queries.outside import (
    SharedItem,
    items_for_provider,
    words_outside,
)
from caresight.web.intelligence.queries.search import Found, search_items

__all__ = [
    "PER_PAGE",
    "STATES",
    "Found",
    "Page",
    "SharedItem",
    "TiedItem",
    "Wanted",
    "agencies_to_name",
    "areas_of",
    "count_due",
    "items_all_members_may_see",
    "items_for_file",
    "items_for_provider",
    "items_of_home",
    "items_sent_by",
    "may_be_tied",
    "newest_keys",
    "own_import",
    "page_of_items",
    "search_items",
    "tied_to",
    "visible_items",
    "wanted_from",
    "whole_item",
    "words_outside",
    "workable_items",
]
