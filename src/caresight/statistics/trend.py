"""Whether a share rises or falls over a few points in time."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

Change = Literal["increasing", "decreasing", "no significant change"]

MARKER_CHI_SQUARED = 9.5495
"""Chi-squared above which public health's trend marker speaks (99.8 %)."""


class Trend(NamedTuple):
    """A test for a straight trend in shares."""

    chi_squared: float
    p_value: float
    slope: float
    """Change of the share per unit of time, weighted by trials."""
    change: Change


def share_trend(
    events: ArrayLike,
    trials: ArrayLike,
    *,
    times: ArrayLike | None = None,
    threshold: float = MARKER_CHI_SQUARED,
) -> Trend:
    """Chi-squared test for a trend in shares (Cochran and Armitage).

    Takes the trials for independent: large routine counts vary more than that, so that a
    trend marker may speak where a control chart rightly does not.

    Parameters
    ----------
    events, trials : array_like of float, shape (k,)
        0 <= events <= trials; points where either is nan or without trials are left out.
    times : array_like of float, shape (k,), optional
        When; 1, 2, 3, … by default.
    threshold : float
        Chi-squared above which a change is called one.

    Returns
    -------
    Trend
        nan and "no significant change" with fewer than two different times, or where all
        or no trials have the event.

    Raises
    ------
    ValueError
        If shapes differ or a count is impossible.

    References
    ----------
    Armitage P. (1955), Biometrics 11:375-386.
    Checked against: R 4.5 `prop.trend.test`.
    """
    count, size = np.asarray(events, dtype=float), np.asarray(trials, dtype=float)
    when = np.arange(1.0, count.size + 1) if times is None else np.asarray(times, dtype=float)
    if not count.shape == size.shape == when.shape or count.ndim != 1:
        raise ValueError("events, trials and times must have one length")
    if (count < 0).any() or (count > size).any():
        raise ValueError("events must lie between 0 and trials")
    usable = ~np.isnan(count) & (size > 0)
    count, size, when = count[usable], size[usable], when[usable]
    total = size.sum()
    if np.unique(when).size < 2 or count.sum() in (0, total):
        return Trend(np.nan, np.nan, np.nan, "no significant change")

    share = count.sum() / total
    away = when - (size * when).sum() / total
    spread = (size * away**2).sum()
    slope = (size * away * (count / size - share)).sum() / spread
    chi_squared = float(slope**2 * spread / (share * (1 - share)))
    direction: Change = "increasing" if slope > 0 else "decreasing"
    change: Change = direction if chi_squared > threshold else "no significant change"
    return Trend(chi_squared, float(chdtrc(1, chi_squared)), float(slope), change)
