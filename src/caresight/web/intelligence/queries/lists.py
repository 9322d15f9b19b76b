"""Pages of items: what the list shows, what somebody sent, what belongs to one item."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from caresight.web.accounts.models import Agency
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.groups.queries import members_on
from caresight.web.intelligence.models import Disposition, Import, Item, ItemTie
from caresight.web.intelligence.queries.door import visible_items, workable_items
from caresight.web.intelligence.queries.filters import Wanted, narrowed
from caresight.web.intelligence.queries.search import search_items

PER_PAGE = 50
MOST_COUNTED = 5_000
"""Of more, the list says “more than”: nobody pages through them, and counting takes time."""
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
    day, read = access.day, _outside if outside else for_lines
    first = (wanted.page - 1) * per_page
    if wanted.q:
        found = search_items(access, wanted, day=day)
        pks = found.pks[first : first + per_page]
        by_pk = {item.pk: item for item in read(visible_items(access).filter(pk__in=pks))}
        shown = [by_pk[pk] for pk in pks if pk in by_pk]
        return Page(shown, len(found.pks), found.is_cut, found.words)
    items = narrowed(visible_items(access), wanted, day=day)
    total = items.order_by()[: MOST_COUNTED + 1].count()
    shown = list(read(items)[first : first + per_page])
    return Page(shown, min(total, MOST_COUNTED), total > MOST_COUNTED)


def items_for_file(access: Access, wanted: Wanted) -> list[Item]:
    """Items of a list as a file takes them, newest first; never more than 10,000."""
    if wanted.q:
        pks = search_items(access, wanted, day=access.day).pks
        by_pk = {item.pk: item for item in _outside(visible_items(access).filter(pk__in=pks))}
        return [by_pk[pk] for pk in pks if pk in by_pk]
    return list(_outside(narrowed(visible_items(access), wanted, day=access.day))[:MOST_IN_A_FILE])


def for_lines(items: QuerySet[Item]) -> QuerySet[Item]:
    """With what a line of a list shows."""
    return items.select_related("reporter_agency").prefetch_related("themes", "given_to", "naming")


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
    """How many items a lead should look at again."""
    if not access.led_group_ids:
        return 0
    return narrowed(led_items(access), Wanted(state="due"), day=access.day)[:MOST_COUNTED].count()


def own_import(access: Access, pk: int) -> Import | None:
    """A spreadsheet that the person sent; None for anybody else's."""
    return Import.objects.filter(pk=pk, person=access.person).first()


def led_items(access: Access) -> QuerySet[Item]:
    """Items of the groups that the person leads."""
    return workable_items(access).filter(given_to__group__in=access.led_group_ids).distinct()


def agencies_to_name(groups: list[Group], day: date) -> list[Agency]:
    """Agencies with a member in these groups: those that can be named as readers."""
    members = [place.person for group in groups for place in members_on(group, day)]
    found = {person.agency.pk: person.agency for person in members if person.agency}
    return sorted(found.values(), key=lambda agency: agency.name)


def _outside(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("reporter", "reporter_agency", "clearance").prefetch_related(
        "themes", "groups", "given_to", "naming"
    )
