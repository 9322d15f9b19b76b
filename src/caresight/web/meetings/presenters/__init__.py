"""Meetings in words and pictures, ready for their templates."""

from caresight.web.meetings.presenters.lists import (
    PER_PAGE,
    MeetingLine,
    MeetingsWanted,
    meeting_line,
    meetings_wanted,
    paging,
    when,
)
from caresight.web.meetings.presenters.meeting import (
    AgendaLine,
    MeetingHead,
    agenda_line,
    agenda_lines,
    draw_words,
    meeting_head,
    outcome_lines,
    parts_of,
    proposed_words,
    time_needed,
)

__all__ = [
    "PER_PAGE", "AgendaLine", "MeetingHead", "MeetingLine", "MeetingsWanted", "agenda_line",
    "agenda_lines", "draw_words", "meeting_head", "meeting_line", "meetings_wanted",
    "outcome_lines", "paging", "parts_of", "proposed_words", "time_needed", "when",
]  # fmt: skip
