"""Notices about items: they say that there is news, and never what it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access, access_for
from caresight.web.groups.queries import people_in
from caresight.web.intelligence.models import Item, Release
from caresight.web.intelligence.rules import may_dispose
from caresight.web.notices.operations import tell

GRAVE = 4
"""From this severity on, leads are told at once."""
SERIOUS = "Something serious was reported"


def tell_sender(item: Item, *, at: datetime, once_key: str) -> None:
    """Tell who sent an item that there is news of it."""
    tell(
        to=[item.reporter],
        at=at,
        subject="News of something that you sent",
        sentence="Something happened with what you told us. Open it to read what.",
        page="item",
        arguments={"pk": item.pk},
        kind="item",
        once_key=once_key,
    )


def tell_leads(item: Item, *, at: datetime) -> None:
    """Tell the leads who may read it at once where harm is said to be near."""
    _tell_of(item, leads_to_tell([item], at=at), at=at)


def tell_leads_of_many(told: Mapping[Person, Sequence[Item]], *, at: datetime, once: str) -> None:
    """Tell of what `leads_to_tell` found, in one notice for each person however many it is."""
    single: dict[Item, list[Person]] = defaultdict(list)
    for person, items in told.items():
        if len(items) == 1:
            single[items[0]].append(person)
    for item, people in single.items():
        _tell_of(item, people, at=at)
    tell(
        to=[person for person, items in told.items() if len(items) > 1],
        at=at,
        subject=SERIOUS,
        sentence="Several items about homes of your group speak of harm. Open the list to read.",
        page="intelligence",
        arguments={},
        kind="item",
        once_key=once,
    )


def leads_to_tell(items: Iterable[Item], *, at: datetime) -> dict[Person, list[Item]]:
    """Who is to be told at once of which items: of the grave ones, those who decide of them.

    Access is worked out once for each person, however many items there are.
    """
    grave = [item for item in items if item.severity >= GRAVE or item.grade == "suspect"]
    prefetch_related_objects(grave, "given_to", "naming")
    day = timezone.localdate(at)
    of_groups: dict[frozenset[int], list[Access]] = {}
    known: dict[int, Access] = {}
    found: dict[Person, list[Item]] = defaultdict(list)
    for item in grave:
        groups = frozenset(given.group_id for given in item.given_to.all())
        if groups not in of_groups:
            people = list(people_in(groups, day))
            known |= {one.pk: access_for(one, day=day) for one in people if one.pk not in known}
            of_groups[groups] = [known[one.pk] for one in people]
        for access in of_groups[groups]:
            if access.person.pk != item.reporter_id and may_dispose(access, item):
                found[access.person].append(item)
    return found


def _tell_of(item: Item, people: Iterable[Person], *, at: datetime) -> None:
    tell(
        to=people,
        at=at,
        subject=SERIOUS,
        sentence="An item about a home of your group speaks of harm. Open it to read it.",
        page="item",
        arguments={"pk": item.pk},
        kind="item",
        once_key=f"item-grave:{item.pk}",
    )


def tell_provider_people(release: Release, *, at: datetime) -> None:
    """Tell the provider's people who look after the home that something was passed on."""
    day = timezone.localdate(at)
    people = Person.objects.filter(
        agency=release.agency_id, is_active=True, held_roles__role=Role.PROVIDER
    )
    tell(
        to=[
            person
            for person in people
            if release.agency_id and release.home_id in access_for(person, day=day).home_ids
        ],
        at=at,
        subject="Something about one of your homes was passed on to you",
        sentence="Agencies around one of your homes have passed something on. Open it to read it.",
        page="own_home",
        arguments={"home_id": release.home_id},
        kind="provider",
        once_key=f"item-release:{release.pk}",
    )
