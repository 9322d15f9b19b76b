"""Charts for rare events: how long, or how many cases, from one event to the next.

When a home has an event every few months, a chart of counts is a row of zeros with
warnings at every one. The gaps between events say more: short gaps are bad news, and a
long one is good news that a count chart can never show.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.chart_attributes import T_POWER, Limits, individuals_limits

Floats = NDArray[np.float64]


def between_events_limits(values: Floats, *, baseline: int | None = None) -> Limits:
    """Chart of the cases (or days) counted between events: g.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        Whole numbers of cases between the m events of n series; nan is a gap.
    baseline : int, optional
        Only the first so many events set the limits.

    Returns
    -------
    Limits
        The centre is the median, which halves a skewed series fairly; limits come from
        the mean of the geometric law, so `reach` is counted from the mean, not from the
        centre. The lower limit is 0.

    References
    ----------
    Benneyan J.C. (2001), Health Care Management Science 4:305-318.
    Checked against: qicharts2 0.8.1, chart "g".
    """
    base = values[:baseline]
    mean = np.nanmean(base, axis=0, keepdims=True)
    reach = 3 * np.sqrt(mean * (mean + 1))
    centre = np.nanmedian(base, axis=0, keepdims=True)
    return Limits(values, centre, np.maximum(mean - reach, 0.0), mean + reach, reach)


def time_between_limits(values: Floats, *, baseline: int | None = None) -> Limits:
    """Chart of the time between events: t.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        Times between the m events of n series, > 0; nan is a gap.
    baseline : int, optional
        Only the first so many events set the limits.

    Returns
    -------
    Limits
        In the unit of the times, and therefore lopsided about the centre; `reach` is
        that of the upper limit.

    References
    ----------
    Nelson L.S. (1994), J. Qual. Technol. 26:239-240.
    Checked against: qicharts2 0.8.1, chart "t".
    """
    straight = individuals_limits(values ** (1 / T_POWER), baseline=baseline)
    centre = straight.centre**T_POWER
    lower = np.maximum(straight.lower, 0.0) ** T_POWER
    upper = straight.upper**T_POWER
    return Limits(values, centre, lower, upper, upper - centre)


def exposure_between_events(counts: ArrayLike, exposure: ArrayLike) -> Floats:
    """Exposure that passed from one event to the next, from counts per period.

    Parameters
    ----------
    counts, exposure : array_like, shape (m,)
        Events and exposure (bed days, or 1 a period) of one series. A period in which
        either is missing adds neither events nor exposure.

    Returns
    -------
    ndarray, shape (total number of events,)
        In the unit of exposure. Events of one period are taken as evenly spread over it;
        the stretch before the first event counts as its gap.

    Raises
    ------
    ValueError
        If a count is negative or not a whole number.

    References
    ----------
    Checked against: gaps worked out by hand.
    """
    events = np.asarray(counts, dtype=float)
    time = np.asarray(exposure, dtype=float)
    known = np.isfinite(events) & np.isfinite(time)
    if (events[known] < 0).any() or (events[known] % 1 != 0).any():
        raise ValueError("counts must be whole numbers, 0 or more")
    whole = np.where(known, events, 0).astype(int)
    lasted = np.where(known, time, 0.0)
    begins = np.cumsum(lasted) - lasted
    moments = [
        begin + length * (np.arange(number) + 0.5) / number
        for begin, length, number in zip(begins, lasted, whole, strict=True)
        if number
    ]
    return np.diff(np.concatenate([[0.0], *moments]))
