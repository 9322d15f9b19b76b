"""What is done for meetings once a day, without anybody asking."""

from datetime import datetime, timedelta

from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.actors import SYSTEM
from caresight.web.groups.queries import members_on
from caresight.web.meetings.models import CalendarRule, Meeting
from caresight.web.meetings.operations.calendar_rule import plan_ahead
from caresight.web.meetings.queries.minutes import sent_reports
from caresight.web.meetings.states import MeetingState
from caresight.web.meetings.telling import tell_person

REMIND_DAYS_BEFORE = 2


def look_ahead(*, at: datetime) -> str:
    """Make the next dates of meetings, and remind members whose agency's report is due.

    A rule whose kind of meeting is no longer defined is passed over: its dates stay as they are.
    """
    new = 0
    for rule in CalendarRule.objects.filter(group__is_active=True).select_related("group"):
        try:
            new += plan_ahead(actor=SYSTEM, at=at, rule=rule)
        except Refusal:
            continue
    return f"{new} dates of meetings were made, {_remind(at)} reminders of reports were sent."


def _remind(at: datetime) -> int:
    day = timezone.localdate(at)
    told = 0
    due = Meeting.objects.filter(
        state=MeetingState.CALLED,
        reports_due_on__gte=day,
        reports_due_on__lte=day + timedelta(days=REMIND_DAYS_BEFORE),
    )
    for meeting in due.select_related("group"):
        sent = set(sent_reports(meeting).values_list("agency_id", flat=True))
        for place in members_on(meeting.group, day):
            agency = place.person.agency_id
            if agency is not None and agency not in sent:
                told += tell_person(
                    meeting, place.person, "Your agency's report to the meeting is due.",
                    at=at, once="report-due",
                )  # fmt: skip
    return told
