"""Does the state allow it? `check_…` says why not; `can_…` answers a page."""

from collections.abc import Iterable
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence.identifying import identifying_parts
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.states import MeetingState
from caresight.web.packs.kinds import PackState
from caresight.web.packs.models import Pack
from caresight.web.packs.queries import same_things, task_failed

LONGEST_PERIOD = 400
"""Days that one report may span: a year and a month."""
MOST_NAMED = 10
"""Parts of a text that one refusal names."""


def check_can_freeze_for(meeting: Meeting) -> None:
    """Refuse a pack for a meeting that will not take place."""
    if meeting.state == MeetingState.CANCELLED:
        raise Refusal(
            f"{meeting.ref} was cancelled",
            what_to_do="Freeze a pack for the meeting that takes its place.",
        )


def can_freeze_for(meeting: Meeting) -> bool:
    """Whether a pack can be frozen for a meeting."""
    try:
        check_can_freeze_for(meeting)
    except Refusal:
        return False
    return True


def check_known_on(known_on: date, today: date) -> None:
    """Refuse a day that has not come: nobody knows what will be known."""
    if known_on > today:
        raise Refusal("The day lies in the future.", what_to_do="Choose today or an earlier day.")


def check_period(from_on: date, until_on: date, today: date) -> None:
    """Refuse a stretch of days that is empty, not over yet, or longer than a year."""
    if until_on <= from_on:
        raise Refusal("The last day lies before the first.", what_to_do="Choose a later last day.")
    if until_on > date.fromordinal(today.toordinal() + 1):
        raise Refusal("The last day lies in the future.", what_to_do="Choose today or earlier.")
    if (until_on - from_on).days > LONGEST_PERIOD:
        raise Refusal("The period is longer than a year.", what_to_do="Report on a shorter one.")


def identifying_words(texts: Iterable[str], *, allowed: Iterable[str]) -> list[str]:
    """The parts of texts that may identify somebody, each with why; names of homes may stand."""
    known = list(allowed)
    return [
        f"“{part.text}” {part.why}"
        for text in texts
        for part in identifying_parts(text, allowed=known)
    ]


def check_may_leave_the_group(
    texts: Iterable[str], *, allowed: Iterable[str], is_confirmed: bool
) -> None:
    """Refuse texts that may identify somebody, until a lead has confirmed that they do not."""
    found = [] if is_confirmed else identifying_words(texts, allowed=allowed)
    if found:
        raise Refusal(
            f"The texts may identify somebody: {'; '.join(found[:MOST_NAMED])}",
            what_to_do="Change them, or confirm that you have read them and that nobody is named.",
        )


def check_not_being_made(wanted: Pack) -> None:
    """Refuse a second pack of the same thing while one is being made."""
    for other in same_things(wanted).exclude(state=PackState.FROZEN):
        if not task_failed(other):
            raise Refusal(
                f"{other.ref} is being made for the same readers",
                what_to_do="Wait until it is frozen, then freeze again if something has changed.",
            )
