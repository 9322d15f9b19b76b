"""The CUSUM of OpenPrescribing: it learns a new normal once a change has stopped growing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class AdaptiveCusum:
    """The watch over one series of m periods.

    Attributes
    ----------
    target_mean, threshold : ndarray, shape (m,)
        What was held to be normal, and how far a sum may go, in the unit of the values.
    upper, lower : ndarray, shape (m,)
        Upward sums (>= 0) and downward sums (<= 0), rounded to hundredths.
    alert : ndarray of bool, shape (m,)
        Whether a sum had gone beyond the threshold.
    """

    target_mean: Floats
    threshold: Floats
    upper: Floats
    lower: Floats
    alert: NDArray[np.bool_]

    def ongoing_alert(self) -> tuple[int, float] | None:
        """Periods that the alert of the last period has lasted, and the mean it left.

        None where the last period is not an alert.
        """
        if not len(self.alert) or not self.alert[-1]:
            return None
        first = len(self.alert) - 1
        while first > 0 and self.alert[first - 1]:
            first -= 1
        return len(self.alert) - first, float(self.target_mean[max(0, first - 1)])


def adaptive_cusum(
    values: ArrayLike, *, window: int = 12, sensitivity: float = 5.0
) -> AdaptiveCusum:
    """Watch one series; take a new mean when a change ends.

    For a page that shows one practice or home over years. It looks ahead of nothing but
    its first window, which it takes as normal; a change in that window hides itself.

    Parameters
    ----------
    values : array_like, shape (m,)
        Percentiles or other measured values; a nan empties both sums, as the peer has it.
    window : int
        Periods that tell what is normal.
    sensitivity : float
        Threshold in standard deviations of the window (population form).

    Returns
    -------
    AdaptiveCusum
        Shapes (m,).

    Raises
    ------
    ValueError
        If values are not in one dimension or the window is shorter than 2.

    References
    ----------
    Walker A.J. et al. (2019), BMJ 367:l5205.
    Checked against: OpenPrescribing, class CUSUM (commit 62015f4a3).
    """
    series = np.asarray(values, dtype=float)
    if series.ndim != 1 or window < 2:
        raise ValueError("values must have one dimension and the window 2 periods or more")
    starts = _first_usable(series, window)
    records: list[tuple[float, float, float, float]] = []
    mean = threshold = np.nan
    upper = lower = 0.0
    for period, value in enumerate(series):
        if period <= starts:
            mean, threshold = _normal(series[period : period + window], sensitivity)
            upper, lower = _step(value, 0.0, 0.0, mean, threshold / sensitivity / 2)
        else:
            above, below = upper > threshold, lower < -threshold
            if above or below:
                mean, anew = _normal(series[max(0, period - window) : period], sensitivity)
                ahead = _step(value, upper, lower, mean, threshold / sensitivity / 2)
                if not ((above and ahead[0] > upper) or (below and ahead[1] < lower)):
                    threshold, upper, lower = anew, 0.0, 0.0
            upper, lower = _step(value, upper, lower, mean, threshold / sensitivity / 2)
        records.append((mean, threshold, upper, lower))
    columns = np.array(records, dtype=float).reshape(-1, 4).T
    alert = (columns[2] > columns[1]) | (columns[3] < -columns[1])
    return AdaptiveCusum(columns[0], columns[1], columns[2], columns[3], alert)


def _first_usable(series: Floats, window: int) -> int:
    """First period from which a window holds a value; the last one if there is none."""
    for period in range(len(series)):
        if np.isfinite(series[period : period + window]).any():
            return period
    return len(series)


def _normal(window: Floats, sensitivity: float) -> tuple[float, float]:
    known = window[np.isfinite(window)]
    if not len(known):
        return np.nan, np.nan
    return float(known.mean()), float((known * sensitivity).std())


def _step(
    value: float, upper: float, lower: float, mean: float, allowance: float
) -> tuple[float, float]:
    if not np.isfinite(value - mean):
        return 0.0, 0.0
    up = round(max(0.0, upper + value - (mean + allowance)), 2)
    return up, round(min(0.0, lower + value - (mean - allowance)), 2)
