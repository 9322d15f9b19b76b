"""How much more the members of a group differ than chance alone makes them.

Groups of homes nearly always vary more than Poisson or binomial chance allows, because
no case-mix adjustment is complete. Additive random effects (tau squared) widen every
limit by the same real variance, so that a large home is not flagged for being large.
With fewer than about ten members the variance cannot be told from chance: callers
should then not estimate it (`FEWEST_PEERS`).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.intervals import Floats

FEWEST_PEERS = 10
"""Fewer peers than this and no between-home variance is estimated."""


class Trimmed(NamedTuple):
    """Deviates with their tails tamed, and which of them were outside."""

    z: Floats
    outside: NDArray[np.bool_]


def column_quantile(values: ArrayLike, probability: float) -> Floats:
    """Quantile of each column, unknown values left out.

    Parameters
    ----------
    values : array_like of float, shape (n,) or (n, m)
        nan is unknown.
    probability : float, in [0, 1]
        Share of the known values at or below.

    Returns
    -------
    ndarray of float, shape () or (m,)
        Linear interpolation between order statistics (R's type 7), in the unit of
        `values`; nan for a column without a known value.

    References
    ----------
    Hyndman R.J., Fan Y. (1996), Am. Stat. 50:361-365, definition 7.
    Checked against: numpy.quantile, and plain Python.
    """
    return sorted_quantile(np.sort(np.asarray(values, dtype=float), axis=0), probability)


def sorted_quantile(ordered: Floats, probability: float) -> Floats:
    """`column_quantile` of columns that are sorted already, nan last.

    Parameters
    ----------
    ordered : ndarray of float, shape (n,) or (n, m)
        Each column ascending, nan last.
    probability : float, in [0, 1]
        As in `column_quantile`.

    Returns
    -------
    ndarray of float, shape () or (m,)
        As in `column_quantile`.

    References
    ----------
    Hyndman R.J., Fan Y. (1996), Am. Stat. 50:361-365, definition 7.
    Checked against: numpy.quantile, and plain Python.
    """
    known = (~np.isnan(ordered)).sum(axis=0)
    place = np.maximum(known - 1, 0) * probability
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, np.maximum(known - 1, 0))
    low = np.take_along_axis(ordered, np.expand_dims(below, 0), axis=0)[0]
    high = np.take_along_axis(ordered, np.expand_dims(above, 0), axis=0)[0]
    return np.asarray(low + (place - below) * (high - low))


def winsorise(z: ArrayLike, *, trim_by: float = 0.1) -> Trimmed:
    """Pull deviates beyond the outer quantiles in to those quantiles.

    Parameters
    ----------
    z : array_like of float, shape (n,) or (n, m)
        Deviates without unit; nan is unknown and stays so. Columns are trimmed alone.
    trim_by : float, in [0, 0.5)
        Share of the values at each end that is pulled in.

    Returns
    -------
    Trimmed
        The deviates, and True where one lay at or beyond its quantile.

    References
    ----------
    Spiegelhalter D.J. (2005), Stat. Med. 24:1185-1202.
    Checked against: FunnelPlotR 0.6.0 (PR, RC and SR by CQC).
    """
    deviates = np.asarray(z, dtype=float)
    ordered = np.sort(deviates, axis=0)
    low = sorted_quantile(ordered, trim_by)
    high = sorted_quantile(ordered, 1 - trim_by)
    outside = ~((deviates > low) & (deviates < high)) & ~np.isnan(deviates)
    return Trimmed(np.clip(deviates, low, high), outside)


def dispersion(z: ArrayLike) -> Floats:
    """Mean square of (trimmed) deviates: 1 is what chance alone gives, unless trimmed.

    Parameters
    ----------
    z : array_like of float, shape (n,) or (n, m)
        Deviates without unit; nan is unknown and left out.

    Returns
    -------
    ndarray of float, shape () or (m,)
        phi, without unit; nan where no deviate is known.

    References
    ----------
    Spiegelhalter D.J. (2005), Stat. Med. 24:1185-1202.
    Checked against: FunnelPlotR 0.6.0.
    """
    deviates = np.asarray(z, dtype=float)
    known = ~np.isnan(deviates)
    with np.errstate(invalid="ignore"):
        squares = np.where(known, deviates, 0.0) ** 2
        return np.asarray(squares.sum(axis=0) / known.sum(axis=0))


def between_variance(phi: ArrayLike, standard_error: ArrayLike) -> Floats:
    """Real variance between the members, beyond chance (method of moments, tau squared).

    Parameters
    ----------
    phi : array_like of float, shape () or (m,)
        Dispersion of the same members, as `dispersion` gives it.
    standard_error : array_like of float, shape (n,) or (n, m)
        Standard error of each member on the transformed scale, above 0; nan leaves a
        member out.

    Returns
    -------
    ndarray of float, shape () or (m,)
        Variance on the transformed scale; 0 where the members differ no more than chance
        makes them, and where there are fewer than two.

    Notes
    -----
    Trimming makes phi smaller than the untrimmed dispersion, so that the variance is
    underestimated on purpose: the members that we look for must not hide themselves.

    References
    ----------
    DerSimonian R., Laird N. (1986), Control. Clin. Trials 7:177-188.
    Spiegelhalter D.J. et al. (2012), J. R. Stat. Soc. A 175:1-47.
    Checked against: FunnelPlotR 0.6.0 `tau_func`.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = 1 / np.asarray(standard_error, dtype=float) ** 2
        return variance_from_weights(phi, weights)


def variance_from_weights(phi: ArrayLike, weights: ArrayLike) -> Floats:
    """`between_variance` for members given by their precision.

    Parameters
    ----------
    phi : array_like of float, shape () or (m,)
        Dispersion of the same members.
    weights : array_like of float, shape (n,) or (n, m)
        One over the squared standard error; nan leaves a member out.

    Returns
    -------
    ndarray of float, shape () or (m,)
        As `between_variance`.

    References
    ----------
    DerSimonian R., Laird N. (1986), Control. Clin. Trials 7:177-188.
    Checked against: FunnelPlotR 0.6.0 `tau_func`.
    """
    weight = np.asarray(weights, dtype=float)
    known = (~np.isnan(weight)).sum(axis=0)
    total = np.nansum(weight, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        beyond_chance = np.asarray(phi, dtype=float) * known - (known - 1)
        spread = total - np.nansum(weight**2, axis=0) / total
        variance = np.where(
            (known > 1) & (beyond_chance > 0) & (spread > 0), beyond_chance / spread, 0.0
        )
    return np.asarray(variance)


def widened(z: ArrayLike, standard_error: ArrayLike, variance: ArrayLike) -> Floats:
    """Deviates judged against chance and the real variance between members together.

    Parameters
    ----------
    z : array_like of float, shape (…)
        Deviates against chance alone; nan is unknown.
    standard_error : array_like of float, broadcast with `z`
        On the transformed scale, above 0.
    variance : array_like of float, broadcast with `z`
        Between-member variance on the same scale, 0 or more.

    Returns
    -------
    ndarray of float
        z / sqrt(1 + variance / standard_error^2), without unit.

    References
    ----------
    Spiegelhalter D.J. et al. (2012), J. R. Stat. Soc. A 175:1-47.
    Checked against: ten proportions computed by hand (phi 3.0316968594).
    """
    ratio = np.asarray(variance, dtype=float) / np.asarray(standard_error, dtype=float) ** 2
    return np.asarray(np.asarray(z, dtype=float) / np.sqrt(1 + ratio))
