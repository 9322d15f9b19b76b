"""Writes of meetings: calendar, agenda, reports, minutes, levels, signing."""

from caresight.web.meetings.operations.agenda import (
    add_home,
    answer_proposal,
    arrange,
    propose_agenda,
    propose_home,
    remove_home,
)
from caresight.web.meetings.operations.attendance import (
    add_guest,
    declare_interest,
    record_attendance,
    remove_guest,
)
from caresight.web.meetings.operations.calendar import (
    add_meeting,
    call_meeting,
    cancel_meeting,
    move_meeting,
)
from caresight.web.meetings.operations.calendar_rule import plan_ahead, set_rule
from caresight.web.meetings.operations.levels import (
    Agreed,
    agree_level_in_review,
    hold_levels,
    last_day_of_review,
)
from caresight.web.meetings.operations.looking_ahead import look_ahead
from caresight.web.meetings.operations.minutes import (
    Spoken,
    agree_action,
    disagree,
    open_minutes,
    save_business,
    save_minute,
)
from caresight.web.meetings.operations.reports import Said, save_report
from caresight.web.meetings.operations.signing import (
    add_addendum,
    answer_correction,
    correct,
    send_minutes,
    sign_minutes,
)

__all__ = [
    "Agreed", "Said", "Spoken", "add_addendum", "add_guest", "add_home", "add_meeting",
    "agree_action", "agree_level_in_review", "answer_correction", "answer_proposal", "arrange",
    "call_meeting", "cancel_meeting", "correct", "declare_interest", "disagree", "hold_levels",
    "last_day_of_review", "look_ahead", "move_meeting", "open_minutes", "plan_ahead",
    "propose_agenda", "propose_home", "record_attendance", "remove_guest", "remove_home",
    "save_business", "save_minute", "save_report", "send_minutes", "set_rule", "sign_minutes",
]  # fmt: skip
