"""Quarters, fifths and tenths of places within a region, ties together."""

import numpy as np
from numpy.typing import ArrayLike

from caresight.statistics.intervals import Floats


def quantile_groups(
    values: ArrayLike, *, groups: ArrayLike, number: int, highest_first: bool = False
) -> Floats:
    """Which of `number` equal parts of its region each place falls into.

    Neighbouring places on two sides of a cut may differ by nothing that matters.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        Any unit; nan is unknown and not counted.
    groups : array_like of int, shape (n,)
        Index of each place's region.
    number : int
        4 for quarters, 5 for fifths, 10 for tenths.
    highest_first : bool
        Whether part 1 holds the highest values instead of the lowest.

    Returns
    -------
    ndarray of float, shape (n,)
        1 to `number`; ties share the part of the first of them; nan where unknown. A
        region with fewer known places than parts leaves some parts empty.

    Raises
    ------
    ValueError
        If `number` is below 2.

    References
    ----------
    Public Health England, PHEindicatormethods, `phe_quantile`.
    Checked against: PHEindicatormethods 2.1.0, quarters, fifths and tenths in two regions.
    """
    if number < 2:
        raise ValueError(f"expected at least 2 parts, got {number}")
    value, region = np.asarray(values, dtype=float), np.asarray(groups)
    directed = -value if highest_first else value
    parts = np.full(value.shape, np.nan)
    for index in np.unique(region):
        rows = np.flatnonzero((region == index) & ~np.isnan(value))
        before = np.searchsorted(np.sort(directed[rows]), directed[rows], side="left")
        parts[rows] = before * number // max(rows.size, 1) + 1
    return parts
