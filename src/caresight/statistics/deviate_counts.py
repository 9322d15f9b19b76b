"""The count that lies a wanted deviate from its expectation: `deviates` backwards.

Found by halving, for limits in charts; some 20 microseconds a count.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from caresight.statistics.deviates import binomial_deviate, poisson_deviate
from caresight.statistics.intervals import Floats

_HALVINGS = 60


def poisson_count_at(wanted: ArrayLike, expected: ArrayLike) -> Floats:
    """Count, whole or not, that lies the wanted deviate from a Poisson expectation.

    Parameters
    ----------
    wanted : array_like of float, shape (…)
        Deviate, no unit.
    expected : array_like of float, broadcast with `wanted`
        Expected count; nan is unknown.

    Returns
    -------
    ndarray of float
        The largest count whose deviate is below the wanted one; 0 where even a count of 0
        is not so low; nan where the expectation is unknown.

    References
    ----------
    Lancaster H.O. (1961), J. Am. Stat. Assoc. 56:223-234 (mid-p).
    Checked against: `poisson_deviate` of the count found.
    """
    deviate, mean = _pair(wanted, expected)
    top = mean + deviate**2 + 4 * np.abs(deviate) * np.sqrt(mean) + 20
    return _halve(lambda count: poisson_deviate(count, mean), deviate, top)


def binomial_count_at(wanted: ArrayLike, trials: ArrayLike, share: ArrayLike) -> Floats:
    """Count, whole or not, that lies the wanted deviate from a share of the trials.

    Parameters
    ----------
    wanted : array_like of float, shape (…)
        Deviate, no unit.
    trials, share : array_like of float, broadcast with `wanted`
        Trials and the expected share of them, in [0, 1]; nan is unknown.

    Returns
    -------
    ndarray of float
        As `poisson_count_at`; all trials where even that is not so high.

    References
    ----------
    Lancaster H.O. (1961), J. Am. Stat. Assoc. 56:223-234 (mid-p).
    Checked against: `binomial_deviate` of the count found.
    """
    deviate, size = _pair(wanted, trials)
    return _halve(lambda count: binomial_deviate(count, size, share), deviate, size)


def _pair(wanted: ArrayLike, size: ArrayLike) -> tuple[Floats, Floats]:
    deviate, sizes = np.broadcast_arrays(
        np.asarray(wanted, dtype=float), np.asarray(size, dtype=float)
    )
    return deviate, sizes


def _halve(score: Callable[[Floats], Floats], wanted: Floats, top: Floats) -> Floats:
    never = score(top) < wanted
    low, high = np.zeros_like(top), np.array(top)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = score(middle) < wanted
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(np.where(np.isnan(top + wanted), np.nan, np.where(never, top, low)))
