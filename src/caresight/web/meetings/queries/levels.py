"""The levels that groups agreed: of a home, of a group, and as rows for the next build."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.meetings.models import AgreedLevel
from caresight.web.meetings.states import MeetingState


@dataclass(frozen=True)
class LevelLine:
    """One decision about a level, with no more words than its reader may have."""

    group: Group
    home_id: str
    home_name: str
    meeting_id: int | None
    meeting_ref: str
    review_ref: str
    why: str
    level: str
    level_label: str
    step: int
    top_step: int
    suggested_label: str
    suggested_step: int | None
    agreed_on: date
    since_on: date
    reason_kind: str
    reason_kind_label: str
    reason: str
    """Empty for who oversees: they read the kind of reason, not what was said."""
    exit_criteria: str
    review_on: date | None
    dwell_until: date | None
    agencies: tuple[str, ...]
    recorded_by: str
    is_current: bool
    is_signed: bool
    """Whether the minutes that hold it are signed; a level of a review has no minutes."""


class Decision(TypedDict):
    """One agreed level as the next build reads it: what was decided, and no words."""

    home_id: str
    area_code: str
    group: str
    agreed_on: date
    recorded_at: datetime
    ladder: str
    level: str
    level_label: str
    step: int
    suggested_level: str
    suggested_step: int | None
    reason_kind: str
    meeting_ref: str
    review_ref: str
    is_current: bool


def levels_of_home(access: Access, home_id: str) -> list[LevelLine]:
    """The levels agreed for a home by the groups a person works in or oversees, newest first."""
    groups = access.group_ids | access.overseen_group_ids
    if not groups:
        return []
    found = AgreedLevel.objects.filter(home_id=home_id, group__in=groups)
    return level_lines(access, found.select_related("group", "recorded_by", "meeting"))


def level_lines(access: Access, levels: Iterable[AgreedLevel]) -> list[LevelLine]:
    """Agreed levels as this person may read them; the words only for who works in the group."""
    return [_line(one, with_words=one.group_id in access.group_ids) for one in levels]


def current_level(group: Group, home_id: str) -> AgreedLevel | None:
    """The level that a group agreed last for a home; None where it never spoke of it."""
    return AgreedLevel.objects.filter(group=group, home_id=home_id, is_current=True).first()


def current_levels(group: Group) -> dict[str, AgreedLevel]:
    """The level of each home that a group has ever spoken of, by the home's id."""
    found = AgreedLevel.objects.filter(group=group, is_current=True)
    return {one.home_id: one for one in found}


def decisions_for_build(since: datetime | None = None) -> list[Decision]:
    """The levels recorded since a moment (None: all), oldest first, for the next build."""
    found = AgreedLevel.objects.select_related("group").order_by("recorded_at", "pk")
    if since is not None:
        found = found.filter(recorded_at__gt=since)
    return [_decision(one) for one in found]


def outcomes_between(group: Group, start: date, end: date) -> list[Decision]:
    """What a group agreed in a half-open stretch of days, oldest first: the report upward."""
    found = AgreedLevel.objects.filter(group=group, agreed_on__gte=start, agreed_on__lt=end)
    return [_decision(one) for one in found.select_related("group").order_by("agreed_on", "pk")]


def _line(one: AgreedLevel, *, with_words: bool) -> LevelLine:
    return LevelLine(
        group=one.group,
        home_id=one.home_id,
        home_name=one.home_name,
        meeting_id=one.meeting_id,
        meeting_ref=f"M-{one.meeting_id:06d}" if one.meeting_id else "",
        review_ref=one.review_ref,
        why=one.get_why_display() if one.why else "",
        level=one.level,
        level_label=one.level_label,
        step=one.step,
        top_step=one.top_step,
        suggested_label=one.suggested_label,
        suggested_step=one.suggested_step,
        agreed_on=one.agreed_on,
        since_on=one.since_on,
        reason_kind=one.reason_kind,
        reason_kind_label=one.get_reason_kind_display(),
        reason=one.reason if with_words else "",
        exit_criteria=one.exit_criteria if with_words else "",
        review_on=one.review_on,
        dwell_until=one.dwell_until,
        agencies=tuple(one.agencies),
        recorded_by=str(one.recorded_by),
        is_current=one.is_current,
        is_signed=one.meeting is None or one.meeting.state == MeetingState.SIGNED,
    )


def _decision(one: AgreedLevel) -> Decision:
    return Decision(
        home_id=one.home_id,
        area_code=one.area_code,
        group=one.group.name,
        agreed_on=one.agreed_on,
        recorded_at=one.recorded_at,
        ladder=one.ladder,
        level=one.level,
        level_label=one.level_label,
        step=one.step,
        suggested_level=one.suggested_level,
        suggested_step=one.suggested_step,
        reason_kind=one.reason_kind,
        meeting_ref=f"M-{one.meeting_id:06d}" if one.meeting_id else "",
        review_ref=one.review_ref,
        is_current=one.is_current,
    )
