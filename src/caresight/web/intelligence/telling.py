"""Notices about items: they say that there is news, and never what it is."""

from datetime import datetime

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import access_for
from caresight.web.groups.queries import people_in
from caresight.web.intelligence.models import Item, Release
from caresight.web.intelligence.rules import may_dispose
from caresight.web.notices.operations import tell

GRAVE = 4
"""From this severity on, leads are told at once."""


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
    if item.severity < GRAVE and item.grade != "suspect":
        return
    day = timezone.localdate(at)
    group_ids = [given.group_id for given in item.given_to.all()]
    people = [person for person in people_in(group_ids, day) if person.pk != item.reporter_id]
    tell(
        to=[one for one in people if may_dispose(access_for(one, day=day), item)],
        at=at,
        subject="Something serious was reported",
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
