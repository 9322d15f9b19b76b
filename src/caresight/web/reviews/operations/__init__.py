"""Writes of reviews: calling, triage, people, information, meetings, decisions, the end."""

from caresight.web.reviews.operations.asking import answer_request, ask_agencies
from caresight.web.reviews.operations.calling import Called, NamedHome, call_review
from caresight.web.reviews.operations.deciding import act_on, decide, tell_decision
from caresight.web.reviews.operations.ending import add_criterion, judge_criterion, stand_down
from caresight.web.reviews.operations.meeting import (
    move_meeting,
    plan_meeting,
    write_part_one,
    write_part_two,
)
from caresight.web.reviews.operations.people import (
    appoint_coordinator,
    invite,
    name_communications,
    withdraw,
)
from caresight.web.reviews.operations.reminding import remind
from caresight.web.reviews.operations.triage import record_triage
from caresight.web.reviews.operations.writing import write_facts

__all__ = [
    "Called", "NamedHome", "act_on", "add_criterion", "answer_request", "appoint_coordinator",
    "ask_agencies", "call_review", "decide", "invite", "judge_criterion", "move_meeting",
    "name_communications", "plan_meeting", "record_triage", "remind", "stand_down",
    "tell_decision", "withdraw", "write_facts", "write_part_one", "write_part_two",
]  # fmt: skip
