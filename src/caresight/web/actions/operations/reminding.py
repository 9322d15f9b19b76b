"""Reminders, each sent once: due in a week, due today, overdue each week, effect to be seen."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions.models import Action
from caresight.web.actions.queries import orphaned_actions
from caresight.web.actions.states import UNFINISHED, State
from caresight.web.actions.telling import leads_of, tell_leads, tell_those_who_may_see
from caresight.web.groups.models import Group

WEEK = timedelta(days=7)


def remind(*, at: datetime) -> str:
    """Remind everybody of what is due; safe to call at any time and any number of times.

    Each reminder bears a key that is never sent twice to one person, and goes only to people
    who may open the action on that day. Those who lead are told of actions nobody can do.
    """
    day = timezone.localdate(at)
    told = sum(
        tell_those_who_may_see(
            action, people, at=at, subject=subject, sentence=subject + ".", once_key=key
        )
        for action, people, subject, key in [*_due(day), *_to_be_seen(day, at)]
    )
    return f"{told + _orphans(day, at)} reminders of actions were sent."


Reminder = tuple[Action, list[Person], str, str]


def _due(day: date) -> Iterator[Reminder]:
    found = Action.objects.filter(
        state__in=UNFINISHED, due_on__lte=day + WEEK, owner__is_active=True
    ).select_related("owner", "group")
    for action in found.iterator(chunk_size=500):
        left = (action.due_on - day).days
        subject, step = _words(left)
        if subject and action.owner is not None:
            yield action, [action.owner], subject, f"action:{action.pk}:{action.due_on}:{step}"


def _words(left: int) -> tuple[str, str]:
    if left > 0:
        return "An action of yours is due within a week", "soon"
    if left == 0:
        return "An action of yours is due today", "today"
    weeks = -left // 7
    # The first reminder comes when a whole week has passed; on the days between, silence.
    return ("An action of yours is overdue", f"overdue-{weeks}") if weeks else ("", "")


def _to_be_seen(day: date, at: datetime) -> Iterator[Reminder]:
    found = Action.objects.filter(state=State.EFFECT_AWAITED, effect_by__lte=day).select_related(
        "owner", "group"
    )
    for action in found.iterator(chunk_size=500):
        people = {person.pk: person for person in [*leads_of(action, at)]}
        if action.owner is not None:
            people[action.owner.pk] = action.owner
        key = f"action:{action.pk}:{action.effect_by}:effect"
        yield action, list(people.values()), "It is time to see whether an action worked", key


def _orphans(day: date, at: datetime) -> int:
    groups = frozenset(Group.objects.filter(is_active=True).values_list("pk", flat=True))
    year, week, _ = day.isocalendar()
    sentence = "An action has nobody who can do it. Please hand it over."
    return sum(
        tell_leads(
            action, at=at, sentence=sentence, once_key=f"action:{action.pk}:orphan:{year}-{week}"
        )
        for action in orphaned_actions(groups, day)
    )
