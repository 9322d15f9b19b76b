"""How far each home lies from homes like it, for many periods at once.

Counts are judged by exact tails (see `deviates`), so that a small home in one month is
judged as fairly as a large one in a year. With ten or more peers the real variance
between homes is allowed for; with fewer only chance is.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from caresight.statistics.deviates import binomial_deviate, poisson_deviate
from caresight.statistics.intervals import Floats
from caresight.statistics.overdispersion import (
    FEWEST_PEERS,
    dispersion,
    sorted_quantile,
    variance_from_weights,
    winsorise,
)
from caresight.statistics.robust import robust_centre_and_spread

Kind = Literal["rate", "share", "ratio", "value", "ordinal"]


@dataclass(frozen=True)
class PeerScores:
    """Where each home stands among its peers; arrays (n,) or (n, m) as they were given."""

    kind: Kind
    value: Floats
    """Rate per one unit of exposure, share, ratio or the measured value."""
    expected: Floats
    """What the home's peers make us expect, in the unit of `value`."""
    z_unadjusted: Floats
    """Distance from the peers by chance alone; positive is above them."""
    z: Floats
    """The same with the real variance between homes allowed for."""
    p_value: Floats
    """Two-sided, of `z`."""
    between_variance: Floats
    """Per group (g,) or group and period (g, m), on the transformed scale; 0 if not estimated."""
    peers: NDArray[np.int64]
    """Usable homes in the home's group and period, the home itself among them."""
    usable: NDArray[np.bool_]
    """Whether the home has a value that may be compared."""
    widening: Floats
    """How many times wider than by chance alone the limits are: `z_unadjusted / z`."""
    spread: Floats
    """Robust spread of the peers' measured values, in their unit; nan for other kinds."""
    size: Floats
    """Exposure, trials or, for a ratio, both counts together; nan for measured values."""


def peer_scores(
    *,
    kind: Kind,
    groups: ArrayLike,
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    values: ArrayLike | None = None,
    fewest_peers: int = FEWEST_PEERS,
) -> PeerScores:
    """Compare every home with the homes of its group, period by period.

    For a home's rank among its peers use `peer_ranks`; a rank says nothing of size.

    Parameters
    ----------
    kind : {"rate", "share", "ratio", "value", "ordinal"}
        rate: events over exposure (or over an expected count: then 1 is as expected).
        share: events over trials. ratio: two counts. value: a measured value. ordinal: a
        band; it has no z, only a rank.
    groups : array_like of int, shape (n,)
        Index of each home's peer group, from 0; below 0 is in no group.
    numerators, denominators : array_like of float, shape (n,) or (n, m)
        For rate, share and ratio; nan is unknown. A denominator of 0 is not usable.
    values : array_like of float, shape (n,) or (n, m)
        For value and ordinal; nan is unknown.
    fewest_peers : int
        With fewer usable homes in a group no between-home variance is estimated, and
        measured values get no z at all, as they have no other spread.

    Returns
    -------
    PeerScores
        Arrays in the shape of the input.

    Raises
    ------
    ValueError
        If what the kind needs was not given, shapes differ, a count is negative or
        infinite, or a share has more events than trials.

    Notes
    -----
    z of counts is the exact mid-p deviate z0 divided by sqrt(1 + w tau^2), with
    w = 4 expected (rate) or 4 trials (share): for large counts this is the usual
    square-root or arcsine score with additive random effects. The ratio of two counts is
    judged as the share that the first has of both, w = n p (1 - p): the usual log ratio
    calls every home without an event extreme. tau^2 comes from z0 winsorised by a tenth
    at each end. Measured values are centred on the winsorised mean
    and scaled by the winsorised standard deviation made consistent for the normal.

    References
    ----------
    Spiegelhalter D.J. et al. (2012), J. R. Stat. Soc. A 175:1-47.
    Checked against: a slow plain Python version, and simulated Poisson and binomial noise.
    """
    group = np.asarray(groups, dtype=np.int64)
    top, bottom, value = _inputs(kind, numerators, denominators, values, group.shape[0])
    shape = value.shape
    columns = [array if array.ndim == 2 else array[:, None] for array in (top, bottom, value)]
    blocks = _Blocks(group, columns[0].shape[1], fewest_peers)
    for rows in blocks.members(group):
        blocks.judge(kind, rows, *(array[rows] for array in columns))
    return PeerScores(
        kind=kind,
        value=value,
        expected=blocks.expected.reshape(shape),
        z_unadjusted=blocks.z_unadjusted.reshape(shape),
        z=blocks.z.reshape(shape),
        p_value=2 * ndtr(-np.abs(blocks.z)).reshape(shape),
        between_variance=blocks.variance if value.ndim == 2 else blocks.variance[:, 0],
        peers=blocks.peers.reshape(shape),
        usable=~np.isnan(value) & (blocks.peers.reshape(shape) > 0),
        widening=blocks.widening.reshape(shape),
        spread=blocks.spread.reshape(shape),
        size=top + bottom if kind == "ratio" else bottom,
    )


