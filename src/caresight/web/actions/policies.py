"""Does the state of an action allow it? Each answer is a pair: `check_…` says why not."""

from collections.abc import Sequence
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.kinds import kind_choices
from caresight.web.actions.models import MOST_WORDS, Action
from caresight.web.actions.states import UNFINISHED, Direction, Outcome, State
from caresight.web.directory.citations import Citation

MOST_TITLE = 200
FEWEST_LETTERS = 10
"""A reason shorter than this explains nothing to whoever reads it in a year."""


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing."""
    if len(reason.strip()) < FEWEST_LETTERS:
        raise Refusal(
            "this needs a reason",
            expected=f"at least {FEWEST_LETTERS} letters",
            what_to_do="Write what somebody who reads it in a year will need to know.",
        )


def check_title(title: str) -> None:
    """Refuse an action that does not say what is to be done."""
    if not 3 <= len(title.strip()) <= MOST_TITLE:
        raise Refusal(
            "an action needs a title that says what is to be done",
            expected=f"3 to {MOST_TITLE} letters",
            came=f"{len(title.strip())} letters",
        )


def check_words(words: str) -> None:
    """Refuse a note without words, and one that is a document."""
    if not 1 <= len(words.strip()) <= MOST_WORDS:
        raise Refusal(
            "a note needs words, and not too many",
            expected=f"1 to {MOST_WORDS} letters",
            came=f"{len(words.strip())} letters",
        )


def check_evidence_is_cited(cites: Sequence[Citation], why_none: str) -> None:
    """Refuse an action that rests on nothing, unless it is said why."""
    if not cites and len(why_none.strip()) < FEWEST_LETTERS:
        raise Refusal(
            "an action needs the evidence that led to it",
            expected="at least one signal, figure, item or reply, or the reason why there is none",
            what_to_do="Name what was seen or said, or write why nothing can be cited.",
        )


def check_kind(kind: str) -> None:
    """Refuse a kind that the definitions do not hold."""
    codes = [code for code, _ in kind_choices()]
    if kind not in codes:
        raise Refusal(
            "there is no such kind of action",
            expected="one of " + ", ".join(codes),
            came=kind,
            what_to_do="Choose one of the kinds, or add it to definitions/actions.",
        )


def check_due(due_on: date, day: date) -> None:
    """Refuse a day that has passed: nobody can do anything by then."""
    if due_on < day:
        raise Refusal(
            "an action cannot be due on a day that has passed",
            came=due_on.isoformat(),
            what_to_do="Choose today or a later day.",
        )


def check_effect(measure: str, direction: str, effect_by: date | None, due_on: date) -> None:
    """Refuse half an expectation, and an effect expected before the action."""
    if not measure and not direction and effect_by is None:
        return
    if not measure or direction not in list(Direction) or effect_by is None:
        raise Refusal(
            "an expected effect needs a measure, a direction and a day",
            expected="all three, or none of them",
            what_to_do="Say which figure should move, which way, and by when.",
        )
    if effect_by < due_on:
        raise Refusal(
            "an effect cannot be expected before the action is due",
            came=effect_by.isoformat(),
            what_to_do="Choose a day after the action is due.",
        )


def check_owner(owner: Person | None, owner_agency: Agency) -> None:
    """Refuse an owner who cannot sign in, or who works for another agency."""
    if owner is None:
        return
    if not owner.is_active:
        raise Refusal("this person can no longer sign in", what_to_do="Choose somebody else.")
    if owner.agency_id != owner_agency.pk:
        raise Refusal(
            "this person works for another agency",
            expected=f"somebody of {owner_agency}",
            what_to_do="Choose the person's own agency, or another person.",
        )


def check_is_unfinished(action: Action) -> None:
    """Refuse to change what has been closed, cancelled or done."""
    if action.state not in UNFINISHED:
        raise Refusal(
            f"{action.ref} is {State(action.state).label.lower()}",
            expected="an action that is still open",
            what_to_do="Reopen it first, with a reason.",
        )


def check_can_say_done(action: Action) -> None:
    """Refuse to say done what is not open."""
    if action.state != State.OPEN:
        raise Refusal(
            f"{action.ref} is {State(action.state).label.lower()}",
            expected="an action that is open",
            what_to_do="There is nothing more to do here.",
        )


def check_can_answer(action: Action) -> None:
    """Refuse to answer a provider who has said nothing."""
    if action.state != State.SAID_DONE:
        raise Refusal(
            f"nobody has said that {action.ref} is done",
            what_to_do="Wait until its owner says so, or close it yourself with evidence.",
        )


def check_can_reopen(action: Action) -> None:
    """Refuse to reopen what is open."""
    if action.state in UNFINISHED:
        raise Refusal(f"{action.ref} is open already", what_to_do="Add a progress note instead.")


def check_can_record_effect(action: Action) -> None:
    """Refuse a verdict on what was not done, or was not expected to move anything."""
    if not action.measure:
        raise Refusal(
            f"{action.ref} names no measure that should have moved",
            what_to_do="Edit the action and say which figure should move.",
        )
    if action.outcome != Outcome.DONE or action.state in UNFINISHED:
        raise Refusal(
            f"{action.ref} is not done yet",
            what_to_do="Close the action with evidence first.",
        )


def check_closing(*, outcome: str, done_on: date, day: date, what: str, proof: str) -> None:
    """Refuse to close without evidence."""
    if outcome not in list(Outcome):
        raise Refusal("say how it ended: done, not done or overtaken by events", came=outcome)
    if done_on > day:
        raise Refusal(
            "an action cannot have been done in the future",
            came=done_on.isoformat(),
            what_to_do="Give the day on which it was done.",
        )
    if len(what.strip()) < FEWEST_LETTERS or not proof.strip():
        raise Refusal(
            "an action is closed only with evidence",
            expected="what was done, and the document or record that shows it",
            what_to_do="Name the report, letter, minute or visit record.",
        )


def _allows(check: object, action: Action) -> bool:
    try:
        check(action)  # type: ignore[operator]
    except Refusal:
        return False
    return True


def can_change(action: Action) -> bool:
    """Whether it can be edited, handed over, given another day, closed or cancelled."""
    return _allows(check_is_unfinished, action)


def can_say_done(action: Action) -> bool:
    """Whether its owner can say that it is done."""
    return _allows(check_can_say_done, action)


def can_answer(action: Action) -> bool:
    """Whether a lead can accept it or send it back."""
    return _allows(check_can_answer, action)


def can_reopen(action: Action) -> bool:
    """Whether it can be opened again."""
    return _allows(check_can_reopen, action)


def can_record_effect(action: Action) -> bool:
    """Whether somebody can say if it worked."""
    return _allows(check_can_record_effect, action)
