"""Reminders, each sent once: due in a week, due today, overdue each week, effect to be seen.

Rights are asked once for a person and a run, not once for a reminder: a day with thousands
of overdue actions must not keep the worker from its other work.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions.models import Action
from caresight.web.actions.queries import orphaned_actions, visible_actions
from caresight.web.actions.states import UNFINISHED, State
from caresight.web.actions.telling import KIND
from caresight.web.groups.access import access_for
from caresight.web.groups.kinds import Position
from caresight.web.groups.models import Group, Membership
from caresight.web.notices.operations import tell
from caresight.web.notices.queries import keys_told

WEEK = timedelta(days=7)
AT_ONCE = 500
"""Actions asked for in one query."""


@dataclass(frozen=True)
class Reminder:
    """One sentence for one person about one action."""

    person: Person
    action_pk: int
    subject: str
    key: str
    sentence: str = ""


def remind(*, at: datetime) -> str:
    """Remind everybody of what is due; safe to call at any time and any number of times.

    Each reminder bears a key that is never sent twice to one person, and goes only to people
    who may open the action on that day. Those who lead are told of actions nobody can do.
    """
    day = timezone.localdate(at)
    leads = _leads(day)
    by_person: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in (*_due(day), *_to_be_seen(day, leads), *_orphans(day, leads)):
        by_person[reminder.person.pk].append(reminder)
    told = sum(_tell_one(reminders, at) for reminders in by_person.values())
    return f"{told} reminders of actions were sent."


def _tell_one(reminders: list[Reminder], at: datetime) -> int:
    """Send one person what is new to them and about actions that they may open today."""
    person = reminders[0].person
    told = keys_told(person.pk, "action:")
    fresh = [reminder for reminder in reminders if reminder.key not in told]
    if not fresh:
        return 0
    access = access_for(person, day=timezone.localdate(at))
    asked = sorted({reminder.action_pk for reminder in fresh})
    may_open: set[int] = set()
    for start in range(0, len(asked), AT_ONCE):
        some = visible_actions(access).filter(pk__in=asked[start : start + AT_ONCE])
        may_open.update(some.values_list("pk", flat=True))
    return sum(
        tell(
            to=[person], at=at, subject=one.subject, sentence=one.sentence or f"{one.subject}.",
            page="action", arguments={"pk": one.action_pk}, kind=KIND, once_key=one.key,
        )
        for one in fresh
        if one.action_pk in may_open
    )  # fmt: skip


def _due(day: date) -> Iterator[Reminder]:
    found = Action.objects.filter(
        state__in=UNFINISHED, due_on__lte=day + WEEK, owner__is_active=True
    ).select_related("owner")
    for action in found.iterator(chunk_size=AT_ONCE):
        subject, step = _words((action.due_on - day).days)
        if subject and action.owner is not None:
            key = f"action:{action.pk}:{action.due_on}:{step}"
            yield Reminder(action.owner, action.pk, subject, key)


def _words(left: int) -> tuple[str, str]:
    if left > 0:
        return "An action of yours is due within a week", "soon"
    if left == 0:
        return "An action of yours is due today", "today"
    weeks = -left // 7
    # The first reminder comes when a whole week has passed; on the days between, silence.
    return ("An action of yours is overdue", f"overdue-{weeks}") if weeks else ("", "")


def _to_be_seen(day: date, leads: dict[int, list[Person]]) -> Iterator[Reminder]:
    found = Action.objects.filter(state=State.EFFECT_AWAITED, effect_by__lte=day).select_related(
        "owner"
    )
    for action in found.iterator(chunk_size=AT_ONCE):
        people = {person.pk: person for person in leads.get(action.group_id, [])}
        if action.owner is not None:
            people[action.owner.pk] = action.owner
        key = f"action:{action.pk}:{action.effect_by}:effect"
        for person in people.values():
            subject = "It is time to see whether an action worked"
            yield Reminder(person, action.pk, subject, key)


def _orphans(day: date, leads: dict[int, list[Person]]) -> Iterator[Reminder]:
    groups = frozenset(Group.objects.filter(is_active=True).values_list("pk", flat=True))
    year, week, _ = day.isocalendar()
    for action in orphaned_actions(groups, day):
        key = f"action:{action.pk}:orphan:{year}-{week}"
        for person in leads.get(action.group_id, []):
            yield Reminder(
                person, action.pk, "An action of your group", key,
                "An action has nobody who can do it. Please hand it over.",
            )  # fmt: skip


def _leads(day: date) -> dict[int, list[Person]]:
    """Who chairs or coordinates each group on this day."""
    found: dict[int, list[Person]] = defaultdict(list)
    places = Membership.objects.current(day).exclude(position=Position.MEMBER)
    for place in places.select_related("person__agency"):
        found[place.group_id].append(place.person)
    return found
