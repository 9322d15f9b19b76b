"""How far a count lies from its expectation, as a standard normal deviate, exactly.

The textbook transforms (square root, arcsine) fail for the small expected counts of one
home in one month: a square-root z calls "none seen, 2.4 expected" a three-sigma event,
though it happens in one month of eleven. These deviates turn the exact tail probability
into z instead, counting half of the chance of the very count seen (mid-p), so that they
are right at any size and need no continuity rule.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaln, gammainc, gammaincc, gammaln, ndtri, xlog1py, xlogy

from caresight.statistics.intervals import Floats

SMALLEST_TAIL = 1e-280
"""Smaller tails are beyond what a double holds; there the saddlepoint takes over."""

LARGEST_DEVIATE = 1e6
"""What cannot happen at all lies this far away."""


def poisson_deviate(observed: ArrayLike, expected: ArrayLike) -> Floats:
    """Exact mid-p deviate of a count against its Poisson expectation.

    Parameters
    ----------
    observed : array_like of float, shape (…)
        Count, 0 or more, whole or not; nan is unknown.
    expected : array_like of float, broadcast with `observed`
        Expected count, 0 or more; nan is unknown.

    Returns
    -------
    ndarray of float
        z without unit, positive above expectation; nan where either is nan; 0 where
        nothing was expected and nothing seen.

    References
    ----------
    Lancaster H.O. (1961), J. Am. Stat. Assoc. 56:223-234 (mid-p); beyond about 35,
    Barndorff-Nielsen O.E. (1986), Biometrika 73:307-322.
    Checked against: tails summed term by term in plain Python.
    """
    counts, means = np.broadcast_arrays(
        np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    )
    deviates = np.full(counts.shape, np.nan)
    known = ~np.isnan(counts) & ~np.isnan(means)
    count, mean = counts[known], means[known]
    half = np.exp(xlogy(count, mean) - mean - gammaln(count + 1)) / 2
    high = count > mean
    tail = np.empty(count.shape)
    tail[high] = gammainc(count[high], mean[high])
    tail[~high] = gammaincc(count[~high] + 1, mean[~high])
    z = _deviate(tail - half, high)
    far = tail < SMALLEST_TAIL
    z[far] = _far_poisson(count[far], mean[far])
    deviates[known] = np.where((count == 0) & (mean == 0), 0.0, z)
    return deviates


def binomial_deviate(events: ArrayLike, trials: ArrayLike, share: ArrayLike) -> Floats:
    """Exact mid-p deviate of a number of events against an expected share of the trials.

    Parameters
    ----------
    events, trials : array_like of float, shape (…)
        0 <= events <= trials, whole or not; nan is unknown; no trials give nan.
    share : array_like of float, broadcast with both
        Expected share in [0, 1]; nan is unknown.

    Returns
    -------
    ndarray of float
        z without unit, positive above expectation; 0 where the share is 0 or 1 and every
        trial agrees.

    References
    ----------
    Lancaster H.O. (1961), J. Am. Stat. Assoc. 56:223-234 (mid-p); beyond about 35,
    Barndorff-Nielsen O.E. (1986), Biometrika 73:307-322.
    Checked against: tails summed term by term in plain Python.
    """
    counts, sizes, shares = np.broadcast_arrays(
        np.asarray(events, dtype=float),
        np.asarray(trials, dtype=float),
        np.asarray(share, dtype=float),
    )
    deviates = np.full(counts.shape, np.nan)
    known = ~np.isnan(counts) & (sizes > 0) & ~np.isnan(shares)
    count, size, p = counts[known], sizes[known], shares[known]
    missed = size - count
    log_ways = -betaln(count + 1, missed + 1) - np.log(size + 1)
    half = np.exp(log_ways + xlogy(count, p) + xlog1py(missed, -p)) / 2
    high = count > size * p
    tail = np.empty(count.shape)
    tail[high] = betainc(count[high], missed[high] + 1, p[high])
    tail[~high] = betainc(missed[~high], count[~high] + 1, 1 - p[~high])
    tail[missed == 0] = np.where(high[missed == 0], tail[missed == 0], 1.0)
    z = _deviate(tail - half, high)
    far = tail < SMALLEST_TAIL
    z[far] = _far_binomial(count[far], size[far], p[far])
    certain = (count == size * p) & ((p == 0) | (p == 1))
    deviates[known] = np.where(certain, 0.0, z)
    return deviates


def _deviate(tail: Floats, high: NDArray[np.bool_]) -> Floats:
    z = -ndtri(np.clip(tail, SMALLEST_TAIL, 1.0 - 1e-16))
    return np.asarray(np.where(high, z, -z))


def _far_poisson(count: Floats, mean: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = 2 * (xlogy(count, count / mean) - (count - mean))
        score = np.log(count / mean) * np.sqrt(count)
    return _saddlepoint(distance, score, count > mean)


def _far_binomial(count: Floats, size: Floats, share: Floats) -> Floats:
    missed = size - count
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = xlogy(count, count / (size * share))
        misses = xlogy(missed, missed / (size * (1 - share)))
        odds = np.log(count / missed) - np.log(share / (1 - share))
        score = odds * np.sqrt(count * missed / size)
    return _saddlepoint(np.asarray(2 * (hits + misses), dtype=float), score, count > size * share)


def _saddlepoint(distance: Floats, score: Floats, high: NDArray[np.bool_]) -> Floats:
    """Signed root of the deviance, mended by the score where the count has one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(distance) * np.where(high, 1, -1)
        mended = root + np.log(score / root) / root
    far = np.where(np.isfinite(mended), mended, root)
    bounded = np.clip(np.nan_to_num(far, nan=0.0), -LARGEST_DEVIATE, LARGEST_DEVIATE)
    return np.asarray(bounded, dtype=float)
