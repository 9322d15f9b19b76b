"""Dates from a rule in words: “the second Thursday of each month, 14:00 to 16:00”.

Pure: no clock, no database. A rule is in local time, so that a meeting at 14:00 stays at
14:00 when the clocks change.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from caresight.vocabulary.lists import joined

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
FURTHEST_MONTHS = 600
"""A rule that skips every month it names would otherwise be followed for ever."""


class OnHoliday(StrEnum):
    """What becomes of a date that is a bank holiday."""

    NEXT_WORKING_DAY = "next_working_day"
    WEEK_LATER = "week_later"
    WEEK_EARLIER = "week_earlier"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """What is done, as a page words it."""
        return {
            "next_working_day": "the next working day instead",
            "week_later": "a week later instead",
            "week_earlier": "a week earlier instead",
            "keep": "on that day all the same",
        }[self.value]


@dataclass(frozen=True)
class Recurrence:
    """When a group meets."""

    ordinal: int
    weekday: int
    starts: time
    minutes: int
    first_month: date
    """The first day of the first month; every so many months are counted from it."""
    every_months: int = 1
    skip_months: frozenset[int] = frozenset()
    on_holiday: OnHoliday = OnHoliday.NEXT_WORKING_DAY

    @property
    def words(self) -> str:
        """The rule as people say it."""
        starts = datetime.combine(self.first_month, self.starts)
        ends = starts + timedelta(minutes=self.minutes)
        often = {1: "each month", 2: "every second month", 3: "each quarter", 12: "each year"}
        parts = [
            f"The {ORDINALS[self.ordinal]} {WEEKDAYS[self.weekday]} of "
            f"{often.get(self.every_months, f'every {self.every_months} months')}, "
            f"{starts:%H:%M} to {ends:%H:%M}"
        ]
        if self.skip_months:
            parts.append(f"not in {joined([MONTHS[m - 1] for m in sorted(self.skip_months)])}")
        return f"{'; '.join(parts)}. On a bank holiday: {self.on_holiday.label}."


@dataclass(frozen=True)
class Planned:
    """One date that a rule gives."""

    month: date
    """The month that it is for, which stays the same when a holiday shifts the day."""
    on: date
    starts_at: datetime
    ends_at: datetime
    shifted_for: str
    """The holiday for which it was shifted; empty where it was not."""


def next_dates(
    rule: Recurrence, *, after: date, how_many: int, holidays: dict[date, str]
) -> list[Planned]:
    """The next dates on or after a day, in order."""
    found = (_planned(rule, month, holidays) for month in _months(rule))
    return list(islice((one for one in found if one.on >= after), how_many))


def _months(rule: Recurrence) -> Iterator[date]:
    month = rule.first_month.replace(day=1)
    for _ in range(FURTHEST_MONTHS):
        if month.month not in rule.skip_months:
            yield month
        month = _months_on(month, rule.every_months)


def _months_on(month: date, how_many: int) -> date:
    years, index = divmod(month.month - 1 + how_many, 12)
    return date(month.year + years, index + 1, 1)


def _planned(rule: Recurrence, month: date, holidays: dict[date, str]) -> Planned:
    meant = nth_weekday(month, rule.ordinal, rule.weekday)
    on = _shifted(meant, rule.on_holiday, holidays)
    starts_at = local_moment(on, rule.starts)
    return Planned(
        month=month,
        on=on,
        starts_at=starts_at,
        ends_at=local_end(starts_at, rule.minutes),
        shifted_for=holidays[meant] if on != meant else "",
    )


def nth_weekday(month: date, ordinal: int, weekday: int) -> date:
    """The first to fourth, or with -1 the last, of a weekday in a month."""
    if ordinal < 0:
        last = _months_on(month, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * (ordinal - 1))


def _shifted(on: date, what: OnHoliday, holidays: Collection[date]) -> date:
    if what is OnHoliday.KEEP or on not in holidays:
        return on
    weekly = what is not OnHoliday.NEXT_WORKING_DAY
    step = timedelta(days=(-7 if what is OnHoliday.WEEK_EARLIER else 7) if weekly else 1)
    while on in holidays or (not weekly and on.weekday() >= 5):
        on += step
    return on


def local_moment(on: date, at: time) -> datetime:
    """A day and a time on the wall as a moment. In the hour that a spring night skips, later."""
    moment = datetime.combine(on, at, tzinfo=LONDON)
    return moment.astimezone(ZoneInfo("UTC"))


def local_end(starts_at: datetime, minutes: int) -> datetime:
    """So many minutes later, as they pass and not as the wall shows them."""
    return starts_at + timedelta(minutes=minutes)
