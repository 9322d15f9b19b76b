"""Is a place better, worse or like the reference, as public health's pages say it.

Here the uncertainty is the place's own. `peers` asks the other question, how far a place
lies from others like it, and allows for real variance between them; prefer it for homes.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri

from caresight.statistics.intervals import Floats, Interval, deviate, rate_interval

Welcome = Literal["higher_is_better", "lower_is_better", "neutral"]

_SMALLEST_STEP = 1e-7
"""Public health's macro stops halving once its step is no larger."""


def judgement(interval: Interval, reference: ArrayLike, *, polarity: Welcome) -> NDArray[np.str_]:
    """Compare an interval with a reference value.

    Parameters
    ----------
    interval : Interval
        Bounds of each place, shape (n,), nan where unknown.
    reference : array_like of float, broadcast with the bounds
        The value to compare with, in the same unit.
    polarity : {"higher_is_better", "lower_is_better", "neutral"}
        Which direction is welcome.

    Returns
    -------
    ndarray of str, shape (n,)
        better, worse or similar; higher, lower or similar where no direction is welcome;
        unknown where a bound or the reference is nan.

    References
    ----------
    Office for Health Improvement and Disparities, Fingertips technical guidance,
    comparison by overlapping interval.
    Checked against: PHEindicatormethods 2.1.0 `assign_funnel_significance` for ratios.
    """
    value = np.asarray(reference, dtype=float)
    high, low = interval.lower > value, interval.upper < value
    words = {
        "higher_is_better": ("better", "worse"),
        "lower_is_better": ("worse", "better"),
        "neutral": ("higher", "lower"),
    }[polarity]
    unknown = np.isnan(interval.lower + interval.upper + value)
    return np.select([unknown, high, low], ["unknown", *words], default="similar")


def share_funnel_limits(
    trials: ArrayLike, *, baseline: float, confidence: float = 0.95
) -> Interval:
    """Limits of a share at which its Wilson interval would just touch the baseline.

    Parameters
    ----------
    trials : array_like of float, shape (n,)
        Sizes, above 0; else nan.
    baseline : float, in [0, 1]
        Overall share.
    confidence : float, in (0, 1)
        0.95 for the two-sigma, 0.998 for the three-sigma limits.

    Returns
    -------
    Interval
        Shares in [0, 1].

    Raises
    ------
    ValueError
        If the baseline or the confidence is out of range.

    References
    ----------
    Public Health England, Technical guide: funnel plots.
    Checked against: PHEindicatormethods 2.1.0 `calculate_funnel_limits`.
    """
    if not 0 <= baseline <= 1:
        raise ValueError(f"baseline must lie between 0 and 1, got {baseline}")
    size = np.asarray(trials, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        known = np.where(size > 0, size, np.nan)
        reach = deviate(confidence) * np.sqrt(baseline * (1 - baseline) / known)
    return Interval(np.maximum(baseline - reach, 0), np.minimum(baseline + reach, 1))


class RatioFunnel(NamedTuple):
    """Expected counts at which an observed count lies just on a limit."""

    lower_expected: Floats
    lower_limit: Floats
    """Ratio there: observed over `lower_expected`."""
    upper_expected: Floats
    upper_limit: Floats


def ratio_funnel_limits(
    events: ArrayLike, *, confidence: float = 0.95, as_public_health_rounds: bool = False
) -> RatioFunnel:
    """Limits of observed over expected by the exact Poisson distribution.

    Parameters
    ----------
    events : array_like of float, shape (n,)
        Observed counts, above 0; else nan.
    confidence : float, in (0, 1)
        0.95 for the two-sigma, 0.998 for the three-sigma limits.
    as_public_health_rounds : bool
        Stop at the 24th halving, as public health's macro does: up to a few parts in ten
        million off the exact answer.

    Returns
    -------
    RatioFunnel
        Expected counts, and ratios where 1 is as expected.

    Raises
    ------
    ValueError
        If the confidence is out of range.

    References
    ----------
    Garwood F. (1936), Biometrika 28:437-442.
    Checked against: PHEindicatormethods 2.1.0 `calculate_funnel_limits` (rounded).
    """
    deviate(confidence)  # refuses what is no confidence
    count = np.asarray(events, dtype=float)
    count = np.where(count > 0, count, np.nan)
    tail = (1 - confidence) / 2
    lower_expected = chdtri(2 * count + 2, tail) / 2
    upper_expected = chdtri(2 * count, 1 - tail) / 2
    if as_public_health_rounds:
        lower_expected = _halved(lower_expected, count)
        upper_expected = _halved(upper_expected, count)
    return RatioFunnel(
        lower_expected, count / lower_expected, upper_expected, count / upper_expected
    )


def _halved(root: Floats, count: Floats) -> Floats:
    """Where the macro's halving of v = x / (1 + count + x) stops on the way to a root."""
    target = root / (1 + count + root)
    place, step = np.full(count.shape, 0.5), 0.5
    while step > _SMALLEST_STEP:
        step /= 2
        place = np.where(place > target, place - step, place + step)
    return np.asarray((1 + count) * place / (1 - place))


def share_significance(events: ArrayLike, trials: ArrayLike) -> NDArray[np.str_]:
    """Where each share lies in the funnel around the overall share.

    Parameters
    ----------
    events, trials : array_like of float, shape (n,)
        0 <= events <= trials; no trials are unknown.

    Returns
    -------
    ndarray of str, shape (n,)
        "High (0.001)", "High (0.025)", "Low (0.001)", "Low (0.025)", "Not significant"
        or "unknown"; the numbers are the tails.

    References
    ----------
    Public Health England, Technical guide: funnel plots.
    Checked against: PHEindicatormethods 2.1.0 `assign_funnel_significance`.
    """
    count, size = np.asarray(events, dtype=float), np.asarray(trials, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(size > 0, count / size, np.nan)
        baseline = float(np.nansum(count) / np.nansum(size))
    outer = share_funnel_limits(size, baseline=baseline, confidence=0.998)
    inner = share_funnel_limits(size, baseline=baseline, confidence=0.95)
    return _significance(share, outer, inner)


def ratio_significance(events: ArrayLike, expected: ArrayLike) -> NDArray[np.str_]:
    """Where each ratio of observed over expected lies in the funnel around 1.

    Parameters
    ----------
    events, expected : array_like of float, shape (n,)
        0 or more; nothing expected is unknown.

    Returns
    -------
    ndarray of str, shape (n,)
        As `share_significance`.

    References
    ----------
    Public Health England, Technical guide: funnel plots.
    Checked against: PHEindicatormethods 2.1.0 `assign_funnel_significance`.
    """
    outer = rate_interval(events, expected, confidence=0.998)
    inner = rate_interval(events, expected, confidence=0.95)
    ones = np.where(np.isnan(inner.upper), np.nan, 1.0)
    # The ratio is high where its interval lies above 1: turned round, where -1 does so.
    return _significance(
        -ones, Interval(-outer.upper, -outer.lower), Interval(-inner.upper, -inner.lower)
    )


def _significance(value: Floats, outer: Interval, inner: Interval) -> NDArray[np.str_]:
    return np.select(
        [
            np.isnan(value),
            value > outer.upper,
            value > inner.upper,
            value < outer.lower,
            value < inner.lower,
        ],
        ["unknown", "High (0.001)", "High (0.025)", "Low (0.001)", "Low (0.025)"],
        default="Not significant",
    )
