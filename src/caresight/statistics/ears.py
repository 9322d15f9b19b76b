"""EARS C1 and C2: today's count against the seven before it (C2 leaves a gap of two)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

BASELINE = 7
"""Periods that a count is compared with, as the Early Aberration Reporting System has it."""

GUARD = 2
"""Periods that C2 passes over, so that an outbreak does not raise its own bar."""


def ears_upper_bounds(counts: ArrayLike, *, guard: int = 0, level: float = 0.001) -> Floats:
    """Largest count of each period that would not be an alarm.

    For short series without a season. Seven counts are few: a quiet spell makes the bound
    far too low, so that false alarms are several times as frequent as `level` says.

    Parameters
    ----------
    counts : array_like, shape (..., m)
        Counts, periods along the last axis; a nan among the seven gives nan.
    guard : int
        0 for C1, 2 for C2.
    level : float, in (0, 1)
        One-sided, under a bell curve.

    Returns
    -------
    ndarray, shape (..., m)
        nan where fewer than 7 + guard periods lie before.

    Raises
    ------
    ValueError
        If guard is negative or level is outside (0, 1).

    References
    ----------
    Fricker R.D. et al. (2008), Stat. Med. 27:3407-3429.
    Checked against: surveillance 1.24.1, `earsC` with methods C1 and C2.
    """
    if guard < 0 or not 0 < level < 1:
        raise ValueError(f"guard must be 0 or more and level in (0, 1); got {guard}, {level}")
    series = np.asarray(counts, dtype=float)
    bounds = np.full(series.shape, np.nan)
    first = BASELINE + guard
    periods = series.shape[-1]
    if periods <= first:
        return bounds
    before = sliding_window_view(series, BASELINE, axis=-1)[..., : periods - first, :]
    spread = before.std(axis=-1, ddof=1)
    bounds[..., first:] = before.mean(axis=-1) + ndtri(1 - level) * spread
    return bounds
