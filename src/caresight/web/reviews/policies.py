"""Does the state of a review allow it? `check_…` says why not; `can_…` answers a page."""

from collections.abc import Callable
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.policies import check_reason
from caresight.web.actions.queries import open_actions_of_review
from caresight.web.reviews.models import Review
from caresight.web.reviews.procedure import procedure_of, stand_down_choices
from caresight.web.reviews.queries import coordinator_is_there
from caresight.web.reviews.states import RUNNING, State

MOST_HOMES = 20
"""A provider with more homes than this is a matter of its own, not of one meeting."""


def check_can_triage(review: Review) -> None:
    """Refuse a second triage."""
    if review.state != State.CALLED:
        raise Refusal(
            f"the triage of {review.ref} has been recorded",
            what_to_do="Read the review's timeline.",
        )


def check_is_running(review: Review) -> None:
    """Refuse to change a review that has ended."""
    if review.state not in RUNNING:
        raise Refusal(
            f"{review.ref} has ended: {State(review.state).label.lower()}",
            what_to_do="Call a new review if there is a new worry.",
        )


def check_is_under_way(review: Review) -> None:
    """Refuse what comes after triage while there was none, or after the end."""
    check_is_running(review)
    if review.state != State.UNDER_WAY:
        raise Refusal(
            f"{review.ref} waits for its triage call",
            what_to_do="Record the triage call first: who took part, and what was decided.",
        )


def check_has_coordinator(review: Review, day: date) -> None:
    """Refuse to go on while nobody holds it together."""
    if not coordinator_is_there(review, day):
        raise Refusal(
            f"{review.ref} has no coordinator who can still act for it",
            expected="one named coordinator",
            what_to_do="Appoint another coordinator, then try again.",
        )


def what_stands_in_the_way(review: Review, day: date) -> list[str]:
    """Everything that keeps a review from being stood down; empty where nothing does."""
    reasons = []
    if review.state != State.UNDER_WAY:
        reasons.append(f"The review is not under way: {State(review.state).label.lower()}.")
    if not coordinator_is_there(review, day):
        reasons.append("It has no coordinator who can still act for it.")
    if not review.meetings.filter(held_at__isnull=False).exists():
        reasons.append("No meeting has been held.")
    still_open = open_actions_of_review(review.ref).count()
    if still_open:
        verb = "action is" if still_open == 1 else "actions are"
        reasons.append(f"{still_open} {verb} still open.")
    unmet = review.criteria.exclude(is_met=True).count()
    if unmet:
        verb = "exit criterion is" if unmet == 1 else "exit criteria are"
        reasons.append(f"{unmet} {verb} not met.")
    return reasons


def check_can_stand_down(review: Review, *, to_level: str, reason: str, day: date) -> None:
    """Refuse while anything is open. There is no way round it."""
    reasons = what_stands_in_the_way(review, day)
    if reasons:
        raise Refusal(
            f"{review.ref} cannot be stood down yet",
            expected="no open action, every exit criterion met with evidence, and a meeting held",
            came=" ".join(reasons),
            what_to_do="Finish what is open first.",
        )
    check_reason(reason)
    levels = [level for level, _ in stand_down_choices(review.ladder)]
    if to_level not in levels:
        raise Refusal(
            "a home is stood down to a level of the ladder in force",
            expected="one of " + ", ".join(levels),
            came=to_level,
        )


def check_triage_decision(ladder: str, code: str) -> None:
    """Refuse a decision that the ladder in force does not know."""
    procedure = procedure_of(ladder)
    if procedure.triage_decision(code) is None:
        raise Refusal(
            "triage cannot end like this",
            expected="one of " + ", ".join(one.label for one in procedure.triage),
            came=code,
        )


def check_decision_kind(ladder: str, code: str) -> None:
    """Refuse a kind of decision that the ladder in force does not know."""
    procedure = procedure_of(ladder)
    if procedure.decision_kind(code) is None:
        raise Refusal(
            "there is no such kind of decision",
            expected="one of " + ", ".join(one.label for one in procedure.decisions),
            came=code,
        )


def _allows(check: Callable[[Review], None], review: Review) -> bool:
    try:
        check(review)
    except Refusal:
        return False
    return True


def can_triage(review: Review) -> bool:
    """Whether it waits for its triage call."""
    return _allows(check_can_triage, review)


def is_running(review: Review) -> bool:
    """Whether it has not ended."""
    return _allows(check_is_running, review)


def is_under_way(review: Review) -> bool:
    """Whether triage convened it and it has not ended."""
    return _allows(check_is_under_way, review)


def can_stand_down(review: Review, day: date) -> bool:
    """Whether nothing stands in the way of its end."""
    return not what_stands_in_the_way(review, day)
