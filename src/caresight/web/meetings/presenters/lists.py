"""A meeting in a list, in words."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from caresight.web.groups.access import Access
from caresight.web.meetings import rules
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.states import AHEAD, MeetingState
from caresight.web.ui.paging import Paging, number_in, page_asked
from caresight.web.ui.words import count

PER_PAGE = 50
_TONES = {
    MeetingState.CALLED: "open",
    MeetingState.OPEN: "open",
    MeetingState.CORRECTION: "open",
    MeetingState.SIGNED: "good",
    MeetingState.CANCELLED: "closed",
}


@dataclass(frozen=True)
class MeetingsWanted:
    """Which meetings somebody wants to see, as the address says it."""

    past: bool
    group_id: int | None
    page: int

    @property
    def first(self) -> int:
        """Where the page begins."""
        return (self.page - 1) * PER_PAGE


def meetings_wanted(asked: QueryDict) -> MeetingsWanted:
    """Read the address; what cannot be understood is as if it had not been said."""
    return MeetingsWanted(
        past=asked.get("when", "") == "past",
        group_id=number_in(asked.get("group", "")),
        page=page_asked(asked),
    )


def paging(page: int, total: int, asked: QueryDict) -> Paging:
    """Links to the pages before and after, keeping every filter."""
    kept = asked.copy()
    kept.pop("page", None)
    return Paging(page=page, per_page=PER_PAGE, total=total, kept=kept.urlencode())


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list."""

    pk: int
    ref: str
    title: str
    group: str
    when: str
    until: str
    place: str
    state: str
    tone: str
    homes: str
    """How many homes are on its agenda; empty for who only oversees."""
    is_ahead: bool
    is_cancelled: bool


def meeting_line(access: Access, meeting: Meeting, homes: int = 0) -> MeetingLine:
    """One meeting as this person may know it, with the number of homes on its agenda."""
    state = MeetingState(meeting.state)
    return MeetingLine(
        pk=meeting.pk,
        ref=meeting.ref,
        title=meeting.title,
        group=meeting.group.name,
        when=when(meeting),
        until=f"{timezone.localtime(meeting.ends_at):%H:%M}",
        place=meeting.place if rules.may_read_papers(access, meeting) else "",
        state=state.label,
        tone=_TONES.get(state, ""),
        homes=count(homes, "home") if homes and rules.may_read_papers(access, meeting) else "",
        is_ahead=state in AHEAD,
        is_cancelled=state == MeetingState.CANCELLED,
    )


def when(meeting: Meeting) -> str:
    """When it begins: “Thursday 10 December 2026, 14:00”."""
    local = timezone.localtime(meeting.starts_at)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
