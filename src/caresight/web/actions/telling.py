"""Notices about actions. None holds a word of the action or of its evidence."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions.models import Action
from caresight.web.actions.queries import visible_actions
from caresight.web.groups.access import access_for
from caresight.web.groups.kinds import Position
from caresight.web.groups.queries import members_on
from caresight.web.notices.operations import tell

KIND = "action"


def tell_owner(
    action: Action,
    *,
    actor: Person,
    at: datetime,
    sentence: str = "An action has been given to you.",
) -> int:
    """Tell the owner, unless they did it themselves."""
    if action.owner is None or action.owner_id == actor.pk:
        return 0
    return tell_those_who_may_see(
        action, [action.owner], at=at, subject="An action of yours", sentence=sentence
    )


def tell_leads(action: Action, *, at: datetime, sentence: str) -> int:
    """Tell those who chair or coordinate the group."""
    return tell_those_who_may_see(
        action, leads_of(action, at), at=at, subject="An action of your group", sentence=sentence
    )


def leads_of(action: Action, at: datetime) -> list[Person]:
    """Who chairs or coordinates the action's group."""
    places = members_on(action.group, timezone.localdate(at)).exclude(position=Position.MEMBER)
    return [place.person for place in places]


def tell_those_who_may_see(
    action: Action,
    people: Iterable[Person],
    *,
    at: datetime,
    subject: str,
    sentence: str,
) -> int:
    """Tell those of these people who may open the action on this day; the others are not told."""
    day = timezone.localdate(at)
    entitled = [
        person
        for person in people
        if visible_actions(access_for(person, day=day)).filter(pk=action.pk).exists()
    ]
    return tell(
        to=entitled, at=at, subject=subject, sentence=sentence, page="action",
        arguments={"pk": action.pk}, kind=KIND,
    )  # fmt: skip
