"""The levels that groups agreed: of a home, and of a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def current_levels(group: Group) -> dict[str, AgreedLevel]:
    """The level of each home that a group has ever spoken of, by the home's id."""
    found = AgreedLevel.objects.filter(group=group, is_current=True)
    return {one.home_id: one for one in found}


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
