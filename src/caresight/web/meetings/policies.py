"""Does the state of a meeting allow it? Each answer is a pair: `check_…` says why not."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from caresight.surveillance.ladder import Ladder
from caresight.vocabulary.refusal import Refusal
from caresight.web.meetings.models import AgendaItem, Correction, Meeting
from caresight.web.meetings.states import (
    AHEAD,
    CorrectionState,
    MeetingState,
    PlaceState,
    ReasonKind,
)

FEWEST_LETTERS = 10
"""A reason shorter than this explains nothing to whoever reads it in a year."""
MINUTED = (MeetingState.OPEN, MeetingState.CORRECTION)
"""States in which minutes can be changed."""


class ChangedMeanwhile(Refusal):
    """Somebody else saved the same text after this page was opened."""


def allows(check: Callable[[], None]) -> bool:
    """Whether a check passes: `allows(lambda: check_can_sign(meeting, day))`."""
    try:
        check()
    except Refusal:
        return False
    return True


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing."""
    if len(reason.strip()) < FEWEST_LETTERS:
        raise Refusal(
            "This needs a reason.",
            expected=f"at least {FEWEST_LETTERS} letters",
            what_to_do="Write what somebody who reads it in a year will need to know.",
        )


def check_version(held: int, sent: int) -> None:
    """Refuse to write over what somebody else saved meanwhile."""
    if held != sent:
        raise ChangedMeanwhile(
            "Somebody else saved this while you were writing.",
            what_to_do="Compare both texts, put together what should stand, and save again.",
        )


def check_can_be_arranged(meeting: Meeting) -> None:
    """Moving, cancelling and changing the agenda are for a meeting still to come."""
    if meeting.state not in AHEAD:
        raise Refusal(
            f"This cannot be changed any more: {MeetingState(meeting.state).label.lower()}.",
            what_to_do="Add the home to the next meeting, or note it in the minutes.",
        )


def can_be_arranged(meeting: Meeting) -> bool:
    """Whether it is still to come."""
    return meeting.state in AHEAD


def check_agenda_can_change(meeting: Meeting) -> None:
    """The agenda grows until its minutes leave for correction: a home may come up in the room."""
    if meeting.state not in (*AHEAD, MeetingState.OPEN):
        raise Refusal("The agenda of this meeting is closed.", what_to_do="Use the next meeting.")


def check_can_be_called(meeting: Meeting) -> None:
    """A meeting is called once, with at least one home or part to discuss."""
    if meeting.state != MeetingState.PLANNED:
        raise Refusal("This meeting has been called already, or cannot be called any more.")


def can_be_called(meeting: Meeting) -> bool:
    """Whether members can be asked to come."""
    return meeting.state == MeetingState.PLANNED


def check_can_be_opened(meeting: Meeting, day: date) -> None:
    """Minutes are taken from the day of the meeting on, never before."""
    check_can_be_arranged(meeting)
    if timezone.localdate(meeting.starts_at) > day:
        raise Refusal(
            "Minutes can be taken from the day of the meeting on.",
            what_to_do="If the group meets earlier, move the meeting first.",
        )


def can_be_opened(meeting: Meeting, day: date) -> bool:
    """Whether the minutes can be begun."""
    return allows(lambda: check_can_be_opened(meeting, day))


def check_can_be_minuted(meeting: Meeting) -> None:
    """Minutes change until the chair signs them."""
    if meeting.state == MeetingState.SIGNED:
        raise Refusal(
            "These minutes are signed and can no longer be changed.",
            what_to_do="Add a dated note under them instead.",
        )
    if meeting.state not in MINUTED:
        raise Refusal("No minutes are being taken of this meeting.")


def can_be_minuted(meeting: Meeting) -> bool:
    """Whether minutes can be changed."""
    return meeting.state in MINUTED


def check_is_on_agenda(place: AgendaItem) -> None:
    """Only a home on the agenda is minuted."""
    if place.state != PlaceState.ON:
        raise Refusal("This home is not on the agenda.", what_to_do="Put it on the agenda first.")


def check_can_be_reported_to(meeting: Meeting) -> None:
    """Reports come before the meeting; what is said in it belongs into the minutes."""
    if meeting.state not in AHEAD:
        raise Refusal(
            "Reports to this meeting are closed.",
            what_to_do="Bring it up in the meeting, or report to the next one.",
        )


