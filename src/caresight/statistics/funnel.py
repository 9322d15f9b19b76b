"""A whole funnel plot: scores, limits and which units lie outside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.funnel_limits import (
    REACH_95,
    REACH_998,
    FunnelRules,
    funnel_limits,
)
from caresight.statistics.funnel_scores import FunnelScores, FunnelSettings, funnel_scores
from caresight.statistics.intervals import Interval


@dataclass(frozen=True)
class Funnel:
    """Everything that a funnel plot shows of n units."""

    scores: FunnelScores
    plain_95: Interval
    plain_998: Interval
    adjusted_95: Interval
    adjusted_998: Interval
    used_adjusted: bool
    """Whether the adjusted limits decide who is an outlier."""
    outlier: NDArray[np.bool_]


def funnel(
    numerators: ArrayLike,
    denominators: ArrayLike,
    *,
    settings: FunnelSettings,
    rules: FunnelRules = "caresight-2026",
) -> Funnel:
    """Scores, limits and outliers of units that are compared with one another.

    A rare event in small units makes a poor funnel: prefer longer periods first.

    Parameters
    ----------
    numerators, denominators : array_like of float, shape (n,)
        As `funnel_scores` takes them, one row a unit.
    settings : FunnelSettings
        Kind of data, trimming, limits.
    rules : {"caresight-2026", "exact-2026", "funnelplotr-0.6.0"}
        Whose limits; see `funnel_limits`.

    Returns
    -------
    Funnel
        Limits in the unit of the ratio times the multiplier.

    Raises
    ------
    ValueError
        As `funnel_scores`.

    Notes
    -----
    The adjusted limits decide where they are wanted, unless no over-dispersion is found
    and plain limits are not wanted either: then the plain ones decide.

    References
    ----------
    Spiegelhalter D.J. (2005), Stat. Med. 24:1185-1202.
    Checked against: FunnelPlotR 0.6.0, 90 runs of 14 data sets.
    """
    scores = funnel_scores(numerators, denominators, settings=settings)
    plain_95, plain_998, adjusted_95, adjusted_998 = (
        funnel_limits(scores, settings=settings, reach=reach, adjusted=adjusted, rules=rules)
        for adjusted in (False, True)
        for reach in (REACH_95, REACH_998)
    )
    nothing_found = scores.between_variance == 0 and not settings.draw_unadjusted
    used_adjusted = settings.draw_adjusted and not nothing_found
    at_95 = adjusted_95 if used_adjusted else plain_95
    at_998 = adjusted_998 if used_adjusted else plain_998
    deciding = at_95 if settings.limit == 95 else at_998
    ratio = scores.ratio * settings.multiplier
    outlier = (ratio < deciding.lower) | (ratio > deciding.upper)
    return Funnel(scores, plain_95, plain_998, adjusted_95, adjusted_998, used_adjusted, outlier)