def _inputs(
    kind: Kind,
    numerators: ArrayLike | None,
    denominators: ArrayLike | None,
    values: ArrayLike | None,
    homes: int,
) -> tuple[Floats, Floats, Floats]:
    if kind in ("value", "ordinal"):
        if values is None:
            raise ValueError(f"{kind} needs values")
        measured = np.array(values, dtype=float)
        top, bottom = np.full(measured.shape, np.nan), np.full(measured.shape, np.nan)
    else:
        if numerators is None or denominators is None:
            raise ValueError(f"{kind} needs numerators and denominators")
        top, bottom = _counts(kind, numerators, denominators)
        with np.errstate(divide="ignore", invalid="ignore"):
            measured = top / bottom
    if measured.shape[:1] != (homes,) or measured.ndim not in (1, 2):
        raise ValueError(f"expected {homes} homes as rows, got an array of {measured.shape}")
    if np.isinf(measured).any():
        raise ValueError("values and counts must be finite")
    return top, bottom, measured


def _counts(kind: Kind, numerators: ArrayLike, denominators: ArrayLike) -> tuple[Floats, Floats]:
    top, bottom = np.array(numerators, dtype=float), np.array(denominators, dtype=float)
    if top.shape != bottom.shape:
        raise ValueError(f"shapes differ: numerators {top.shape}, denominators {bottom.shape}")
    if (top < 0).any() or (bottom < 0).any():
        raise ValueError("counts and exposures must not be negative")
    if kind == "share" and (top > bottom).any():
        raise ValueError("events must not exceed trials")
    if np.isinf(top).any() or np.isinf(bottom).any():
        raise ValueError("values and counts must be finite")
    unusable = np.isnan(top) | ~(bottom > 0)
    top[unusable] = bottom[unusable] = np.nan
    return top, bottom


class _Blocks:
    """The answer in the making, one peer group's rows after another's."""

    def __init__(self, group: NDArray[np.int64], periods: int, fewest_peers: int) -> None:
        shape = (len(group), periods)
        groups = max(int(group.max(initial=-1)) + 1, 0)
        self.fewest_peers = fewest_peers
        self.expected = np.full(shape, np.nan)
        self.z_unadjusted = np.full(shape, np.nan)
        self.z = np.full(shape, np.nan)
        self.widening = np.full(shape, np.nan)
        self.spread = np.full(shape, np.nan)
        self.peers = np.zeros(shape, dtype=np.int64)
        self.variance = np.zeros((groups, periods))
        self._group = group

    def members(self, group: NDArray[np.int64]) -> list[NDArray[np.int64]]:
        order = np.argsort(group, kind="stable")
        starts = np.flatnonzero(np.diff(group[order])) + 1
        return [rows for rows in np.split(order, starts) if rows.size and group[rows[0]] >= 0]

    def judge(
        self, kind: Kind, rows: NDArray[np.int64], top: Floats, bottom: Floats, value: Floats
    ) -> None:
        known = (~np.isnan(value)).sum(axis=0)
        self.peers[rows] = known
        if kind == "ordinal":
            self.expected[rows] = sorted_quantile(np.sort(value, axis=0), 0.5)
        elif kind == "value":
            self._judge_measured(rows, value, known >= self.fewest_peers)
        else:
            self._judge_counts(rows, _exact_scores(kind, top, bottom), known >= self.fewest_peers)

    def _judge_measured(
        self, rows: NDArray[np.int64], value: Floats, enough: NDArray[np.bool_]
    ) -> None:
        centre, spread = robust_centre_and_spread(value)
        spread = np.where(enough, spread, np.nan)
        self.expected[rows], self.spread[rows], self.widening[rows] = centre, spread, 1.0
        self.z_unadjusted[rows] = self.z[rows] = _distance(value - centre, spread)

    def _judge_counts(
        self,
        rows: NDArray[np.int64],
        scores: tuple[Floats, Floats, Floats],
        enough: NDArray[np.bool_],
    ) -> None:
        expected, z, weights = scores
        variance = variance_from_weights(dispersion(winsorise(z).z), weights)
        variance = np.where(enough, variance, 0.0)
        widening = np.sqrt(1 + weights * variance)
        self.variance[self._group[rows[0]]] = variance
        self.expected[rows], self.widening[rows] = expected, widening
        self.z_unadjusted[rows], self.z[rows] = z, z / widening


def _exact_scores(kind: Kind, top: Floats, bottom: Floats) -> tuple[Floats, Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.nansum(top, axis=0) / np.nansum(bottom, axis=0)
        if kind == "rate":
            expected_count = pooled * bottom
            return pooled, poisson_deviate(top, expected_count), 4 * expected_count
        if kind == "share":
            return pooled, binomial_deviate(top, bottom, pooled), 4 * bottom
        both = top + bottom
        part = pooled / (1 + pooled)
        return pooled, binomial_deviate(top, both, part), both * part * (1 - part)


def _distance(difference: Floats, spread: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        z = difference / spread
    return np.asarray(np.where((difference == 0) & ~np.isnan(spread), 0.0, z))
