"""Charts of rare counts with exact Poisson limits.

Three-sigma limits assume a bell curve; three falls a year have none. Here a limit is the
count that the Poisson law itself passes once in 740 periods, and a shift is seven periods
whose pooled count that law would not give.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from caresight.statistics.chart_attributes import Limits
from caresight.statistics.chart_marks import Mark
from caresight.statistics.chart_rules import all_of_a_run

Floats = NDArray[np.float64]

TAIL = 0.00135
"""One-sided tail beyond a limit: that of three sigma under a bell curve."""

POOLED_TAIL = 0.005
"""One-sided tail of a pooled count that marks a shift; as rare as a run of eight."""

POOLED_PERIODS = 7
"""Periods pooled to look for a shift."""

_MOST = 400
"""Counts tabulated; means above this never reach this chart."""


@cache
def _breaks(tail: float) -> tuple[Floats, Floats]:
    """Largest mean for which passing k is rare; smallest for which staying below k is."""
    counts = np.arange(1, _MOST + 1, dtype=np.float64)
    return np.asarray(gammaincinv(counts, tail)), np.asarray(gammaincinv(counts, 1 - tail))


def poisson_limits(mean: Floats, *, tail: float = TAIL) -> tuple[Floats, Floats]:
    """Smallest and largest counts that would not surprise.

    Parameters
    ----------
    mean : ndarray
        Expected counts, 0 <= mean; nan gives nan.
    tail : float
        Largest probability beyond either of them.

    Returns
    -------
    tuple of ndarray
        Whole numbers: fewer than the first, or more than the second, has a probability
        of at most `tail` each. The first is 0 where no count is surprisingly low.

    References
    ----------
    Checked against: scipy.stats.poisson and a plain sum of probabilities.
    """
    upper_breaks, lower_breaks = _breaks(tail)
    upper = np.searchsorted(upper_breaks, mean, side="left").astype(float)
    lower = np.searchsorted(lower_breaks, mean, side="right").astype(float)
    unknown = ~np.isfinite(mean)
    return np.where(unknown, np.nan, lower), np.where(unknown, np.nan, upper)


def exact_limits(
    events: Floats, exposure: Floats, *, shares: bool = False
) -> tuple[Limits, NDArray[np.uint8]]:
    """Rare-count charts of one phase, and their marks.

    Parameters
    ----------
    events, exposure : ndarray, shape (m, n)
        Counts and exposure of m periods; a missing or zero exposure is a gap.
    shares : bool
        Exposure counts trials: a share has less room to vary than a rate.

    Returns
    -------
    Limits, ndarray of uint8 (m, n)
        In events per unit of exposure. Marks: outside the limits, and shifts (seven
        neighbouring periods, all of them marked, whose pooled count is outside its own
        limits). Over-dispersion in the whole phase widens both.

    References
    ----------
    Checked against: scipy's Poisson law, and simulation of noise.
    """
    known = np.isfinite(events) & np.isfinite(exposure) & (exposure > 0)
    count = np.where(known, events, 0.0)
    time = np.where(known, exposure, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = count.sum(axis=0) / time.sum(axis=0)
        value = np.where(known, events / exposure, np.nan)
        factor = _dispersion(count, time, rate, known, shares=shares)
        lower, upper = (factor * each for each in poisson_limits(rate * time / factor))
        marks = _outside(count, lower, upper, known)
        marks |= _shifts(count, time, rate, factor, known)
        top = 1.0 if shares else np.inf
        centre = np.broadcast_to(rate, events.shape)
        limits = [np.where(known, each / time, np.nan) for each in (lower, upper)]
    reach = limits[1] - centre
    return Limits(value, centre, limits[0], np.minimum(limits[1], top), reach), marks


def _dispersion(
    count: Floats, time: Floats, rate: Floats, known: NDArray[np.bool_], *, shares: bool
) -> Floats:
    expected = rate * time
    squares = np.where(known & (expected > 0), (count - expected) ** 2 / expected, 0.0)
    # The most surprising period is left out, lest it widen the limits and hide itself.
    pearson = (squares.sum(axis=0) - squares.max(axis=0, initial=0.0)) / (known.sum(axis=0) - 2)
    least = np.maximum(1 - rate, 1e-6) if shares else np.ones_like(rate)
    return np.where(pearson > least, pearson, least)


def _outside(
    count: Floats, lower: Floats, upper: Floats, known: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    high = known & (count > upper)
    low = known & (count < lower)
    return (high * np.uint8(Mark.OUTSIDE_HIGH)) | (low * np.uint8(Mark.OUTSIDE_LOW))


def _shifts(
    count: Floats, time: Floats, rate: Floats, factor: Floats, known: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    marks = np.zeros(count.shape, dtype=np.uint8)
    if len(count) < 2 * POOLED_PERIODS:
        return marks  # half of the phase or more would be judged by itself
    pooled, exposed, whole = (_pooled(each) for each in (count, time, known.astype(float)))
    expected = rate * exposed / factor
    lower, upper = (factor * each for each in poisson_limits(expected, tail=POOLED_TAIL))
    for flags, mark in (
        ((whole == POOLED_PERIODS) & (pooled > upper), Mark.SHIFT_HIGH),
        ((whole == POOLED_PERIODS) & (pooled < lower), Mark.SHIFT_LOW),
    ):
        marks |= all_of_a_run(flags, POOLED_PERIODS) * np.uint8(mark)
    return marks


def _pooled(values: Floats) -> Floats:
    sums = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, out=sums[1:])
    return sums[POOLED_PERIODS:] - sums[:-POOLED_PERIODS]
