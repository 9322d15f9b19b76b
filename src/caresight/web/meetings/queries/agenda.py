"""What is known of every home that a group covers, gathered for its next agenda."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.actions.queries import overdue
from caresight.web.directory.releases import newest
from caresight.web.groups.models import Group
from caresight.web.groups.queries import scope_of_groups
from caresight.web.intelligence.kinds import State
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.meetings.definitions import AgendaRules, definitions
from caresight.web.meetings.models import AgendaItem, HomeMinute, Meeting
from caresight.web.meetings.proposing import HomeFacts
from caresight.web.meetings.queries.levels import current_levels
from caresight.web.meetings.queries.meetings import last_held
from caresight.web.meetings.states import HELD, Outcome, PlaceState
from caresight.web.meetings.suggesting import Noticed, Suggestion, suggestion

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
    group = meeting.group
    before = last_held(meeting)
    since = before.starts_at if before else _look_back(day, rules)
    facts = {one.home_id: one for one in facts_of_homes(group)}
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
    return Gathered(homes, newest_release_id(), since)


def gone(home_id: str, name: str, area_code: str) -> HomeFacts:
    """A home that the newest register no longer has, by the name that casework kept."""
    return HomeFacts(home_id, name, area_code, is_open=False)


def facts_of_homes(group: Group, home_ids: Sequence[str] = ()) -> list[HomeFacts]:
    """Homes that a group covers as the newest release knows them: those named, or all open ones.

    The suggestion is that of evidence and intelligence together, where the release has it,
    in the steps of the group's own ladder.
    """
    release = newest()
    if release is None:
        return []
    index = release.index.within(scope_of_groups([group.pk]))
    wanted = list(home_ids)
    rows = index.home_rows(wanted) if wanted else index.homes(per_page=EVERY_HOME)[0]
    together = (
        index.together_rows_of(wanted)
        if wanted
        else index.together_rows("all", per_page=EVERY_HOME)[0]
    )
    noticed = {
        row["home_id"]: Noticed(row["level"], row["step"], row["points"], row["agencies"])
        for row in (*rows, *together)
    }
    ladder, built_with = definitions().ladder(group.ladder), release.summary["ladder"]
    return [
        _facts(
            row, noticed[row["home_id"]], suggestion(noticed[row["home_id"]], ladder, built_with)
        )
        for row in rows
    ]


def known_facts(group: Group, home_id: str) -> HomeFacts | None:
    """One home that a group covers, as the newest release knows it."""
    return next(iter(facts_of_homes(group, [home_id])), None)


def newest_release_id() -> str:
    """The release that suggestions come from today; empty while there is none."""
    release = newest()
    return release.release_id if release else ""


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


def _facts(row: HomeRow, noticed: Noticed, suggested: Suggestion) -> HomeFacts:
    return HomeFacts(
        home_id=row["home_id"],
        home_name=row["name"],
        area_code=row["area_code"],
        is_open=row["is_open"],
        suggested_level=suggested.level,
        suggested_label=suggested.label,
        suggested_step=suggested.step,
        points=noticed.points,
    )


def _news(group: Group, since: datetime) -> dict[str, HomeFacts]:
    found = (
        items_all_members_may_see(group)
        .filter(Q(recorded_at__gt=since) | Q(state=State.MEETING))
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
