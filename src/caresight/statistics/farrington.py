"""Farrington's flexible method: whether a week's count is above what past years lead to.

For weekly counts of an area over four years or more. It compares with the same season of
earlier years, and gives less weight to weeks that were outbreaks themselves, so that an
old outbreak does not hide a new one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr
from scipy.stats import nbinom, poisson

from caresight.statistics.quasi_poisson import QuasiPoissonFit, quasi_poisson_fit

Floats = NDArray[np.float64]

TREND_LEVEL = 0.05
"""A time trend is kept where its p-value is below this (Noufaily 2013)."""

OUTBREAK_RESIDUAL = 2.58
"""Weeks with a larger Anscombe residual are weighted down (Noufaily 2013)."""


@dataclass(frozen=True)
class FarringtonRules:
    """The choices of the method.

    Attributes
    ----------
    years : int
        Years to go back.
    half_window : int
        Weeks on either side of the same week in earlier years.
    recent_weeks_left_out : int
        Weeks before the present one that do not count, for an outbreak may have begun.
    level : float
        The upper bound is the 1 - level quantile of what is expected.
    weeks_per_year : int
        52.
    trend : bool
        Follow a time trend where it is proven and does not lead beyond what was seen.
    """

    years: int = 4
    half_window: int = 3
    recent_weeks_left_out: int = 3
    level: float = 0.025
    weeks_per_year: int = 52
    trend: bool = False

    @property
    def first_week(self) -> int:
        """Place, from 0, of the first week that has all its reference weeks."""
        return self.years * self.weeks_per_year + self.half_window


DEFAULT_RULES = FarringtonRules()


def farrington_upper_bounds(counts: ArrayLike, *, rules: FarringtonRules = DEFAULT_RULES) -> Floats:
    """Largest count of each week that would not be an alarm.

    Parameters
    ----------
    counts : array_like, shape (m,)
        Weekly counts of one series; nan is a gap.
    rules : FarringtonRules
        Choices of the method.

    Returns
    -------
    ndarray, shape (m,)
        Counts; a week is an alarm if its own count is larger. nan in the first years.

    Raises
    ------
    ValueError
        If counts are negative or not in one dimension.

    References
    ----------
    Farrington C.P. et al. (1996), J. R. Stat. Soc. A 159:547-563; Noufaily A. et al.
    (2013), Stat. Med. 32:1206-1222. Checked against: surveillance 1.24.1,
    `farringtonFlexible` with plug-in threshold and no trend.
    """
    series = np.asarray(counts, dtype=float)
    if series.ndim != 1:
        raise ValueError(f"counts must have one dimension, got {series.ndim}")
    if (series < 0).any():
        raise ValueError("counts must be 0 or more")
    bounds = np.full(len(series), np.nan)
    for week in range(rules.first_week, len(series)):
        bounds[week] = _upper_bound(series, week, rules)
    return bounds


def _upper_bound(counts: Floats, week: int, rules: FarringtonRules) -> float:
    weeks = _reference_weeks(week, rules)
    weeks = weeks[np.isfinite(counts[weeks])]
    if len(weeks) < 3:
        return np.nan
    past = counts[weeks]
    model = _reweighted(np.ones((len(weeks), 1)), past)
    expected = float(np.exp(model.coefficients[0]))
    if rules.trend:
        since = (weeks - week).astype(float)
        sloped = _reweighted(np.column_stack([np.ones(len(weeks)), since]), past)
        forecast = float(np.exp(sloped.coefficients[0]))
        if _trend_p_value(sloped) < TREND_LEVEL and forecast <= past.max():
            model, expected = sloped, forecast
    if model.dispersion > 1:
        size = expected / (model.dispersion - 1)
        return float(nbinom.ppf(1 - rules.level, size, 1 / model.dispersion))
    return float(poisson.ppf(1 - rules.level, expected))


def _reference_weeks(week: int, rules: FarringtonRules) -> NDArray[np.int64]:
    """Weeks around the same week in earlier years, oldest first."""
    reach = np.arange(-rules.half_window, rules.half_window + 1)
    years = np.arange(rules.years, 0, -1) * rules.weeks_per_year
    weeks = (week - years[:, None] + reach).ravel()
    return weeks[weeks < week - rules.recent_weeks_left_out]


def _reweighted(design: Floats, past: Floats) -> QuasiPoissonFit:
    first = quasi_poisson_fit(design, past, np.ones(len(past)))
    residuals = first.anscombe_residuals(max(first.dispersion, 1.0))
    weights = np.maximum(residuals, 1.0) ** -2
    weights[residuals <= OUTBREAK_RESIDUAL] = 1.0
    weights *= len(past) / weights.sum()
    return quasi_poisson_fit(design, past, weights)


def _trend_p_value(model: QuasiPoissonFit) -> float:
    # A past that fits without any error gives 0 (a trend beyond doubt) or nan (no trend).
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = model.coefficients[1] / np.sqrt(model.covariance[1, 1] * model.dispersion)
    return float(2 * stdtr(model.freedom, -abs(distance)))
