"""What is known of every home that a group covers, gathered for its next agenda."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow
from caresight.pipeline.release_index.scope import Scope
from caresight.web.actions.queries import overdue
from caresight.web.directory.releases import Shown, newest
from caresight.web.groups.models import Group
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.meetings.definitions import AgendaRules, definitions
from caresight.web.meetings.models import AgendaItem, HomeMinute, Meeting
from caresight.web.meetings.proposing import HomeFacts
from caresight.web.meetings.queries.levels import current_levels
from caresight.web.meetings.queries.meetings import last_held
from caresight.web.meetings.states import HELD, Outcome, PlaceState
from caresight.web.meetings.suggesting import Suggestion, suggestion

EVERY_HOME = 1_000_000


@dataclass(frozen=True)
class Gathered:
    """The homes of a group, and what of them bears on an agenda."""

    homes: list[HomeFacts]
    release_id: str
    since: datetime
    """News since this moment is new: the last meeting, or so many days for a first one."""


def gathered(meeting: Meeting, rules: AgendaRules, *, day: date) -> Gathered:
    """Everything that the rules look at, for the homes that the meeting's group covers."""
    group, release = meeting.group, newest()
    before = last_held(meeting)
    since = before.starts_at if before else _look_back(day, rules)
    facts = {one.home_id: one for one in _evidence(group, release)}
    for home_id, news in _news(group, since).items():
        known = facts.get(home_id) or news
        facts[home_id] = replace(known, new_items=news.new_items, gravest=news.gravest)
    for home_id, late in _late(group, day).items():
        known = facts.get(home_id) or late
        facts[home_id] = replace(known, overdue_actions=late.overdue_actions)
    for home_id, level in current_levels(group).items():
        known = facts.get(home_id) or gone(home_id, level.home_name, level.area_code)
        facts[home_id] = replace(known, review_on=level.review_on)
    for place in carried_over(before) if before else []:
        known = facts.get(place.home_id) or gone(place.home_id, place.home_name, place.area_code)
        facts[place.home_id] = replace(known, carried_over=True)
    last = last_discussed(group)
    homes = [replace(one, last_discussed_on=last.get(one.home_id)) for one in facts.values()]
    return Gathered(homes, release.release_id if release else "", since)


def gone(home_id: str, name: str, area_code: str) -> HomeFacts:
    """A home that the newest register no longer has, by the name that casework kept."""
    return HomeFacts(home_id, name, area_code, is_open=False)


def scope_of(group: Group) -> Scope:
    """The homes that a group covers."""
    return Scope(
        frozenset(group.areas.values_list("area_code", flat=True)),
        frozenset(group.further_homes.values_list("home_id", flat=True)),
    )


def home_facts(group: Group, rows: list[HomeRow], release: Shown) -> list[HomeFacts]:
    """Rows of a release as facts, with the suggestion in the group's own ladder."""
    ladder = definitions().ladder(group.ladder)
    return [_facts(row, suggestion(row, ladder, release.summary["ladder"])) for row in rows]


def known_facts(group: Group, home_id: str) -> HomeFacts | None:
    """One home that a group covers, as the newest release knows it."""
    release = newest()
    if release is None:
        return None
    rows = release.index.within(scope_of(group)).home_rows([home_id])
    return next(iter(home_facts(group, rows, release)), None)


def last_discussed(group: Group) -> dict[str, date]:
    """The day on which a group last discussed each home."""
    found = (
        HomeMinute.objects.filter(
            outcome=Outcome.DISCUSSED, place__meeting__group=group, place__meeting__state__in=HELD
        )
        .order_by()
        .values_list("place__home_id")
        .annotate(last=Max("place__meeting__starts_at"))
    )
    return {home_id: timezone.localdate(last) for home_id, last in found}


def carried_over(meeting: Meeting) -> list[AgendaItem]:
    """The homes that a meeting did not reach."""
    return list(
        AgendaItem.objects.filter(meeting=meeting, state=PlaceState.ON).exclude(
            minute__outcome=Outcome.DISCUSSED
        )
    )


def _evidence(group: Group, release: Shown | None) -> list[HomeFacts]:
    if release is None:
        return []
    rows, _ = release.index.within(scope_of(group)).homes(per_page=EVERY_HOME)
    return home_facts(group, rows, release)


def _facts(row: HomeRow, suggested: Suggestion) -> HomeFacts:
    return HomeFacts(
        home_id=row["home_id"],
        home_name=row["name"],
        area_code=row["area_code"],
        is_open=row["is_open"],
        suggested_level=suggested.level,
        suggested_label=suggested.label,
        suggested_step=suggested.step,
        points=row["points"],
    )


def _news(group: Group, since: datetime) -> dict[str, HomeFacts]:
    found = (
        items_all_members_may_see(group)
        .filter(recorded_at__gt=since)
        .order_by()
        .values("home_id")
        .annotate(
            items=Count("pk", distinct=True),
            gravest=Max("severity"),
            name=Max("home_name"),
            area=Max("area_code"),
        )
    )
    return {
        row["home_id"]: replace(
            gone(row["home_id"], row["name"], row["area"]),
            new_items=row["items"],
            gravest=row["gravest"] or 0,
        )
        for row in found
    }


def _late(group: Group, day: date) -> dict[str, HomeFacts]:
    late = overdue(group, day).exclude(home_id="").order_by()
    found = late.values("home_id").annotate(
        actions=Count("pk"), name=Max("home_name"), area=Max("area_code")
    )
    return {
        row["home_id"]: replace(
            gone(row["home_id"], row["name"], row["area"]), overdue_actions=row["actions"]
        )
        for row in found
    }


def _look_back(day: date, rules: AgendaRules) -> datetime:
    start = datetime.combine(day, datetime.min.time())
    return timezone.make_aware(start) - timedelta(days=rules.first_meeting_looks_back_days)
