"""Limits of a funnel plot, by named rules.

`caresight-2026` follows FunnelPlotR where that is sound and departs where it is not:
ratios of counts get exact Poisson limits, the regulator's adjusted limits are squared
back, and shares are cut at 0 and 1 where the angle passes them. `exact-2026` replaces
every approximation by exact tails. `funnelplotr-0.6.0` is the package as it is, for
comparison only: its limits for ratios of counts put three in four ordinary units outside.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from scipy.special import chdtri

from caresight.statistics.deviate_counts import binomial_count_at, poisson_count_at
from caresight.statistics.funnel_scores import FunnelScores, FunnelSettings
from caresight.statistics.intervals import Floats, Interval

FunnelRules = Literal["caresight-2026", "exact-2026", "funnelplotr-0.6.0"]
RULES: tuple[FunnelRules, ...] = ("caresight-2026", "exact-2026", "funnelplotr-0.6.0")

_GRID = 1000
"""Points of the grid by which the R package cuts limits of shares."""


class Reach(NamedTuple):
    """How far limits reach: the deviate as the R package rounds it, and the tail."""

    deviate: float
    tail: float


REACH_95 = Reach(1.959964, 0.025)
REACH_998 = Reach(3.090232, 0.001)


def funnel_limits(
    scores: FunnelScores,
    *,
    settings: FunnelSettings,
    reach: Reach,
    adjusted: bool,
    rules: FunnelRules = "caresight-2026",
) -> Interval:
    """Limits of each unit, given its size.

    Parameters
    ----------
    scores : FunnelScores
        As `funnel_scores` gives them, shape (n,).
    settings : FunnelSettings
        The same that made the scores.
    reach : Reach
        `REACH_95` or `REACH_998`.
    adjusted : bool
        Whether the real variance between units widens the limits.
    rules : {"caresight-2026", "exact-2026", "funnelplotr-0.6.0"}
        Whose limits.

    Returns
    -------
    Interval
        In the unit of the ratio times the multiplier, shape (n,).

    Notes
    -----
    Plain limits of standardised ratios are the chi-squared ones of the field. Below an
    expected count of about 10 their lower limit is too high: at 6 expected, one event in
    58 such units lies below the 99.8 % limit. `exact-2026` mends that.

    References
    ----------
    Spiegelhalter D.J. (2005), Stat. Med. 24:1185-1202.
    Checked against: FunnelPlotR 0.6.0; its departures against simulated noise.
    """
    variance = scores.between_variance if adjusted else 0.0
    if rules == "exact-2026":
        limits = _exact(scores, settings, reach, variance)
    elif settings.data_type == "PR":
        limits = _arcsine(scores, reach, variance, gridded=rules == "funnelplotr-0.6.0")
    elif settings.data_type == "SR":
        limits = _standardised(scores, settings, reach, variance, rules, adjusted)
    elif rules == "funnelplotr-0.6.0":
        spread = reach.deviate * np.sqrt(1 / (4 * scores.denominators) + variance)
        limits = Interval(scores.target * np.exp(-spread), scores.target * np.exp(spread))
    else:
        limits = _ratio_of_counts(scores, reach, variance)
    return Interval(limits.lower * settings.multiplier, limits.upper * settings.multiplier)


def _arcsine(scores: FunnelScores, reach: Reach, variance: float, *, gridded: bool) -> Interval:
    middle = np.arcsin(np.sqrt(scores.target))

    def angles(sizes: Floats) -> tuple[Floats, Floats]:
        spread = reach.deviate * np.sqrt(1 / (4 * sizes) + variance)
        return middle - spread, middle + spread

    low, high = angles(scores.denominators)
    if not gridded:
        return Interval(np.sin(np.maximum(low, 0)) ** 2, np.sin(np.minimum(high, np.pi / 2)) ** 2)
    next_low, next_high = angles(_next_on_grid(scores.denominators))
    lower, upper = np.sin(low) ** 2, np.sin(high) ** 2
    return Interval(
        np.where(lower > np.sin(next_low) ** 2, 0.0, lower),
        np.where(upper < np.sin(next_high) ** 2, 1.0, upper),
    )


def _next_on_grid(sizes: Floats) -> Floats:
    """The next larger size that the package draws: the vectors decide no more than this."""
    drawn = np.union1d(np.linspace(1, 1.1 * np.ceil(sizes.max()), _GRID), sizes)
    return np.asarray(drawn[np.searchsorted(drawn, sizes, side="right")])


def _chi_squared(expected: Floats, tail: float) -> Interval:
    """The field's plain limits of observed over expected."""
    lower = chdtri(2 * expected, 1 - tail) / 2 / expected
    return Interval(lower, chdtri(2 * (expected + 1), tail) / 2 / expected)


def _standardised(
    scores: FunnelScores,
    settings: FunnelSettings,
    reach: Reach,
    variance: float,
    rules: FunnelRules,
    adjusted: bool,  # noqa: FBT001 - private
) -> Interval:
    expected = scores.denominators
    if not adjusted:
        return _chi_squared(expected, reach.tail)
    if settings.sr_method == "SHMI":
        spread = reach.deviate * np.sqrt(1 / expected + variance)
        return Interval(np.exp(-spread), np.exp(spread))
    spread = reach.deviate * np.sqrt(1 / (4 * expected) + variance)
    if rules == "funnelplotr-0.6.0":
        return Interval(1 - spread, 1 + spread)
    return Interval(np.maximum(1 - spread, 0) ** 2, (1 + spread) ** 2)


def _ratio_of_counts(scores: FunnelScores, reach: Reach, variance: float) -> Interval:
    """Exact Poisson limits, widened on the logarithm's scale by the real variance."""
    plain = _chi_squared(scores.target * scores.denominators, reach.tail)
    with np.errstate(divide="ignore"):
        down, up = np.log(plain.lower), np.log(plain.upper)
    more = reach.deviate**2 * variance
    return Interval(
        scores.target * np.exp(-np.sqrt(down**2 + more)),
        scores.target * np.exp(np.sqrt(up**2 + more)),
    )


def _exact(
    scores: FunnelScores, settings: FunnelSettings, reach: Reach, variance: float
) -> Interval:
    sizes = scores.denominators
    expected = scores.target * sizes
    error: dict[str, Callable[[], Floats]] = {
        "PR": lambda: 1 / (4 * sizes),
        "RC": lambda: 1 / expected + 1 / sizes,
        "SR": lambda: (1 if settings.sr_method == "SHMI" else 0.25) / expected,
    }
    wanted = reach.deviate * np.sqrt(1 + variance / error[settings.data_type]())
    if settings.data_type == "PR":
        bounds = (binomial_count_at(w, sizes, scores.target) for w in (-wanted, wanted))
    else:
        bounds = (poisson_count_at(w, expected) for w in (-wanted, wanted))
    lower, upper = bounds
    return Interval(lower / sizes, upper / sizes)
