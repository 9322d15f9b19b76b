"""The only door to items: what a person may see, worked out by the database.

`rules` says the same of one item. Whoever needs items starts from one of these.
"""

from collections.abc import Iterator
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.intelligence.kinds import Handling
from caresight.web.intelligence.models import Item, ItemAgency, ItemGroup


def visible_items(access: Access) -> QuerySet[Item]:
    """Items that the person may read: those they sent, and those they may work on."""
    if not access.roles:
        return Item.objects.none()
    mine = Q(reporter=access.person)
    return Item.objects.filter(mine | _workable(access) if access.group_ids else mine)


def workable_items(access: Access) -> QuerySet[Item]:
    """Of these, items that the person reads as a member, with all that was said of them."""
    if not access.group_ids:
        return Item.objects.none()
    return Item.objects.filter(_workable(access))


def items_of_home(access: Access, home_id: str) -> QuerySet[Item]:
    """Items about a home that the person may read, newest first; without those taken back."""
    return visible_items(access).filter(home_id=home_id, withdrawn_at=None, forgotten_at=None)


def items_all_members_may_see(group: Group) -> QuerySet[Item]:
    """Items that every member of a group may read: what may stand in its pack."""
    return Item.objects.filter(given_to__group=group, withdrawn_at=None, forgotten_at=None).exclude(
        handling=Handling.NAMED_AGENCIES
    )


class Narrowing(Protocol):
    """Narrows items, which may be few already, as what one person sent is."""

    def __call__(self, items: QuerySet[Item], *, are_few: bool) -> QuerySet[Item]:
        """The items that fit."""


def newest_keys(
    access: Access, narrow: Narrowing, *, most: int, only_groups: frozenset[int] | None = None
) -> list[int]:
    """Keys of the newest items that the person may read (or works on in some groups), narrowed.

    The same items as `visible_items`, read group by group along the index of each: a list of
    what a small group has never looks at what the others have.
    """
    keys: set[int] = set()
    for in_order in _parts(access, narrow, only_groups):
        keys.update(in_order[:most])
    return sorted(keys, reverse=True)[:most]


def newest_texts(access: Access, narrow: Narrowing, *, most: int) -> list[tuple[int, str]]:
    """The same, each key with what the search reads of the item."""
    texts: dict[int, str] = {}
    for in_order in _parts(access, narrow):
        texts.update(in_order.values_list("pk", "text__text")[:most])
    return [(key, texts[key]) for key in sorted(texts, reverse=True)[:most] if texts[key]]


def has_more(access: Access, narrow: Narrowing, *, than: int) -> bool:
    """Whether the person sent so many items, or reads so many in one of their groups."""
    return any(part[than : than + 1] for part in _parts(access, narrow))


def _parts(
    access: Access, narrow: Narrowing, only_groups: frozenset[int] | None = None
) -> Iterator[QuerySet[Item, int]]:
    """Keys, the newest first: of what the person sent, and of what each of their groups has."""
    if only_groups is None and access.roles:
        mine = Item.objects.filter(reporter=access.person).order_by("-pk")
        yield narrow(mine, are_few=True).values_list("pk", flat=True)
    wanted = access.group_ids if only_groups is None else access.group_ids & only_groups
    for group_id in sorted(wanted):
        given = Item.objects.filter(_open_to(access), given_to__group=group_id)
        in_order = given.order_by("-given_to__item_id")
        yield narrow(in_order, are_few=False).values_list("pk", flat=True)


def _workable(access: Access) -> Q:
    given = Exists(
        ItemGroup.objects.filter(item=OuterRef("pk"), group__in=sorted(access.group_ids))
    )
    return Q(given) & _open_to(access)


def _open_to(access: Access) -> Q:
    """Items that no handling code keeps from the person's agency."""
    open_to_all = ~Q(handling=Handling.NAMED_AGENCIES)
    if access.agency_id is not None:
        named = Exists(ItemAgency.objects.filter(item=OuterRef("pk"), agency=access.agency_id))
        open_to_all |= Q(reporter_agency=access.agency_id) | Q(named)
    return open_to_all
