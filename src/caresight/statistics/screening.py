"""Combining many scores of one home into one test, for screening.

Unlike points (see `combination`) these have a reference distribution; they answer
"is this home's whole pattern unusual?", not "which agencies agree?". Missing indicators
never count as good: they are left out and the coverage is told.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtrc, ndtr

from caresight.statistics.intervals import Floats

LARGEST_SCORE = 4.0
"""Scores are cut to this before they are summed, so that none decides alone."""


class Screened(NamedTuple):
    """One row per home."""

    z: Floats
    """Combined score, standard normal if nothing is unusual."""
    p_value: Floats
    """One-sided: small when the scores are high together."""
    coverage: Floats
    """Share of the weight that had a score, 0 to 1."""


def stouffer_sum(
    z: ArrayLike, *, weights: ArrayLike | None = None, correlation: ArrayLike | None = None
) -> Screened:
    """Weighted sum of correlated scores, as one standard normal score a home.

    Misleads where the correlation is left out: related indicators then count as if each
    were news.

    Parameters
    ----------
    z : array_like of float, shape (n, k)
        Scores of n homes on k indicators, higher is worse; nan is unknown and left out.
    weights : array_like of float, shape (k,), optional
        Above 0; all 1 by default.
    correlation : array_like of float, shape (k, k), optional
        Correlation between the indicators; none by default.

    Returns
    -------
    Screened
        z, p and coverage, shape (n,); nan z and p where a home has no score at all.

    Raises
    ------
    ValueError
        If shapes differ, a weight is not above 0, or the correlation is not a symmetric
        matrix with ones on its diagonal and entries in [-1, 1].

    References
    ----------
    Stouffer S.A. et al. (1949), The American Soldier, vol. 1; Strube M.J. (1985),
    Psychol. Bull. 97:334-341 for correlated scores.
    Checked against: a slow plain Python version.
    """
    score = np.clip(np.asarray(z, dtype=float), -LARGEST_SCORE, LARGEST_SCORE)
    weight = np.ones(score.shape[1]) if weights is None else np.asarray(weights, dtype=float)
    related = np.eye(score.shape[1]) if correlation is None else np.asarray(correlation, float)
    _check(score, weight, related)
    present = np.where(np.isnan(score), 0.0, weight)
    variance = np.einsum("ij,jk,ik->i", present, related, present)
    with np.errstate(invalid="ignore", divide="ignore"):
        combined = (present * np.nan_to_num(score)).sum(axis=1) / np.sqrt(variance)
    combined = np.where(variance > 0, combined, np.nan)
    return Screened(combined, ndtr(-combined), present.sum(axis=1) / weight.sum())


def binomial_reference(flagged: ArrayLike, applicable: ArrayLike, *, chance: float) -> Floats:
    """Chance that an ordinary home has at least so many indicators flagged.

    Takes the indicators for independent: with related ones the true chance is larger.

    Parameters
    ----------
    flagged : array_like of int, shape (…)
        Indicators at risk, 0 <= flagged <= applicable.
    applicable : array_like of int, broadcast with `flagged`
        Indicators with a usable value; 0 gives nan.
    chance : float, in (0, 1)
        Chance that one indicator of an ordinary home is flagged.

    Returns
    -------
    ndarray of float
        One-sided probability in [0, 1].

    Raises
    ------
    ValueError
        If a count is impossible or the chance is outside (0, 1).

    References
    ----------
    Care Quality Commission (2014), Intelligent Monitoring: statistical methodology.
    Checked against: tails summed term by term in plain Python.
    """
    count, size = np.broadcast_arrays(
        np.asarray(flagged, dtype=float), np.asarray(applicable, dtype=float)
    )
    if not 0 < chance < 1:
        raise ValueError(f"chance must lie between 0 and 1, got {chance}")
    if (count < 0).any() or (count > size).any():
        raise ValueError("flagged must lie between 0 and applicable")
    tail = np.where(count > 0, bdtrc(np.maximum(count - 1, 0), size.astype(int), chance), 1.0)
    return np.asarray(np.where(size > 0, tail, np.nan))


def _check(score: Floats, weight: Floats, related: Floats) -> None:
    size = score.shape[1]
    if weight.shape != (size,) or not (weight > 0).all():
        raise ValueError(f"expected {size} weights above 0")
    if related.shape != (size, size) or not np.allclose(related, related.T):
        raise ValueError(f"expected a symmetric correlation matrix of {size} by {size}")
    if not np.allclose(np.diag(related), 1) or (np.abs(related) > 1 + 1e-12).any():
        raise ValueError("correlations must lie in [-1, 1] with ones on the diagonal")
