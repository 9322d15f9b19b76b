"""The day on which a landed file was published, and the last day that it can be about."""

from datetime import date, datetime, timedelta

from caresight.sources.answer import Reading
from caresight.vocabulary.refusal import Refusal

_FIRST_DAY = date(1990, 1, 1)


def check_published_on(
    published_on: date | None, received_at: datetime, *, by: str = "--published-on"
) -> None:
    """Refuse a day of publication that is yet to come, or before there were such files."""
    if published_on is None or _FIRST_DAY <= published_on <= latest_day(received_at):
        return
    future = published_on > _FIRST_DAY
    raise Refusal(
        f"the day of publication lies {'in the future' if future else 'too long ago'}",
        expected=f"a day from {_FIRST_DAY} to {received_at.date()}",
        came=f"{published_on}, by {by}",
        what_to_do="Give the right day with --published-on.",
    )


def latest_day(received_at: datetime) -> date:
    """The last day that anything received can be about: east of Greenwich it is tomorrow."""
    return received_at.date() + timedelta(days=1)


def published(
    reading: Reading, *, given: date | None, received_at: datetime
) -> tuple[date, tuple[str, ...]]:
    """The day that counts, and what has to be said about it.

    Raises
    ------
    Refusal
        If nobody named a day and the one that the file states cannot be, or if the file is of
        a month that had not begun by then.
    """
    stated = reading.published_on
    _check_period(reading, given or stated or received_at.date())
    if given:
        if stated and stated != given:
            return given, (
                f"The file says that it was published on {stated}; {given}, as given, counts.",
            )
        return given, ()
    if stated:
        check_published_on(stated, received_at, by="the file's name or first lines")
        return stated, ()
    day = received_at.date()
    return day, (
        f"The file does not say when it was published; the day of receipt, {day}, counts. "
        "Give the day with --published-on if you know it.",
    )


def _check_period(reading: Reading, day: date) -> None:
    """Refuse figures of a month that had not begun when they were published."""
    if reading.period is None or reading.period.start <= day + timedelta(days=1):
        return
    raise Refusal(
        "the file says that it is of a month that had not begun when it was published",
        expected=f"a month up to {day:%B %Y}",
        came=f"{reading.period}",
        what_to_do="Ask the sender which month it is of. Where only the day of publication is "
        "wrong, give the right one with --published-on.",
    )
