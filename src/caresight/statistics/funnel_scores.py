"""The first half of a funnel plot: scores on a scale of even variance, and dispersion.

Four kinds of data, each with its transform: shares (arcsine), standardised ratios by the
regulator's method (square root) or the mortality indicator's (logarithm), and ratios of
two counts (logarithm with halves added).
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.intervals import Floats
from caresight.statistics.overdispersion import between_variance, dispersion, winsorise

DataType = Literal["PR", "SR", "RC"]
RatioMethod = Literal["SHMI", "CQC"]


@dataclass(frozen=True)
class FunnelSettings:
    """How a funnel is drawn; the words are those of the field's R package."""

    data_type: DataType
    """PR: share of trials. SR: observed over expected. RC: ratio of two counts."""
    sr_method: RatioMethod = "SHMI"
    """For SR: SHMI (logarithm, truncation) or CQC (square root, winsorising)."""
    trim_by: float = 0.1
    """Share of the scores at each end that is tamed before dispersion is measured."""
    limit: Literal[95, 99] = 99
    """Which limits make an outlier: 95 %, or 99 for 99.8 %."""
    multiplier: float = 1.0
    """Scale of the limits, e.g. 100; the ratio itself is not scaled."""
    draw_adjusted: bool = True
    """Whether over-dispersion is estimated at all."""
    draw_unadjusted: bool = True
    """Whether plain limits are wanted too; see `Funnel.used_adjusted`."""
    shmi_rounding: bool = True
    """Whether expected counts are rounded to two decimals first, as the SHMI does."""

    @property
    def is_shmi(self) -> bool:
        """Whether the mortality indicator's method applies."""
        return self.data_type == "SR" and self.sr_method == "SHMI"


class FunnelScores(NamedTuple):
    """Scores of n units on the transformed scale."""

    denominators: Floats
    """As used: rounded where the settings say so."""
    target: float
    ratio: Floats
    """Numerator over denominator as given, not rounded."""
    z: Floats
    """Without unit; -inf for a SHMI unit without an event."""
    z_trimmed: Floats
    """Winsorised, or nan where truncated."""
    trimmed: NDArray[np.bool_]
    standard_error: Floats
    phi: float
    """Mean square of the trimmed scores, 0 where dispersion is not wanted."""
    between_variance: float
    """tau squared on the transformed scale, 0 where it is not wanted."""


def funnel_scores(
    numerators: ArrayLike, denominators: ArrayLike, *, settings: FunnelSettings
) -> FunnelScores:
    """Transformed scores, their dispersion and the real variance between units.

    Parameters
    ----------
    numerators : array_like of float, shape (n,)
        Observed counts, 0 or more.
    denominators : array_like of float, shape (n,)
        Trials, expected counts or exposures, above 0.
    settings : FunnelSettings
        Which transform, how much trimming.

    Returns
    -------
    FunnelScores
        Arrays of shape (n,).

    Raises
    ------
    ValueError
        If there is no unit, shapes differ, a numerator is negative, a denominator not
        above 0 (also after rounding), something is not finite, a share has more events
        than trials, no unit has an event, or the trimming is outside [0, 0.5).

    Notes
    -----
    A SHMI unit without an event has a score of minus infinity. Truncation nearly always
    leaves it out; where it does not, it is left out of phi and tau squared all the same.

    References
    ----------
    Spiegelhalter D.J. (2005), Stat. Med. 24:1185-1202; Spiegelhalter D.J. et al. (2012),
    J. R. Stat. Soc. A 175:1-47; NHS Digital (2020), SHMI methodology v1.34.
    Checked against: FunnelPlotR 0.6.0, 90 runs; ten shares computed by hand.
    """
    top, bottom = _checked(numerators, denominators, settings)
    used = _round_to_cents(bottom) if settings.is_shmi and settings.shmi_rounding else bottom
    if not (used > 0).all():
        raise ValueError("a denominator rounds to 0.00: leave the unit out, or do not round")
    target = 1.0 if settings.data_type == "SR" else float(top.sum() / used.sum())
    if not target > 0:
        raise ValueError("no unit has an event: there is nothing to compare")
    distance, error = _transformed(top, used, target, settings)
    z = distance / error
    z_trimmed, trimmed = _trimmed(z, settings)
    phi = variance = 0.0
    if settings.draw_adjusted:
        kept = np.where(np.isfinite(z_trimmed), z_trimmed, np.nan)
        phi = float(np.nan_to_num(dispersion(kept)))
        variance = float(between_variance(phi, np.where(np.isnan(kept), np.nan, error)))
    return FunnelScores(used, target, top / bottom, z, z_trimmed, trimmed, error, phi, variance)


def _checked(
    numerators: ArrayLike, denominators: ArrayLike, settings: FunnelSettings
) -> tuple[Floats, Floats]:
    top, bottom = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    if top.ndim != 1 or top.shape != bottom.shape or top.size == 0:
        raise ValueError(f"expected two lists of one length, got {top.shape} and {bottom.shape}")
    if not (np.isfinite(top).all() and np.isfinite(bottom).all()):
        raise ValueError("counts must be known and finite")
    if (top < 0).any() or not (bottom > 0).all():
        raise ValueError("numerators must be 0 or more and denominators above 0")
    if settings.data_type == "PR" and (top > bottom).any():
        raise ValueError("a share cannot have more events than trials")
    if not 0 <= settings.trim_by < 0.5:
        raise ValueError(f"trim_by must lie in [0, 0.5), got {settings.trim_by}")
    return top, bottom


def _transformed(
    top: Floats, bottom: Floats, target: float, settings: FunnelSettings
) -> tuple[Floats, Floats]:
    """Distance from the target on the transformed scale, and its standard error."""
    if settings.data_type == "PR":
        angles = np.arcsin(np.sqrt(top / bottom))
        return angles - np.arcsin(np.sqrt(target)), 1 / (2 * np.sqrt(bottom))
    if settings.data_type == "RC":
        error = np.sqrt(top / (top + 0.5) ** 2 + bottom / (bottom + 0.5) ** 2)
        return np.log((top + 0.5) / (bottom + 0.5)) - np.log(target), error
    if settings.is_shmi:
        with np.errstate(divide="ignore"):
            return np.log(top / bottom), 1 / np.sqrt(bottom)
    return np.sqrt(top / bottom) - 1, 1 / (2 * np.sqrt(bottom))


def _trimmed(z: Floats, settings: FunnelSettings) -> tuple[Floats, NDArray[np.bool_]]:
    if not settings.is_shmi:
        return winsorise(z, trim_by=settings.trim_by)
    ranks = _average_ranks(z)
    cut = settings.trim_by * z.size
    outside = (ranks <= cut) | (ranks > z.size - cut)
    return np.where(outside, np.nan, z), outside


def _average_ranks(values: Floats) -> Floats:
    ordered = np.sort(values)
    left = np.searchsorted(ordered, values, side="left")
    return (left + np.searchsorted(ordered, values, side="right") + 1) / 2


def _round_to_cents(values: Floats) -> Floats:
    """Round to two decimals as R 4 does: to the nearer of the two doubles beside it."""
    below, above = np.floor(values * 100) / 100, np.ceil(values * 100) / 100
    even = np.floor(values * 100) % 2 == 0
    nearer_below = values - below < above - values
    tie = values - below == above - values
    return np.asarray(np.where(nearer_below | (tie & even), below, above))
