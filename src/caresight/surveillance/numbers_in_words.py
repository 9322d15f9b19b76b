"""Numbers, spans and names as a meeting reads them: rounded, with their unit in words."""

from datetime import date
from typing import Protocol

import numpy as np

from caresight.vocabulary.periods import Period, month_of, months_between


class Described(Protocol):
    """The part of an indicator's definition that words need."""

    @property
    def title(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def period(self) -> str: ...


_COUNTED = "no one two three four five six seven eight nine ten eleven twelve".split()


def rounded(value: float) -> str:
    """A number with at most three figures that matter: 1,240 · 46 · 5.9 · 0.42."""
    if not np.isfinite(value):
        return "not known"
    size = abs(value)
    if size >= 100 or float(value).is_integer():
        return f"{value:,.0f}"
    digits = 0 if size >= 30 else 1 if size >= 1 else 2
    return f"{value:.{digits}f}"


def counted(value: float) -> str:
    """A count that was expected: no finer than a count can be. 64 · 22 · 6.5 · 0.69."""
    return f"{value:.0f}" if 10 <= value < 100 else rounded(value)


def figure(value: float, indicator: Described) -> str:
    """A value with its unit: “31%”, “4.9 per 1,000 occupied bed days”, “12 days”."""
    number, unit = bare_figure(value, indicator), indicator.unit.strip()
    if unit == "observed ÷ expected":
        return f"{number} times what was expected"
    if indicator.kind == "ordinal":
        return f"{number} on a scale of {unit}"
    return number if number.endswith("%") else f"{number} {unit}"


def bare_figure(value: float, indicator: Described) -> str:
    """A value without its unit, as the other end of a comparison; percentages keep theirs."""
    if indicator.kind == "share":
        return f"{rounded(100 * value)}%"
    is_percentage = indicator.unit.strip().startswith(("%", "percent", "per cent"))
    return f"{rounded(value)}%" if is_percentage else rounded(value)


def between(low: float, high: float, indicator: Described) -> str:
    """“1.2 to 6.6”; one end where the other is not drawn; empty where neither is."""
    known = np.isfinite(low), np.isfinite(high)
    if all(known):
        return f"{bare_figure(low, indicator)} to {bare_figure(high, indicator)}"
    if known[1]:
        return f"up to {bare_figure(high, indicator)}"
    return f"{bare_figure(low, indicator)} or more" if known[0] else ""


def subject(indicator: Described) -> str:
    """What is measured, without its unit: “Falls with harm”."""
    for mark in (", observed over expected", " per ", ", %", ", share", " (", " as a share"):
        head, _, tail = indicator.title.partition(mark)
        if (tail or head != indicator.title) and len(head) > 3:
            return head
    return indicator.title


def capital(text: str) -> str:
    """A text whose first letter is large; the others stay."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """A text whose first letter is small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() or text[:1].isdigit() else text[:1].lower() + text[1:]


def times(count: int, unit: str) -> str:
    """“three months”, “1 month” as “one month”, “14 months”."""
    number = _COUNTED[count] if 0 < count < len(_COUNTED) else f"{count}"
    return f"{number} {unit}" + ("" if count == 1 else "s")


def unit_of(indicator: Described) -> str:
    """What the indicator's periods are called."""
    return {"edition": "edition"}.get(indicator.period, indicator.period)


def month_name(day: date) -> str:
    """“March 2024”."""
    return f"{day:%B %Y}"


def day_name(day: date) -> str:
    """“3 August 2026”."""
    return f"{day.day} {day:%B %Y}"


def period_name(period: Period) -> str:
    """“October 2026”, “10 to 30 April 2020”, “10 April 2020”, or both ends of a longer period."""
    if period.days == 1:
        return day_name(period.start)
    last = date.fromordinal(period.end.toordinal() - 1)
    if period.days < month_of(period.start).days and last.month == period.start.month:
        return f"{period.start.day} to {day_name(last)}"
    if period.days <= 31:
        return month_name(period.start)
    return f"{period.start:%B %Y} to {last:%B %Y}"


def last_month(period: Period) -> str:
    """The month in which a period ends."""
    return month_name(date.fromordinal(period.end.toordinal() - 1))


def once(indicator: Described) -> str:
    """The time for which a figure must be back: “for one month”, “in the next edition”."""
    if indicator.period == "edition":
        return "in the next figures to be published"
    return f"for one {unit_of(indicator)}"


def over(period: Period) -> str:
    """“in October 2026”, “in the twelve months to October 2026”."""
    if period.days <= 31:
        return f"in {month_name(period.start)}"
    return (
        f"in the {times(months_between(period.start, period.end), 'month')} to {last_month(period)}"
    )


def years_and_months(months: float) -> str:
    """“six years and two months”, “eight months”."""
    whole = int(months)
    parts = [times(whole // 12, "year")] if whole >= 12 else []
    if whole % 12 or not parts:
        parts.append(times(whole % 12, "month"))
    return " and ".join(parts)
