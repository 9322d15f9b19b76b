"""Limits for counts, rates, shares and times between events, and for the median.

Arrays lie with time down the first axis, series across the second, as in `chart_rules`.
The primed charts (Laney) let the spread between periods be larger, or smaller, than the
binomial or Poisson law says, which large denominators always need.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from caresight.statistics.chart_limits import UPPER_RANGE_LIMIT

Floats = NDArray[np.float64]

RANGE_TO_SIGMA = 1.128
"""Mean range of two standard normal values (d2), as tables round it."""

T_POWER = 3.6
"""Times between events are raised to 1/3.6 to look normal (Nelson 1994)."""


class Limits(NamedTuple):
    """A chart in its own unit: shapes (m, n), or (1, n) where all periods share a line.

    `reach` is the distance from the centre to the upper three-sigma limit before any
    bound of the unit (0, or 1 for a share) cuts the limits.
    """

    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    reach: Floats


def mean_moving_range(values: Floats, *, screen: bool) -> Floats:
    """Mean absolute difference of neighbours; nan neighbours are left out.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        m periods of n series.
    screen : bool
        Leave out ranges of 3.267 times the mean or more, once.

    Returns
    -------
    ndarray, shape (n,)
        In the unit of the values; nan without two known neighbours.

    References
    ----------
    Nelson L.S. (1982), J. Qual. Technol. 14:172-173 (the screening).
    Checked against: qicharts2 0.8.1, by way of its charts i, u′ and p′.
    """
    ranges = np.abs(values[1:] - values[:-1])
    known = np.isfinite(ranges)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, ranges, 0.0).sum(axis=0) / known.sum(axis=0)
        if screen:
            kept = known & ((ranges < UPPER_RANGE_LIMIT * mean) | (mean == 0))
            mean = np.where(kept, ranges, 0.0).sum(axis=0) / kept.sum(axis=0)
    return np.asarray(mean)


def _mean(values: Floats) -> Floats:
    known = np.isfinite(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(known, values, 0.0).sum(axis=0) / known.sum(axis=0))


def _bounded(value: Floats, centre: Floats, reach: Floats, top: float = np.inf) -> Limits:
    middle = np.atleast_2d(centre)
    spread = np.atleast_2d(reach)
    return Limits(
        value, middle, np.maximum(middle - spread, 0.0), np.minimum(middle + spread, top), spread
    )


def individuals_limits(values: Floats, *, baseline: int | None = None) -> Limits:
    """Individuals chart with three over 1.128, screened moving ranges, as qicharts2 has it.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        Measured values; nan is a gap.
    baseline : int, optional
        Only the first so many periods set the limits.

    Returns
    -------
    Limits
        In the unit of the values; no bounds.

    References
    ----------
    Checked against: qicharts2 0.8.1, chart "i".
    """
    base = values[:baseline]
    centre = np.atleast_2d(_mean(base))
    reach = np.atleast_2d(3 * mean_moving_range(base, screen=True) / RANGE_TO_SIGMA)
    return Limits(values, centre, centre - reach, centre + reach, reach)


def moving_range_limits(values: Floats, *, baseline: int | None = None) -> Limits:
    """Chart of the moving ranges themselves.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        Measured values; nan is a gap.
    baseline : int, optional
        Only the first so many periods set the limits.

    Returns
    -------
    Limits
        `value` holds the ranges, nan in the first period. `reach` is that of the upper
        limit, 3.267 mean ranges less the centre.

    References
    ----------
    Checked against: qicharts2 0.8.1, chart "mr".
    """
    ranges = np.full(values.shape, np.nan)
    ranges[1:] = np.abs(values[1:] - values[:-1])
    centre = np.atleast_2d(_mean(ranges[:baseline]))
    upper = UPPER_RANGE_LIMIT * centre
    return Limits(ranges, centre, np.zeros_like(centre), upper, upper - centre)


def rate_limits(
    events: Floats,
    exposure: Floats,
    *,
    laney: bool,
    screen: bool = True,
    baseline: int | None = None,
) -> Limits:
    """Chart of events per exposure: u, or u' where `laney` is true.

    Parameters
    ----------
    events, exposure : ndarray, shape (m, n)
        Counts, and bed days or the like. A missing or zero exposure is a gap.
    laney : bool
        Scale the limits by the spread actually seen between neighbours.
    screen : bool
        For u': leave out moving ranges of 3.267 times their mean (qicharts2 does).
    baseline : int, optional
        Only the first so many periods set the limits.

    Returns
    -------
    Limits
        Events per unit of exposure, cut at 0.

    References
    ----------
    Laney D.B. (2002), Quality Engineering 14:531-537.
    Checked against: qicharts2 0.8.1, charts "u", "up" and, with exposure 1, "c".
    """
    known = np.isfinite(events) & (exposure > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(known, events / exposure, np.nan)
        centre = _pooled(events, exposure, known, baseline)
        sigma = np.sqrt(centre / np.where(known, exposure, np.nan))
        return _attribute_limits(value, centre, sigma, laney, screen, baseline, np.inf)


def share_limits(
    events: Floats,
    trials: Floats,
    *,
    laney: bool,
    screen: bool = True,
    baseline: int | None = None,
) -> Limits:
    """Chart of the share of trials with the event: p, or p' where `laney` is true.

    Parameters
    ----------
    events, trials : ndarray, shape (m, n)
        Counts, 0 <= events <= trials. Missing or zero trials are a gap.
    laney, screen, baseline
        As in `rate_limits`.

    Returns
    -------
    Limits
        Shares, cut at 0 and 1.

    References
    ----------
    Laney D.B. (2002), Quality Engineering 14:531-537.
    Checked against: qicharts2 0.8.1, charts "p" and "pp".
    """
    known = np.isfinite(events) & (trials > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(known, events / trials, np.nan)
        centre = _pooled(events, trials, known, baseline)
        sigma = np.sqrt(centre * (1 - centre) / np.where(known, trials, np.nan))
        return _attribute_limits(value, centre, sigma, laney, screen, baseline, 1.0)


def _pooled(
    events: Floats, exposure: Floats, known: NDArray[np.bool_], baseline: int | None
) -> Floats:
    used = known[:baseline]
    total = np.where(used, events[:baseline], 0.0).sum(axis=0)
    return np.asarray(total / np.where(used, exposure[:baseline], 0.0).sum(axis=0))


def _attribute_limits(
    value: Floats,
    centre: Floats,
    sigma: Floats,
    laney: bool,  # noqa: FBT001
    screen: bool,  # noqa: FBT001
    baseline: int | None,
    top: float,
) -> Limits:
    if laney:
        scores = ((value - centre) / sigma)[:baseline]
        sigma = sigma * mean_moving_range(scores, screen=screen) / RANGE_TO_SIGMA
    return _bounded(value, centre, 3 * sigma, top)