def can_be_reported_to(meeting: Meeting) -> bool:
    """Whether reports are still taken."""
    return meeting.state in AHEAD


def check_can_be_sent(meeting: Meeting, *, anybody_there: bool, due_on: date, day: date) -> None:
    """Minutes leave for correction when it is known who was there, with time to correct them."""
    if meeting.state != MeetingState.OPEN:
        raise Refusal("Only minutes that are being taken can be sent for correction.")
    if not anybody_there:
        raise Refusal(
            "Nobody is recorded as present.", what_to_do="Record who attended, then send."
        )
    if due_on < day:
        raise Refusal("The last day for corrections lies in the past.", what_to_do="Choose a day.")


def check_can_be_corrected(meeting: Meeting, day: date) -> None:
    """Corrections are taken up to and on the last day for them."""
    due = meeting.corrections_due_on
    if meeting.state != MeetingState.CORRECTION or due is None or day > due:
        raise Refusal(
            "Corrections to these minutes are no longer taken.",
            what_to_do="Tell the coordinator; a dated note can be added once they are signed.",
        )


def can_be_corrected(meeting: Meeting, day: date) -> bool:
    """Whether corrections are taken."""
    return allows(lambda: check_can_be_corrected(meeting, day))


def check_can_be_answered(correction: Correction) -> None:
    """A correction is answered once, while the minutes can still follow it."""
    check_can_be_minuted(correction.meeting)
    if correction.state != CorrectionState.WAITING:
        raise Refusal("This correction has been answered already.")


def check_can_be_signed(meeting: Meeting, *, waiting: int, day: date) -> None:
    """The chair signs when the time for corrections has come to its end and none waits."""
    if meeting.state != MeetingState.CORRECTION:
        raise Refusal("Only minutes that were sent for correction can be signed.")
    if waiting:
        raise Refusal(
            "A correction waits for an answer.",
            what_to_do="Accept or decline each correction, then sign.",
        )
    if meeting.corrections_due_on and day < meeting.corrections_due_on:
        raise Refusal(
            "Members may still send corrections.",
            what_to_do="Sign on the last day for corrections, or after it.",
        )


def can_be_signed(meeting: Meeting, *, waiting: int, day: date) -> bool:
    """Whether the chair can sign."""
    return allows(lambda: check_can_be_signed(meeting, waiting=waiting, day=day))


def check_can_have_addendum(meeting: Meeting) -> None:
    """Only signed minutes get dated notes; others are corrected."""
    if meeting.state != MeetingState.SIGNED:
        raise Refusal("These minutes are not signed yet.", what_to_do="Correct them instead.")


def check_level_is_reasoned(
    step: int, *, suggested: int | None, before: int | None, kind: str, reason: str
) -> None:
    """A level other than the suggested one, or below the last one, says why."""
    differs = suggested is not None and step != suggested
    if differs and kind == ReasonKind.AS_SUGGESTED:
        raise Refusal(
            "The level agreed is not the one suggested.",
            what_to_do="Choose the kind of reason, and write the reason.",
        )
    is_lowered = before is not None and step < before
    if (differs or is_lowered) and len(reason.strip()) < FEWEST_LETTERS:
        raise Refusal(
            "The level is lower than the group had agreed before: say why."
            if is_lowered
            else "The level is not the one suggested: say why.",
            expected=f"a reason of at least {FEWEST_LETTERS} letters",
        )


def check_review_day(ladder: Ladder, step: int, *, review_on: date | None, held_on: date) -> None:
    """The review of a level comes after the meeting, and as soon as the ladder asks."""
    limit = ladder.levels[step].review_within_days
    if review_on is None:
        if limit is not None:
            raise Refusal(
                "This level needs a day of review.",
                expected=f"within {limit} days of the meeting, as the ladder says",
            )
        return
    if review_on <= held_on:
        raise Refusal("The review must come after the meeting.")
    if limit is not None and (review_on - held_on).days > limit:
        raise Refusal(
            "The review comes too late for this level.",
            expected=f"within {limit} days of the meeting, as the ladder says",
        )
