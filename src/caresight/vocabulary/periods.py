"""Half-open stretches of days: the start is in, the end is out.

Periods carry what a fact is *about*; when it was published and received are dates of
their own.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_APRIL = 4
"""The month in which a financial year begins."""
_FORMS = (
    (re.compile(r"^(\d{4})-(\d{2})$"), "month"),
    (re.compile(r"^(?:CY)?(\d{4})-?\s?Q([1-4])$", re.IGNORECASE), "quarter"),
    (re.compile(r"^(\d{4})[-/](\d{2}|\d{4})$"), "financial_year"),
    (re.compile(r"^(\d{4})$"), "year"),
    (re.compile(r"^(\d{4})[-/](\d{2}|\d{4}) ([A-Za-z]{3,9})$"), "month_of_financial_year"),
)


@dataclass(frozen=True, order=True)
class Period:
    """A half-open stretch of days."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} to {self.end}")

    @property
    def days(self) -> int:
        """Number of days in the period."""
        return (self.end - self.start).days

    def __str__(self) -> str:
        if self == month_of(self.start):
            return f"{_MONTHS[self.start.month - 1][:3].title()} {self.start.year}"
        last = self.end - timedelta(days=1)
        return f"{self.start:%d %b %Y} to {last:%d %b %Y}"


def month_of(day: date) -> Period:
    """The calendar month that holds a day."""
    return Period(day.replace(day=1), months_after(day.replace(day=1), 1))


def quarter_of(day: date) -> Period:
    """The calendar quarter that holds a day."""
    start = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(start, months_after(start, 3))


def months_after(first: date, count: int) -> date:
    """The first of the month `count` months after (or before) the month of `first`."""
    index = first.year * 12 + first.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def months_between(start: date, end: date) -> int:
    """Whole calendar months from the month of `start` to the month of `end`."""
    return (end.year - start.year) * 12 + end.month - start.month


def parse_period(text: str) -> Period:
    """Read `2024-03`, `March 2024`, `Mar-24`, `2024Q1`, `CY2024Q1`, `2023/24` or `2024`.

    A month of a financial year is read too: `2023-24 March` is March 2024.

    Raises
    ------
    ValueError
        If the text has none of these forms.
    """
    cleaned = text.strip()
    # A year of two figures only after a dash, as spreadsheets shorten months: "Mar 24" is a day.
    words = re.match(r"^([A-Za-z]{3,9})(?:[ -](\d{4})|-(\d{2}))$", cleaned)
    if words and (month := _month_number(words[1])):
        return month_of(date(int(words[2] or f"20{words[3]}"), month, 1))
    for pattern, form in _FORMS:
        found = pattern.match(cleaned)
        if found and (period := _period_from(form, found)):
            return period
    raise ValueError(
        f"{text!r} is not a period: expected a month (2024-03), quarter (2024Q1), "
        "financial year (2023/24) or year (2024)"
    )


def _month_number(name: str) -> int | None:
    """The number of a month by its name or the first letters of it; None where it is not one."""
    found = [m for m in _MONTHS if m.startswith(name.casefold())]
    return _MONTHS.index(found[0]) + 1 if len(found) == 1 else None


def _period_from(form: str, found: re.Match[str]) -> Period | None:
    year = int(found[1])
    match form:
        case "month" if 1 <= int(found[2]) <= 12:
            return month_of(date(year, int(found[2]), 1))
        case "quarter":
            return quarter_of(date(year, 3 * int(found[2]) - 2, 1))
        case "financial_year" if (year + 1) % 100 == int(found[2]) % 100:
            return Period(date(year, 4, 1), date(year + 1, 4, 1))
        case "year":
            return Period(date(year, 1, 1), date(year + 1, 1, 1))
        case "month_of_financial_year" if (year + 1) % 100 == int(found[2]) % 100:
            month = _month_number(found[3])
            return month_of(date(year + (month < _APRIL), month, 1)) if month else None
    return None
