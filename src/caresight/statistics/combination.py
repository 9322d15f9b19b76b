"""The visible arithmetic by which evidence of several agencies becomes one number.

Points are capped within an evidence family, so that related indicators do not count
twice, and then within an agency, so that no agency drowns the rest. A total can always be
taken apart again: what each agency gave, and what would remain without it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.intervals import Floats


@dataclass(frozen=True)
class CombinedPoints:
    """Points of n homes by a agencies, and the lines of the sum."""

    total: Floats
    """Points after both caps, shape (n,)."""
    by_agency: Floats
    """Points after both caps, shape (n, a); their sum is `total`."""
    before_agency_cap: Floats
    """Points after the family caps alone, shape (n, a)."""
    agencies: NDArray[np.int64]
    """Agencies whose points count as evidence of their own, shape (n,)."""
    without_agency: Floats
    """Total if an agency's evidence were left out, shape (n, a)."""
    agencies_without: NDArray[np.int64]
    """Agencies that would then remain, shape (n, a)."""
    family_home: NDArray[np.int64]
    """Home of each family line; the lines are in order of home, agency and family."""
    family_agency: NDArray[np.int64]
    family: NDArray[np.int64]
    family_raw: Floats
    """Points of each family line before any cap."""
    family_counted: Floats
    """Points of each family line after the family cap."""


def combine_points(
    *,
    homes: ArrayLike,
    agencies: ArrayLike,
    families: ArrayLike,
    points: ArrayLike,
    family_cap: ArrayLike,
    agency_cap: ArrayLike,
    shape: tuple[int, int],
    counts_from: float = 0.0,
) -> CombinedPoints:
    """Combine signals' points over families and agencies, for every home at once.

    A total ranks homes for a person to look at; it measures no harm and has no error bar.

    Parameters
    ----------
    homes, agencies, families : array_like of int, shape (k,)
        Indices from 0 of each signal's home, agency and evidence family. One family may
        occur under several agencies; each agency's part of it is capped alone.
    points : array_like of float, shape (k,)
        Points of each signal, 0 or more.
    family_cap : array_like of float, shape () or (number of families,)
        Most points that one family may give within one agency.
    agency_cap : array_like of float, shape () or (a,)
        Most points that one agency may give.
    shape : tuple of int
        (n, a): how many homes and agencies there are; a home without a signal has a total of 0.
    counts_from : float
        An agency corroborates with more than 0 and at least this many points.

    Returns
    -------
    CombinedPoints
        All in points.

    Raises
    ------
    ValueError
        If lengths differ, an index is out of range, or points are negative or not finite.

    References
    ----------
    National Quality Board (2022), National guidance on quality risk response and
    escalation; the arithmetic is Caresight's own.
    Checked against: a slow plain Python version.
    """
    home, agency, family = (np.asarray(i, dtype=np.int64) for i in (homes, agencies, families))
    point = np.asarray(points, dtype=float)
    _check(home, agency, family, point, shape)

    families_in_all = int(family.max(initial=0)) + 1
    key = (home * shape[1] + agency) * families_in_all + family
    lines, line_of = np.unique(key, return_inverse=True)
    raw = _sums(line_of, point, lines.size)
    cell, line_family = lines // families_in_all, lines % families_in_all
    counted = np.minimum(raw, np.broadcast_to(family_cap, (families_in_all,))[line_family])

    before = _sums(cell, counted, shape[0] * shape[1]).reshape(shape)
    by_agency = np.minimum(before, np.broadcast_to(agency_cap, shape[1:]))
    total = by_agency.sum(axis=1)
    corroborates = (by_agency > 0) & (by_agency >= counts_from)
    count = corroborates.sum(axis=1)
    return CombinedPoints(
        total=total,
        by_agency=by_agency,
        before_agency_cap=before,
        agencies=count,
        without_agency=total[:, None] - by_agency,
        agencies_without=count[:, None] - corroborates,
        family_home=cell // shape[1],
        family_agency=cell % shape[1],
        family=line_family,
        family_raw=raw,
        family_counted=counted,
    )


def _sums(cell: NDArray[np.int64], points: Floats, cells: int) -> Floats:
    return np.bincount(cell, weights=points, minlength=cells).astype(float)


def _check(
    home: NDArray[np.int64],
    agency: NDArray[np.int64],
    family: NDArray[np.int64],
    points: Floats,
    limits: tuple[int, int],
) -> None:
    if not home.shape == agency.shape == family.shape == points.shape or points.ndim != 1:
        raise ValueError("homes, agencies, families and points must have one length")
    for name, index, limit in (("homes", home, limits[0]), ("agencies", agency, limits[1])):
        if ((index < 0) | (index >= limit)).any():
            raise ValueError(f"{name} must be indices from 0 to {limit - 1}")
    if (family < 0).any():
        raise ValueError("families must be indices from 0")
    if not (np.isfinite(points) & (points >= 0)).all():
        raise ValueError("points must be finite and not negative")
