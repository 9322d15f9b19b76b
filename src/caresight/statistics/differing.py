"""Whether two figures differ beyond chance, from nothing but the figures and their intervals."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def differing(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    other: ArrayLike,
    other_lower: ArrayLike,
    other_upper: ArrayLike,
) -> Floats:
    """1 where a figure lies above another, -1 where below, 0 where chance may do it.

    The interval of the difference is put together from the two intervals, each by its own side
    (method of variance estimates recovery), so that it does for rates, shares and scores alike.
    Two intervals that overlap a little may still differ: it is the difference that is asked.
    Where the other figure has no interval it is taken as certain. Where the figure itself has
    none, or either is not known, the answer is nan.

    Checked against: pairs of figures whose difference was worked out by hand.

    References
    ----------
    Zou G.Y., Donner A. (2008), Stat. Med. 27:1693-1702, equation 5.
    """
    parts = (np.asarray(one, dtype=float) for one in (value, lower, upper, other))
    value, lower, upper, other = parts
    other_lower = np.where(np.isnan(other_lower), other, other_lower)
    other_upper = np.where(np.isnan(other_upper), other, other_upper)
    apart = value - other
    low = apart - np.hypot(value - lower, other_upper - other)
    high = apart + np.hypot(upper - value, other - other_lower)
    answer = np.where(low > 0, 1.0, np.where(high < 0, -1.0, 0.0))
    return np.where(np.isnan(low) | np.isnan(high), np.nan, answer)
