"""Cumulative sums: small lasting changes, added up until they can no longer be chance.

Three forms: of standardised values, of rare counts (Poisson), and the adaptive one with
which OpenPrescribing watches practices.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Cusum(NamedTuple):
    """Upward sums (>= 0) and downward sums (<= 0), shape (..., m), in units of the scores."""

    upper: Floats
    lower: Floats


def tabular_cusum(scores: ArrayLike, *, allowance: float = 0.5) -> Cusum:
    """Both one-sided sums of standardised values.

    Parameters
    ----------
    scores : array_like, shape (..., m)
        Distances from the baseline in standard deviations, periods along the last axis; a
        nan leaves the sums as they were.
    allowance : float
        Part of each distance that is forgiven: half the shift to be found.

    Returns
    -------
    Cusum
        A common decision limit is 5 either way.

    Raises
    ------
    ValueError
        If the allowance is negative.

    References
    ----------
    Page E.S. (1954), Biometrika 41:100-115; Montgomery D.C. (2009), Introduction to
    Statistical Quality Control, 6th ed., section 9.1.
    Checked against: qcc 2.7, `cusum`, and surveillance 1.24.1, `cusum` (upper sums).
    """
    if allowance < 0:
        raise ValueError(f"allowance must be 0 or more, got {allowance}")
    given = np.asarray(scores, dtype=float)
    upper, lower = np.empty(given.shape), np.empty(given.shape)
    up = np.zeros(given.shape[:-1])
    down = np.zeros(given.shape[:-1])
    for period in range(given.shape[-1]):
        score = given[..., period]
        known = ~np.isnan(score)
        up = np.where(known, np.maximum(0.0, up + score - allowance), up)
        down = np.where(known, np.minimum(0.0, down + score + allowance), down)
        upper[..., period], lower[..., period] = up, down
    return Cusum(upper, lower)


def poisson_scores(counts: ArrayLike, expected: ArrayLike) -> Floats:
    """Observed less expected, in standard deviations of a Poisson count.

    Parameters
    ----------
    counts, expected : array_like, broadcast together
        Expected counts > 0; 0 or less gives nan.

    Returns
    -------
    ndarray
        No unit.

    References
    ----------
    Checked against: the alarms of surveillance 1.24.1, `cusum`.
    """
    observed, mean = np.broadcast_arrays(
        np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    )
    usable = mean > 0
    return np.where(usable, (observed - mean) / np.sqrt(np.where(usable, mean, 1.0)), np.nan)


def poisson_cusum(counts: ArrayLike, expected: ArrayLike, *, ratio: float = 2.0) -> Floats:
    """Evidence that events run at `ratio` times what was expected.

    The sum of log likelihood ratios, never below 0: the best there is for rare events,
    because it weighs each event and each quiet month by what it is worth.

    Parameters
    ----------
    counts, expected : array_like, shape (..., m), broadcast together
        Events, and events expected, periods along the last axis; a nan leaves the sum.
    ratio : float
        The change to be found: > 1 for a rise, in (0, 1) for a fall.

    Returns
    -------
    ndarray, shape (..., m)
        Natural logarithms of likelihood ratios; 4.5 is strong evidence.

    Raises
    ------
    ValueError
        If ratio is not positive, or is 1.

    References
    ----------
    Lucas J.M. (1985), Technometrics 27:129-144; Steiner S.H. et al. (2000), Biostatistics
    1:441-452. Checked against: a plain loop.
    """
    if ratio <= 0 or ratio == 1:
        raise ValueError(f"ratio must be positive and not 1, got {ratio}")
    observed, mean = np.broadcast_arrays(
        np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    )
    gains = observed * np.log(ratio) - (ratio - 1) * mean
    sums = np.empty(gains.shape)
    latest = np.zeros(gains.shape[:-1])
    for period in range(gains.shape[-1]):
        gain = gains[..., period]
        latest = np.where(np.isnan(gain), latest, np.maximum(0.0, latest + gain))
        sums[..., period] = latest
    return sums
