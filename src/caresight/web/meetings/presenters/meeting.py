"""One meeting: its head, its agenda, and how the agenda came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from caresight.vocabulary.lists import joined
from caresight.web.groups.access import Access
from caresight.web.meetings import policies, rules
from caresight.web.meetings.definitions import Part, definitions
from caresight.web.meetings.models import AgendaDraw, AgendaItem, Meeting
from caresight.web.meetings.presenters.lists import MeetingLine, meeting_line
from caresight.web.meetings.queries.levels import LevelLine, level_lines
from caresight.web.meetings.queries.log import levels_of_meeting
from caresight.web.meetings.states import HELD, Outcome, PlaceState
from caresight.web.ui.words import count
from caresight.web.ui.words import day as in_words


@dataclass(frozen=True)
class MeetingHead:
    """What stands above every tab of a meeting."""

    pk: int
    group_pk: int
    line: MeetingLine
    pack_id: int | None
    reports_due: str
    corrections_due: str
    signed: str
    is_lead: bool
    is_member: bool
    is_held: bool
    can_arrange: bool
    can_call: bool
    can_open: bool
    can_minute: bool
    can_report: bool
    can_correct: bool


def meeting_head(access: Access, meeting: Meeting, at: datetime) -> MeetingHead:
    """The head of a meeting, with what this person can do now."""
    day = timezone.localdate(at)
    leads = rules.may_arrange(access, meeting.group_id)
    works = rules.may_read_papers(access, meeting)
    return MeetingHead(
        pk=meeting.pk,
        group_pk=meeting.group_id,
        line=meeting_line(access, meeting),
        pack_id=meeting.pack_id,
        reports_due=_day(meeting.reports_due_on),
        corrections_due=_day(meeting.corrections_due_on),
        signed=_signed(meeting),
        is_lead=leads,
        is_member=works,
        is_held=meeting.state in HELD,
        can_arrange=leads and policies.can_be_arranged(meeting),
        can_call=leads and policies.can_be_called(meeting),
        can_open=leads and policies.can_be_opened(meeting, day),
        can_minute=leads and policies.can_be_minuted(meeting),
        can_report=rules.may_write_report(access, meeting) and policies.can_be_reported_to(meeting),
        can_correct=works and policies.can_be_corrected(meeting, day),
    )


def _day(on: object) -> str:
    return in_words(str(on)) if on else ""


def _signed(meeting: Meeting) -> str:
    if meeting.signed_at is None:
        return ""
    on = timezone.localdate(meeting.signed_at)
    return f"Signed by {meeting.signed_by} on {in_words(on.isoformat())}."


@dataclass(frozen=True)
class AgendaLine:
    """A home on an agenda."""

    pk: int
    home_id: str
    name: str
    position: int
    minutes: int
    reasons: str
    suggested: str
    suggested_step: int | None
    put_by: str
    put_reason: str
    decided: str
    outcome: str
    level: str
    level_step: int


@dataclass(frozen=True)
class AgendaLines:
    """All homes of an agenda, by where they stand."""

    on_it: list[AgendaLine]
    proposed: list[AgendaLine]
    off_it: list[AgendaLine]


def agenda_lines(places: Iterable[AgendaItem]) -> AgendaLines:
    """Homes on the agenda, homes that members propose, and homes that were taken off."""
    held = [(PlaceState(place.state), agenda_line(place)) for place in places]
    gone = (PlaceState.REMOVED, PlaceState.DECLINED)
    return AgendaLines(
        on_it=[line for state, line in held if state is PlaceState.ON],
        proposed=[line for state, line in held if state is PlaceState.PROPOSED],
        off_it=[line for state, line in held if state in gone],
    )


def agenda_line(place: AgendaItem) -> AgendaLine:
    """One home, with its minute where there is one."""
    minute = getattr(place, "minute", None)
    level = getattr(minute, "level", None) if minute else None
    return AgendaLine(
        pk=place.pk,
        home_id=place.home_id,
        name=place.home_name,
        position=place.position,
        minutes=place.minutes,
        reasons=reason_words(place),
        suggested=place.suggested_label,
        suggested_step=place.suggested_step,
        put_by=str(place.put_by) if place.put_by else "",
        put_reason=place.put_reason,
        decided=_decided(place),
        outcome=Outcome(minute.outcome).label if minute else "",
        level=level.level_label if level else "",
        level_step=level.step if level else 0,
    )


def reason_words(place: AgendaItem) -> str:
    """Every reason for a home, the one that counted first: “Flagged: Intensive suggested”."""
    said = "; ".join(str(one) for one in place.reasons) or place.get_why_display()
    return said[:1].upper() + said[1:]


def _decided(place: AgendaItem) -> str:
    if place.decided_at is None:
        return ""
    who = f" by {place.decided_by}" if place.decided_by else ""
    return f"{PlaceState(place.state).label}{who}: {place.decided_reason or 'no reason given'}"


@dataclass(frozen=True)
class DrawWords:
    """How an agenda was proposed, in words that let somebody check it."""

    sentence: str
    check: str
    left_out: list[tuple[str, str, str]]
    """Id, name and reasons of homes for which there was no place."""


def draw_words(draw: AgendaDraw | None) -> DrawWords | None:
    """The last proposal by rule; None where there was none."""
    if draw is None:
        return None
    on = timezone.localtime(draw.made_at)
    release = f" from release {draw.release_id}" if draw.release_id else ""
    placed = count(len(draw.placed), "home")
    return DrawWords(
        sentence=(
            f"Proposed by rule on {in_words(on.date().isoformat())}{release}: {placed}, for "
            f"{count(draw.budget, 'place')}, out of {count(draw.homes_in_scope, 'home')}."
        ),
        check=(
            f"The lot follows from this meeting’s reference ({draw.seed}) and each home’s id: "
            "nobody can choose who is drawn, and drawing again gives the same homes."
        ),
        left_out=[
            (str(one["home_id"]), str(one["home_name"]), joined([str(r) for r in one["reasons"]]))
            for one in draw.left_out
        ],
    )


def proposed_words(placed: int, left_out: int) -> str:
    """What proposing came to."""
    if not placed:
        return "No home could be proposed: the group covers none in the newest release."
    more = f" {count(left_out, 'home')} with a reason found no place." if left_out else ""
    verb = "is" if placed == 1 else "are"
    return f"{count(placed, 'home')} {verb} proposed by rule.{more}"


def parts_of(meeting: Meeting) -> list[Part]:
    """The standing parts of a meeting."""
    return list(definitions().kind(meeting.kind).parts)


@dataclass(frozen=True)
class TimeNeeded:
    """Whether an agenda fits into its meeting."""

    sentence: str
    is_too_long: bool


def time_needed(meeting: Meeting, places: Iterable[AgendaItem]) -> TimeNeeded:
    """The minutes that homes and parts need, beside those that there are."""
    homes = sum(place.minutes for place in places if place.state == PlaceState.ON)
    needed = homes + sum(part.minutes for part in parts_of(meeting))
    there = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    over = needed - there
    way = f"{count(over, 'minute')} too long" if over > 0 else "it fits"
    return TimeNeeded(
        f"The agenda needs {needed} of {count(there, 'minute')}: {way}.", is_too_long=over > 0
    )


def outcome_lines(access: Access, meeting: Meeting) -> list[LevelLine]:
    """What a meeting agreed, as somebody who oversees the group reads it."""
    return level_lines(access, levels_of_meeting(meeting))
