"""One phase of charts by one method: limits and marks, with time down the first axis."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.chart_attributes import Limits, rate_limits, share_limits
from caresight.statistics.chart_exact import exact_limits
from caresight.statistics.chart_limits import xmr_centre_and_reach
from caresight.statistics.chart_rules import marks_of
from caresight.statistics.chart_runs import medians
from caresight.statistics.choosing import Kind
from caresight.statistics.rule_sets import RuleSet

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """What is measured, checked for shape; infinities are gaps.

    `values` is in plain units (events per exposure); counts are None for kind "value".
    """

    kind: Kind
    values: Floats
    numerators: Floats | None
    denominators: Floats | None

    @property
    def shape(self) -> tuple[int, int]:
        """Series and periods."""
        return self.values.shape[0], self.values.shape[1]

    @classmethod
    def checked(
        cls,
        *,
        values: ArrayLike | None,
        numerators: ArrayLike | None,
        denominators: ArrayLike | None,
        kind: Kind,
    ) -> "Series":
        """Series of that kind, or a ValueError that says what is missing."""
        if kind not in {"value", "rate", "share", "count"}:
            raise ValueError(f"kind must be value, rate, share or count; got {kind!r}")
        if kind == "value":
            return cls(kind, _finite(values, "values"), None, None)
        events = _finite(numerators, "numerators")
        if denominators is None and kind == "count":
            exposure = np.ones(events.shape)
        else:
            exposure = _finite(denominators, "denominators")
        if exposure.shape != events.shape:
            raise ValueError(f"shapes differ: {events.shape} numerators, {exposure.shape} others")
        with np.errstate(invalid="ignore", divide="ignore"):
            shown = np.where(exposure > 0, events / exposure, np.nan)
        return cls(kind, shown, events, exposure)

    def part(self, rows: NDArray[np.intp], periods: slice) -> "Series":
        """Some series over some periods, turned on their side: shape (m, n)."""

        def cut(array: Floats | None) -> Floats | None:
            return None if array is None else np.ascontiguousarray(array[rows, periods].T)

        values = np.ascontiguousarray(self.values[rows, periods].T)
        return Series(self.kind, values, cut(self.numerators), cut(self.denominators))


def _finite(array: ArrayLike | None, name: str) -> Floats:
    if array is None:
        raise ValueError(f"{name} are needed for this kind of data")
    given = np.asarray(array, dtype=float)
    if given.ndim != 2:
        raise ValueError(f"{name} must have two dimensions, series by periods; got {given.ndim}")
    return np.where(np.isfinite(given), given, np.nan)


def draw_phase(
    series: Series, method: str, rules: RuleSet, baseline_points: int | None
) -> tuple[Limits, NDArray[np.uint8], NDArray[np.bool_]]:
    """Limits, marks and whether there are points enough, for one phase.

    Parameters
    ----------
    series : Series
        Arrays of shape (m, n).
    method : str
        A word of `choosing.METHODS` other than "none".
    rules : RuleSet
        Rules for the marks.
    baseline_points : int or None
        Periods that set the limits; all of them if None.

    Returns
    -------
    Limits, ndarray of uint8 (m, n), ndarray of bool (n,)
        Lines are nan, and marks 0, for series with too few known points.

    Raises
    ------
    ValueError
        If exact limits are asked of measured values.
    """
    known = np.isfinite(series.values).sum(axis=0, dtype=np.int64)
    judged = known >= rules.minimum_points
    if method == "exact":
        limits, marks = _exact(series)
    else:
        limits = _limits(series, method, rules, baseline_points)
        reach = np.where(judged, limits.reach, np.nan)
        marks = marks_of(series.values, limits.centre, reach, rules)
    if method != "run":
        # Where limits would collapse on the centre, sides of the centre mean nothing.
        marks[:, np.isnan(limits.reach).all(axis=0)] = 0
    marks[:, ~judged] = 0
    return _blanked(limits, judged), marks, judged


def _exact(series: Series) -> tuple[Limits, NDArray[np.uint8]]:
    if series.numerators is None or series.denominators is None:
        raise ValueError("exact limits need counts")
    return exact_limits(series.numerators, series.denominators, shares=series.kind == "share")


def _limits(series: Series, method: str, rules: RuleSet, baseline_points: int | None) -> Limits:
    values = series.values
    if method == "run":
        centre = np.atleast_2d(medians(values[:baseline_points]))
        undrawn = np.full(centre.shape, np.nan)
        return Limits(values, centre, undrawn, undrawn, undrawn)
    if method == "xmr" or series.numerators is None or series.denominators is None:
        middle, distance = xmr_centre_and_reach(
            values[:baseline_points], screen_moving_ranges=rules.screen_moving_ranges
        )
        centre, reach = np.atleast_2d(middle), np.atleast_2d(distance)
        return Limits(values, centre, centre - reach, centre + reach, reach)
    draw = share_limits if method == "p_prime" else rate_limits
    return draw(
        series.numerators,
        series.denominators,
        laney=True,
        screen=rules.screen_moving_ranges,
        baseline=baseline_points,
    )


def _blanked(limits: Limits, judged: NDArray[np.bool_]) -> Limits:
    if judged.all():
        return limits
    lines = (np.where(judged, line, np.nan) for line in limits[1:])
    return Limits(limits.value, *lines)
