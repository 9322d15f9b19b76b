"""Does the state of a return allow it? Asked after `rules`, whoever asks."""

from collections.abc import Sequence
from datetime import date

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.periods import months_between
from caresight.vocabulary.refusal import Refusal
from caresight.web.providers.calendar import latest_month
from caresight.web.providers.checking import Remark
from caresight.web.providers.models import HomeReturn, ReturnVersion
from caresight.web.providers.return_definition import Values

OLDEST_MONTHS = 36
"""Months back that a return may still be sent or corrected here."""


class ChangedMeanwhile(Refusal):
    """Somebody else saved the same return first: both are shown, neither is lost."""


def can_be_counted(month: date, day: date) -> bool:
    """Whether a month is over, and not too long ago."""
    last = latest_month(day)
    return month.day == 1 and month <= last and months_between(month, last) < OLDEST_MONTHS


def check_can_be_counted(month: date, day: date) -> None:
    """Raise for a month that is not over, or long past."""
    if not can_be_counted(month, day):
        raise Refusal(
            f"there is no return for {month:%B %Y}",
            expected=f"a month that is over, of the last {OLDEST_MONTHS}",
        )


def check_is_current(held: HomeReturn, version: int) -> None:
    """Raise where somebody saved since the page was opened."""
    if held.version != version:
        raise ChangedMeanwhile(
            "somebody else saved this return while you were filling it in",
            what_to_do="Compare the figures below, keep what is right, and save again.",
        )


def check_is_open(home: HomeRow) -> None:
    """Raise for a home that has closed, of which nothing is asked any more."""
    if not home["is_open"]:
        raise Refusal("this home is closed, and nothing is asked of it any more")


def check_says_something(values: Values) -> None:
    """Raise for a return without a single figure or answer."""
    if all(value is None for value in values.values()):
        raise Refusal(
            "nothing is filled in",
            what_to_do="Fill in what you know. Leave blank only what you do not know.",
        )


def check_is_possible(remarks: Sequence[Remark]) -> None:
    """Raise where a figure cannot be."""
    wrong = sum(remark.is_hard for remark in remarks)
    if wrong:
        figures = "One answer" if wrong == 1 else f"{wrong} answers"
        raise Refusal(
            f"{figures} cannot be right, so the return was not submitted",
            what_to_do="Correct them, or leave blank what you do not know.",
        )


def check_is_confirmed(remarks: Sequence[Remark], *, confirmed: bool) -> None:
    """Raise where there are questions and nobody said that they looked."""
    if not confirmed and any(not remark.is_hard for remark in remarks):
        raise Refusal(
            "some figures differ much from last month",
            what_to_do="Look at the questions beside them; tick the box if the figures are right.",
        )


def check_is_news(last: ReturnVersion | None, values: Values) -> None:
    """Raise where the last version said the same."""
    if last is not None and dict(last.values) == dict(values):
        raise Refusal(
            "this is what you submitted already",
            what_to_do="Change what was wrong, or leave the return as it is.",
        )


def check_has_reason(last: ReturnVersion | None, why: str) -> None:
    """Raise where a correction gives no reason."""
    if last is not None and not why:
        raise Refusal(
            "a correction needs a reason", what_to_do="Say in a few words what was wrong."
        )
