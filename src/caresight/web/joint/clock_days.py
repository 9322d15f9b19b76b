"""The days on which things happened to the homes of a group, from releases and casework.

A group's sums are made of what every member may read, so that all members see one figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.utils import timezone

from caresight.evaluation.loop_clock import HomeDays
from caresight.pipeline.release_index.scope import Scope
from caresight.vocabulary.periods import months_after
from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.models import Action
from caresight.web.actions.states import State, Verdict
from caresight.web.directory.releases import listed, opened
from caresight.web.groups.models import Group
from caresight.web.groups.queries import scope_of_groups
from caresight.web.intelligence.kinds import Direction
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.meetings.models import AgreedLevel, HomeMinute
from caresight.web.meetings.states import HELD, Outcome

MONTHS_BACK = 24
"""Items that came earlier tell nothing of how long things take now."""

Days = defaultdict[str, dict[str, set[date]]]


@dataclass(frozen=True)
class NeverDiscussed:
    """An item whose home no meeting has discussed since it was recorded."""

    pk: int
    ref: str
    home_id: str
    home_name: str
    recorded_on: date
    days: int


@dataclass(frozen=True)
class GroupDays:
    """All that the clock of one group is made from."""

    homes: list[HomeDays]
    names: Mapping[str, str] = field(default_factory=dict)
    never_discussed: list[NeverDiscussed] = field(default_factory=list)


def days_of_group(group: Group, *, day: date) -> GroupDays:
    """Every home of a group of which anything was noticed, said or decided."""
    found: Days = defaultdict(lambda: defaultdict(set))
    names: dict[str, str] = {}
    since = months_after(day.replace(day=1), -MONTHS_BACK)
    _releases(scope_of_groups([group.pk]), found, names, day)
    discussed = _discussed(group, found, names)
    items = _items(group, found, names, since)
    _levels(group, found, names)
    _actions(group, found, names)
    return GroupDays(
        homes=[_home_days(home_id, kinds) for home_id, kinds in sorted(found.items())],
        names=names,
        never_discussed=_never_discussed(items, discussed, day),
    )


def _home_days(home_id: str, kinds: Mapping[str, set[date]]) -> HomeDays:
    return HomeDays(home_id, **{kind: tuple(sorted(days)) for kind, days in kinds.items()})


def _releases(scope: Scope, found: Days, names: dict[str, str], day: date) -> None:
    """First days of each stretch in which a home was noticed, above the lowest level, or quiet."""
    last: dict[str, tuple[bool, bool]] = {}
    for note in sorted(listed(), key=lambda note: (note.as_at, note.made_at)):
        as_at = date.fromisoformat(note.as_at)
        if as_at > day:
            continue
        for home_id, (name, points, step) in _states(note.release_id, scope).items():
            names[home_id] = name
            was_noticed, was_flagged = last.get(home_id, (False, False))
            noticed, flagged = points > 0, step > 0
            if noticed and not was_noticed:
                found[home_id]["signals"].add(as_at)
            if flagged and not was_flagged:
                found[home_id]["flags"].add(as_at)
            if was_noticed and not noticed:
                found[home_id]["quiet"].add(as_at)
            last[home_id] = (noticed, flagged)


@lru_cache(maxsize=256)
def _states(release_id: str, scope: Scope) -> Mapping[str, tuple[str, float, int]]:
    # A release never changes: what it says of a group's homes is read once.
    try:
        return opened(release_id).index.within(scope).together_states()
    except Refusal:  # made by another version: as if it had not been
        return {}


def _items(
    group: Group, found: Days, names: dict[str, str], since: date
) -> list[tuple[int, str, str, str, date]]:
    rows = items_all_members_may_see(group).filter(received_on__gte=since).order_by("pk")
    items = []
    fields = ("pk", "home_id", "home_name", "received_on", "recorded_at", "direction")
    for pk, home_id, name, received_on, recorded_at, direction in rows.values_list(*fields):
        names.setdefault(home_id, name)
        if direction == Direction.WORRYING:
            found[home_id]["signals"].add(received_on)
        items.append((pk, f"I-{pk:06d}", home_id, name, timezone.localdate(recorded_at)))
    return items


def _discussed(group: Group, found: Days, names: dict[str, str]) -> dict[str, date]:
    rows = HomeMinute.objects.filter(
        outcome=Outcome.DISCUSSED, place__meeting__group=group, place__meeting__state__in=HELD
    ).values_list("place__home_id", "place__home_name", "place__meeting__starts_at")
    latest: dict[str, date] = {}
    for home_id, name, starts_at in rows:
        on = timezone.localdate(starts_at)
        names.setdefault(home_id, name)
        found[home_id]["discussions"].add(on)
        latest[home_id] = max(on, latest.get(home_id, on))
    return latest


def _levels(group: Group, found: Days, names: dict[str, str]) -> None:
    rows = AgreedLevel.objects.filter(group=group, step__gt=0).order_by()
    for home_id, name, on in rows.values_list("home_id", "home_name", "agreed_on"):
        names.setdefault(home_id, name)
        found[home_id]["flags"].add(on)


def _actions(group: Group, found: Days, names: dict[str, str]) -> None:
    rows = Action.objects.filter(group=group).exclude(home_id="").exclude(state=State.CANCELLED)
    fields = ("home_id", "home_name", "opened_at", "verdict", "verdict_at")
    for home_id, name, opened_at, verdict, verdict_at in rows.values_list(*fields):
        names.setdefault(home_id, name)
        found[home_id]["actions"].add(timezone.localdate(opened_at))
        if verdict == Verdict.WORKED and verdict_at:
            found[home_id]["effects"].add(timezone.localdate(verdict_at))


def _never_discussed(
    items: Iterable[tuple[int, str, str, str, date]], discussed: Mapping[str, date], day: date
) -> list[NeverDiscussed]:
    """Items recorded since their home was last on the table, or never; the oldest first."""
    return [
        NeverDiscussed(pk, ref, home_id, name, recorded_on, (day - recorded_on).days)
        for pk, ref, home_id, name, recorded_on in items
        if discussed.get(home_id, date.min) < recorded_on
    ]
