"""Pages of items: what the list shows, what somebody sent, what belongs to one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from caresight.web.accounts.models import Agency
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group, Membership
from caresight.web.intelligence.models import Disposition, Import, Item, ItemTie
from caresight.web.intelligence.queries.door import (
    Narrowing,
    newest_keys,
    visible_items,
    workable_items,
)
from caresight.web.intelligence.queries.filters import Wanted, narrowed
from caresight.web.intelligence.queries.search import search_items

PER_PAGE = 25
MOST_COUNTED = 500
"""Of more, the list says “more than”: nobody pages through them, and counting takes time."""
MOST_DUE = 100
MOST_IN_A_FILE = 10_000


@dataclass(frozen=True)
class Page:
    """One page of a list."""

    items: list[Item]
    total: int
    is_cut: bool
    """Whether there are more than `total`."""
    words: tuple[str, ...] = ()
    """Words that were looked for."""


def page_of_items(
    access: Access, wanted: Wanted, *, per_page: int = PER_PAGE, outside: bool = False
) -> Page:
    """The items of one page: with words asked the best first, else the newest first.

    `outside` reads with them what a file needs.
    """
    first, read = (wanted.page - 1) * per_page, _outside if outside else for_lines
    if wanted.q:
        found = search_items(access, wanted, day=access.day)
        shown = _in_order(read(visible_items(access)), found.pks[first : first + per_page])
        return Page(_with_readers(shown, access.day), len(found.pks), found.is_cut, found.words)
    keys = newest_keys(access, _narrowing(access, wanted), most=MOST_COUNTED + 1)
    total = min(len(keys), MOST_COUNTED)
    shown = _in_order(read(visible_items(access)), keys[:total][first : first + per_page])
    return Page(_with_readers(shown, access.day), total, len(keys) > MOST_COUNTED)


def items_for_file(access: Access, wanted: Wanted) -> tuple[list[Item], bool]:
    """Items of a list as a file takes them, never more than 10,000; and whether there are more."""
    if wanted.q:
        found = search_items(access, wanted, day=access.day)
        return _in_order(_outside(visible_items(access)), found.pks), found.is_cut
    keys = newest_keys(access, _narrowing(access, wanted), most=MOST_IN_A_FILE + 1)
    items = _in_order(_outside(visible_items(access)), keys[:MOST_IN_A_FILE])
    return items, len(keys) > MOST_IN_A_FILE


def _narrowing(access: Access, wanted: Wanted) -> Narrowing:
    def narrow(items: QuerySet[Item], *, are_few: bool) -> QuerySet[Item]:
        return narrowed(items, wanted, day=access.day, are_few=are_few)

    return narrow


def _in_order(items: QuerySet[Item], keys: Sequence[int]) -> list[Item]:
    """The items of these keys in this order; asked again, by the door, whether they may be read."""
    found: dict[int, Item] = {}
    for begun in range(0, len(keys), 500):
        found |= {item.pk: item for item in items.filter(pk__in=keys[begun : begun + 500])}
    return [found[key] for key in keys if key in found]


def for_lines(items: QuerySet[Item]) -> QuerySet[Item]:
    """With what a line of a list shows; who may work on it is asked of the few that are due."""
    return items.prefetch_related("reporter_agency", "themes")


def _with_readers(items: list[Item], day: date) -> list[Item]:
    """The items; of those to be looked at again also who may: only their lines ask for it."""
    due = [item for item in items if item.review_by is not None and item.review_by <= day]
    prefetch_related_objects(due, "given_to", "naming")
    return items


def items_sent_by(access: Access) -> QuerySet[Item]:
    """What the person sent, newest first, with what they are told of it."""
    told = Disposition.objects.order_by("-pk")
    return (
        visible_items(access)
        .filter(reporter=access.person)
        .prefetch_related("themes", "steps", "groups", Prefetch("dispositions", queryset=told))
    )


def whole_item(access: Access, pk: int) -> Item | None:
    """One item with everything that its page shows; None for what may not be seen."""
    return (
        visible_items(access)
        .filter(pk=pk)
        .select_related("reporter__agency", "reporter_agency", "joined_to", "clearance")
        .prefetch_related(
            "themes", "given_to__group", "naming__agency", "steps",
            "dispositions__by", "comments__by__agency", "revisions__by", "releases__by",
        )
        .first()
    )  # fmt: skip


@dataclass(frozen=True)
class TiedItem:
    """Another item that belongs with one."""

    item: Item
    kind: str


def tied_to(access: Access, item: Item) -> list[TiedItem]:
    """Items that belong with one, of those that the person may read as a member."""
    ties = ItemTie.objects.filter(Q(item=item) | Q(other=item))
    kinds = {tie.other_id if tie.item_id == item.pk else tie.item_id: tie.kind for tie in ties}
    found = workable_items(access).filter(pk__in=kinds).order_by("pk")
    return [TiedItem(one, kinds[one.pk]) for one in found]


def may_be_tied(access: Access, item: Item) -> QuerySet[Item]:
    """Other items that the person works on, about the same home, newest first."""
    return workable_items(access).filter(home_id=item.home_id).exclude(pk=item.pk)


def count_due(access: Access) -> int:
    """How many items the person, as a lead, should look at again: at most a hundred."""
    narrow = _narrowing(access, Wanted(state="due"))
    groups = access.led_group_ids
    return len(newest_keys(access, narrow, most=MOST_DUE, only_groups=groups)) if groups else 0


def own_import(access: Access, pk: int) -> Import | None:
    """A spreadsheet that the person sent; None for anybody else's."""
    return Import.objects.filter(pk=pk, person=access.person).first()


def agencies_to_name(groups: Sequence[Group], day: date) -> list[Agency]:
    """Agencies with a member in these groups: those that can be named as readers."""
    places = Membership.objects.current(day).filter(group__in=groups)
    return list(Agency.objects.filter(pk__in=places.values("person__agency")).order_by("name"))


def _outside(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("reporter", "reporter_agency", "clearance").prefetch_related(
        "themes", "groups", "given_to", "naming"
    )
