"""A chart in words, written from its data: for screen readers, print and the impatient."""

from collections.abc import Sequence

import numpy as np

from caresight.statistics.choosing import ASKED_FOR, REASONS
from caresight.statistics.control_charts import HIGH_MARKS, LOW_MARKS
from caresight.surveillance.numbers_in_words import (
    Described,
    bare_figure,
    between,
    figure,
    last_month,
    month_name,
    subject,
    times,
    unit_of,
)
from caresight.vocabulary.periods import Period

_METHODS = {
    "xmr": "Chart of single values (XmR).",
    "u_prime": "Chart of rates that allows for the months' own spread (u′).",
    "p_prime": "Chart of shares that allows for the months' own spread (p′).",
    "exact": "Chart with exact limits for few events.",
    "run": "Run chart: the middle value and no limits.",
    "none": "No limits are drawn.",
}


_NO_LIMITS = "No limits are drawn: "


def method_in_words(method: str, reason: str, *, has_figures: bool) -> str:
    """Which chart this is and why."""
    if method == "none" and reason == ASKED_FOR:
        return _NO_LIMITS + "this measure is shown as it is, not judged month by month."
    if method == "none" and has_figures and reason == REASONS["none"]:
        return _NO_LIMITS + "no figure is large and sound enough to be judged alone."
    sentence = _METHODS.get(method, "")
    reason = reason if reason != ASKED_FOR else "It is the one that the definition asks for."
    return f"{sentence} {reason}".strip() if reason else sentence


def chart_in_words(
    indicator: Described,
    values: Sequence[float | None],
    marks: Sequence[int],
    periods: Sequence[Period],
    lower: Sequence[float | None],
    upper: Sequence[float | None],
) -> str:
    """What the line does: its span, its latest value, its limits, what is marked."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return f"{subject(indicator)}: nothing is known."
    last, latest = known[-1]
    first = known[0][0]
    sentences = [
        f"{subject(indicator)}, {month_name(periods[first].start)} to {last_month(periods[last])}: "
        f"latest {figure(latest, indicator)}."
    ]
    numbers = [value for _, value in known]
    sentences.append(
        f"Lowest {bare_figure(min(numbers), indicator)}, "
        f"highest {bare_figure(max(numbers), indicator)}."
    )
    low_limit, high_limit = (_or_nan(end[last]) for end in (lower, upper))
    if min(numbers) >= 0:
        # A line that a count or an hour cannot reach says nothing to a listener.
        low_limit = low_limit if np.isnan(low_limit) else max(low_limit, 0.0)
    limits = between(low_limit, high_limit, indicator)
    if limits:
        sentences.append(f"An ordinary {unit_of(indicator)} lies at {limits}.")
    high = sum(1 for mark in marks if mark & int(HIGH_MARKS))
    low = sum(1 for mark in marks if mark & int(LOW_MARKS))
    if high or low:
        parts = [
            f"{times(count, unit_of(indicator))} unusually {side}"
            for count, side in ((high, "high"), (low, "low"))
            if count
        ]
        sentences.append(f"Marked: {' and '.join(parts)}.")
    missing = len(values) - len(known)
    if missing:
        sentences.append(f"{times(missing, unit_of(indicator)).capitalize()} without a figure.")
    return " ".join(sentences)


def _or_nan(number: float | None) -> float:
    return float("nan") if number is None else number
