"""Where a home's value stands in the order of its peers, and how sure that order is.

Ranks ignore size: a small home is first or last by chance. The bounds, which rank the
ends of the home's own interval, show how little a rank may mean.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.intervals import Floats


class PeerRanks(NamedTuple):
    """Shares of the peers in [0, 1], each shaped like the values."""

    below: Floats
    """Share of the peers with a lower value; ties count half."""
    at_or_below: Floats
    """Share of the peers with the same or a lower value, the home itself among them."""
    lower: Floats
    """`below` of the lower end of the home's own interval."""
    upper: Floats
    """`below` of the upper end."""


def peer_ranks(
    *,
    values: ArrayLike,
    groups: ArrayLike,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
) -> PeerRanks:
    """Rank every home's value among its group's, period by period.

    Parameters
    ----------
    values : array_like of float, shape (n,) or (n, m)
        Any unit; nan is unknown and has no rank.
    groups : array_like of int, shape (n,)
        Index of each home's peer group; below 0 is in no group and has no rank.
    lower, upper : array_like of float, shaped like `values`
        Ends of the home's own interval; left out, the bounds are `below` itself.

    Returns
    -------
    PeerRanks
        Shares in [0, 1]; nan where the value is unknown or the home in no group.

    References
    ----------
    Goldstein H., Spiegelhalter D.J. (1996), J. R. Stat. Soc. A 159:385-443, on how little
    a rank says without its interval.
    Checked against: a slow plain Python version.
    """
    value = np.asarray(values, dtype=float)
    group = np.asarray(groups, dtype=np.int64)
    columns = value if value.ndim == 2 else value[:, None]
    ends = [
        columns if end is None else np.asarray(end, dtype=float).reshape(columns.shape)
        for end in (lower, upper)
    ]
    ranks = [np.full(columns.shape, np.nan) for _ in range(4)]
    for rows in _members(group):
        for period in range(columns.shape[1]):
            answers = _ranked(columns[rows, period], *(end[rows, period] for end in ends))
            for rank, answer in zip(ranks, answers, strict=True):
                rank[rows, period] = answer
    return PeerRanks(*(rank.reshape(value.shape) for rank in ranks))


def _members(group: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(group == index) for index in np.unique(group[group >= 0])]


def _ranked(value: Floats, lower: Floats, upper: Floats) -> tuple[Floats, ...]:
    known = np.sort(value[~np.isnan(value)])
    if known.size == 0:
        return value, value, value, value
    shares = [_mid_rank(known, end) for end in (value, lower, upper)]
    at_or_below = np.searchsorted(known, value, side="right") / known.size
    unknown = np.where(np.isnan(value), np.nan, 0.0)
    below, low, high = (share + unknown for share in shares)
    return below, at_or_below + unknown, low, high


def _mid_rank(known: Floats, value: Floats) -> Floats:
    left = np.searchsorted(known, value, side="left")
    right = np.searchsorted(known, value, side="right")
    return np.asarray(np.where(np.isnan(value), np.nan, (left + right) / (2 * known.size)))
