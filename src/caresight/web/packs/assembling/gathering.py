"""Everything of casework that a pack for a meeting says, read at one moment.

Only what every member of the group may read is asked for: a pack is one paper for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from caresight.web.actions.models import Action
from caresight.web.actions.queries import actions_of_group, overdue
from caresight.web.actions.states import UNFINISHED
from caresight.web.audit.one_moment import one_moment
from caresight.web.groups.models import Group
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import CLOSED
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import AgendaItem, AgreedLevel, Meeting, MemberReport
from caresight.web.meetings.queries import last_held
from caresight.web.meetings.queries.levels import current_levels
from caresight.web.meetings.states import PlaceState, ReportState
from caresight.web.packs.assembling.lines import ItemLine, ReplyLine, item_line, reply_line
from caresight.web.replies.models import Told
from caresight.web.replies.queries import in_groups, replies_of_homes

MOST_ITEMS = 12
"""Items of one home that are printed in full."""


@dataclass(frozen=True)
class ReportLine:
    """One agency's report to the meeting."""

    agency: str
    sections: list[tuple[str, str, str]]
    """Heading, home (or nothing), words."""


@dataclass(frozen=True)
class Rows:
    """What was read."""

    meeting: Meeting
    group: Group
    before: Meeting | None
    places: list[AgendaItem]
    levels: Mapping[str, AgreedLevel]
    levels_since: list[AgreedLevel]
    items: Mapping[str, list[ItemLine]]
    more_items: Mapping[str, int]
    replies: Mapping[str, list[ReplyLine]]
    told: Mapping[str, list[Told]]
    actions: Mapping[str, list[Action]]
    overdue: list[Action]
    opened_since: list[Action]
    closed_since: list[Action]
    reports: list[ReportLine]


@one_moment()
def gathered(meeting: Meeting, *, at: datetime) -> Rows:
    """Read it all at one moment, so that no part is newer than another."""
    group, before = meeting.group, last_held(meeting)
    since = before.starts_at if before else None
    places = list(meeting.places.filter(state=PlaceState.ON).order_by("position", "pk"))
    homes = [place.home_id for place in places]
    items, more = _items(group, homes, since)
    actions = list(actions_of_group(group).order_by("due_on", "pk"))
    return Rows(
        meeting=meeting,
        group=group,
        before=before,
        places=places,
        levels=current_levels(group),
        levels_since=_levels_since(group, since),
        items=items,
        more_items=more,
        replies=_replies(group, homes, at),
        told=_told(group, homes, at),
        actions=_by_home(one for one in actions if one.state in UNFINISHED),
        overdue=list(overdue(group, timezone.localdate(at)).order_by("due_on", "pk")),
        opened_since=[one for one in actions if since and one.opened_at >= since],
        closed_since=[one for one in actions if since and one.closed_at and one.closed_at >= since],
        reports=_reports(meeting),
    )


def _items(
    group: Group, homes: list[str], since: datetime | None
) -> tuple[dict[str, list[ItemLine]], dict[str, int]]:
    """The items of each home that are new or not done with, newest first."""
    found = (
        items_all_members_may_see(group)
        .filter(home_id__in=homes)
        .select_related("reporter_agency", "clearance")
        .prefetch_related("themes")
        .order_by("-observed_on", "-pk")
    )
    words, lines, more = (
        coding(),
        defaultdict[str, list[ItemLine]](list),
        defaultdict[str, int](int),
    )
    for item in found:
        if item.state in CLOSED and (since is None or item.recorded_at < since):
            continue
        if len(lines[item.home_id]) < MOST_ITEMS:
            lines[item.home_id].append(item_line(item, words))
        else:
            more[item.home_id] += 1
    return lines, more


def _levels_since(group: Group, since: datetime | None) -> list[AgreedLevel]:
    if since is None:
        return []
    found = AgreedLevel.objects.filter(group=group, recorded_at__gte=since)
    return list(found.order_by("agreed_on", "pk"))


def _covered(group: Group) -> Q:
    """Of what providers said and were told, what the group's members may read.

    A home can stay on an agenda that the group no longer covers.
    """
    return in_groups(frozenset({group.pk}))


def _replies(group: Group, homes: list[str], at: datetime) -> dict[str, list[ReplyLine]]:
    lines = defaultdict[str, list[ReplyLine]](list)
    for reply in replies_of_homes(homes, by=at).filter(_covered(group)):
        lines[reply.home_id].append(reply_line(reply))
    return lines


def _told(group: Group, homes: list[str], at: datetime) -> dict[str, list[Told]]:
    lines = defaultdict[str, list[Told]](list)
    found = Told.objects.filter(_covered(group), home_id__in=homes, recorded_at__lte=at)
    for one in found.order_by("-told_on", "-pk"):
        lines[one.home_id].append(one)
    return lines


def _by_home(actions: Iterable[Action]) -> dict[str, list[Action]]:
    lines = defaultdict[str, list[Action]](list)
    for action in actions:
        lines[action.home_id].append(action)
    return lines


def _reports(meeting: Meeting) -> list[ReportLine]:
    found = (
        MemberReport.objects.filter(meeting=meeting, state=ReportState.SENT)
        .select_related("agency")
        .prefetch_related("entries")
    )
    headings = {
        section.code: section.label
        for form in definitions().reports.values()
        for section in form.sections
    }
    return [
        ReportLine(
            agency=report.agency.name,
            sections=[
                (
                    headings.get(entry.section, entry.section.replace("_", " ").capitalize()),
                    entry.home_name,
                    entry.words,
                )
                for entry in report.entries.all()
            ],
        )
        for report in found
    ]
