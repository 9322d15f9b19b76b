"""Addresses of meetings."""

from django.urls import path

from caresight.web.meetings.views import (
    agenda,
    calendar,
    home_minute,
    log,
    minute_action,
    minutes,
    reports,
    signing,
)

_ONE, _GROUP, _HOME = "meetings/<int:pk>", "meetings/group/<int:pk>", "meetings/home/<int:pk>"

urlpatterns = [
    path("meetings/", calendar.meetings, name="meetings"),
    path(f"{_GROUP}/calendar/", calendar.meeting_calendar, name="meeting_calendar"),
    path(f"{_GROUP}/add/", calendar.add_meeting, name="add_meeting"),
    path(f"{_GROUP}/levels/", log.level_log, name="level_log"),
    path(f"{_GROUP}/levels.csv", log.level_log_csv, name="level_log_csv"),
    path(f"{_GROUP}/flags/", log.flags_judged, name="flags_judged"),
    path(f"{_ONE}/", agenda.meeting, name="meeting"),
    path(f"{_ONE}/move/", calendar.move_meeting, name="move_meeting"),
    path(f"{_ONE}/cancel/", calendar.cancel_meeting, name="cancel_meeting"),
    path(f"{_ONE}/call/", calendar.call_meeting, name="call_meeting"),
    path(f"{_ONE}/propose/", agenda.propose_agenda, name="propose_agenda"),
    path(f"{_ONE}/add-home/", agenda.add_to_agenda, name="add_to_agenda"),
    path(f"{_ONE}/propose-home/", agenda.propose_home, name="propose_home"),
    path(f"{_ONE}/order/", agenda.agenda_order, name="agenda_order"),
    path(f"{_ONE}/reports/", reports.meeting_reports, name="meeting_reports"),
    path(f"{_ONE}/report/", reports.write_report, name="write_report"),
    path(f"{_ONE}/open/", minutes.open_minutes, name="open_minutes"),
    path(f"{_ONE}/minutes/", minutes.meeting_minutes, name="meeting_minutes"),
    path(f"{_ONE}/actions/", minutes.meeting_actions, name="meeting_actions"),
    path(f"{_ONE}/attendance/", minutes.attendance, name="attendance"),
    path(f"{_ONE}/guests/", minutes.add_guest, name="add_guest"),
    path("meetings/guest/<int:pk>/remove/", minutes.remove_guest, name="remove_guest"),
    path(f"{_ONE}/interests/", minutes.declare_interest, name="declare_interest"),
    path(f"{_ONE}/business/", minutes.meeting_business, name="meeting_business"),
    path(f"{_ONE}/send/", signing.send_minutes, name="send_minutes"),
    path(f"{_ONE}/correct/", signing.correct_minutes, name="correct_minutes"),
    path("meetings/correction/<int:pk>/", signing.answer_correction, name="answer_correction"),
    path(f"{_ONE}/sign/", signing.sign_minutes, name="sign_minutes"),
    path(f"{_ONE}/note/", signing.add_addendum, name="add_addendum"),
    path(f"{_HOME}/", home_minute.home_minute, name="home_minute"),
    path(f"{_HOME}/remove/", agenda.remove_from_agenda, name="remove_from_agenda"),
    path(f"{_HOME}/answer/", agenda.answer_proposal, name="answer_proposal"),
    path(f"{_HOME}/disagree/", home_minute.disagree, name="disagree"),
    path(f"{_HOME}/action/", minute_action.minute_action, name="minute_action"),
]
