"""Reads of the directory: finding homes, and putting some side by side."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import QueryDict

from caresight.pipeline.release_index.documents import HomeDocument, HomeRow
from caresight.pipeline.release_index.reading import GROUPS, ORDERS, Filters, ReleaseIndex
from caresight.web.directory.releases import Shown
from caresight.web.ui.paging import page_asked

PER_PAGE = 50
MOST_COMPARED = 4
EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Wanted:
    """What a person looks for, as the address says it."""

    q: str = ""
    area: str = ""
    level: str = ""
    kind: str = ""
    rating: str = ""
    register: str = ""
    group: str = ""
    closed: bool = False
    order: str = "rank"
    page: int = 1


def wanted_from(asked: QueryDict) -> Wanted:
    """Read the address; what cannot be understood is as if it had not been said."""
    text = {
        name: asked.get(name, "").strip()[:200]
        for name in ("q", "area", "level", "kind", "rating", "register")
    }
    group, order = asked.get("group", ""), asked.get("order", "rank")
    return Wanted(
        **text,
        group=group if group in GROUPS else "",
        order=order if order in ORDERS else "rank",
        closed=asked.get("closed", "") == "yes",
        page=page_asked(asked),
    )


def homes_wanted(
    release: Shown, wanted: Wanted, *, per_page: int = PER_PAGE
) -> tuple[list[HomeRow], int]:
    """One page of homes, and how many there are in all."""
    return release.index.homes(
        search=wanted.q,
        area=wanted.area,
        level=wanted.level,
        kind=wanted.kind,
        rating=wanted.rating,
        register=wanted.register,
        group=wanted.group,
        only_open=not wanted.closed,
        order=wanted.order,
        page=wanted.page,
        per_page=per_page,
    )


def filters(release: Shown) -> Filters:
    """What the list can be narrowed to."""
    return _kept_filters(release.index)


@lru_cache(maxsize=256)
def _kept_filters(index: ReleaseIndex) -> Filters:
    # Counting fifteen thousand homes five ways takes longer than the page; a release is
    # never changed, so that once is enough.
    return index.filters()


def homes_compared(release: Shown, home_ids: list[str]) -> list[HomeDocument]:
    """The homes named, in the order named, without repeats."""
    documents = (release.index.home(home_id) for home_id in dict.fromkeys(home_ids))
    return [document for document in documents if document is not None]
