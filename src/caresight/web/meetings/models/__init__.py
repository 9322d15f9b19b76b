"""What the meetings keep: the calendar, agendas, reports, minutes and the levels agreed."""

from caresight.web.meetings.models.agenda import AgendaDraw, AgendaItem
from caresight.web.meetings.models.calendar import CalendarRule, Meeting, MeetingChange
from caresight.web.meetings.models.levels import AgreedLevel
from caresight.web.meetings.models.minutes import (
    Addendum,
    Attendance,
    Correction,
    Declaration,
    Disagreement,
    EarlierWording,
    HomeMinute,
)
from caresight.web.meetings.models.reports import MemberReport, ReportEntry

__all__ = [
    "Addendum",
    "AgendaDraw",
    "AgendaItem",
    "AgreedLevel",
    "Attendance",
    "CalendarRule",
    "Correction",
    "Declaration",
    "Disagreement",
    "EarlierWording",
    "HomeMinute",
    "Meeting",
    "MeetingChange",
    "MemberReport",
    "ReportEntry",
]
