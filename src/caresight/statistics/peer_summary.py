"""What a set of peers shows as a whole: the comparators that a page draws beside a home."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.intervals import Floats
from caresight.statistics.overdispersion import sorted_quantile

Welcome = Literal["higher_is_better", "lower_is_better", "neutral"]


class PeerSummary(NamedTuple):
    """One row per group, one column per period if periods were given: (g,) or (g, m)."""

    overall: Floats
    """All numerators over all denominators; the mean of measured values."""
    lower_quartile: Floats
    median: Floats
    upper_quartile: Floats
    best_tenth: Floats
    """The value that the best tenth of the homes reach; nan where no direction is welcome."""
    homes: NDArray[np.int64]
    """Homes with a usable value."""


def peer_summary(
    *,
    values: ArrayLike,
    groups: ArrayLike,
    polarity: Welcome = "neutral",
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    number_of_groups: int | None = None,
) -> PeerSummary:
    """Overall value, quartiles and best tenth of every group and period.

    Parameters
    ----------
    values : array_like of float, shape (n,) or (n, m)
        Each home's value; nan is unknown and left out.
    groups : array_like of int, shape (n,)
        Index of each home's group; below 0 is in no group.
    polarity : {"higher_is_better", "lower_is_better", "neutral"}
        Which end is best.
    numerators, denominators : array_like of float, shaped like `values`
        Where given, the overall value is weighted: all events over all exposure, in the
        unit numerator per denominator, not per 1,000. nan in either leaves a home out.
    number_of_groups : int, optional
        Rows of the answer; by default one more than the largest index.

    Returns
    -------
    PeerSummary
        nan (and 0 homes) for a group without a usable value.

    Raises
    ------
    ValueError
        If only one of numerators and denominators is given.

    References
    ----------
    Hyndman R.J., Fan Y. (1996), Am. Stat. 50:361-365, definition 7, for the quantiles.
    Checked against: a slow plain Python version.
    """
    if (numerators is None) != (denominators is None):
        raise ValueError("give both numerators and denominators, or neither")
    value, group = np.asarray(values, dtype=float), np.asarray(groups, dtype=np.int64)
    columns = value if value.ndim == 2 else value[:, None]
    top = columns if numerators is None else _columns(numerators, columns.shape)
    bottom = np.ones_like(columns) if denominators is None else _columns(denominators, top.shape)
    rows = int(group.max(initial=-1)) + 1 if number_of_groups is None else number_of_groups
    answer = np.full((5, rows, columns.shape[1]), np.nan)
    homes = np.zeros((rows, columns.shape[1]), dtype=np.int64)
    best = {"higher_is_better": 0.9, "lower_is_better": 0.1, "neutral": np.nan}[polarity]
    for index in range(rows):
        members = group == index
        if not members.any():
            continue
        homes[index] = (~np.isnan(columns[members])).sum(axis=0)
        answer[0, index] = _overall(top[members], bottom[members])
        ordered = np.sort(columns[members], axis=0)
        for place, probability in enumerate((0.25, 0.5, 0.75), start=1):
            answer[place, index] = sorted_quantile(ordered, probability)
        if not np.isnan(best):
            answer[4, index] = sorted_quantile(ordered, best)
    shape = (rows, *value.shape[1:])
    overall, lower, median, upper, best_tenth = (part.reshape(shape) for part in answer)
    return PeerSummary(overall, lower, median, upper, best_tenth, homes.reshape(shape))


def _columns(counts: ArrayLike, shape: tuple[int, ...]) -> Floats:
    return np.asarray(counts, dtype=float).reshape(shape)


def _overall(top: Floats, bottom: Floats) -> Floats:
    known = ~np.isnan(top) & ~np.isnan(bottom)
    with np.errstate(divide="ignore", invalid="ignore"):
        events = np.where(known, top, 0.0).sum(axis=0)
        return np.asarray(events / np.where(known, bottom, 0.0).sum(axis=0))
