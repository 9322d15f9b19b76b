"""The strict rules that raise signals: the latest 1, 3, 6 and 12 periods against the past.

Charts are for looking at; their rules mark a quarter of all quiet series somewhere. A
signal asks for a person's time, so it must be rarer than one in a hundred quiet series a
period, at any rate of events. Each period is judged only by what came before it: what is
signalled for last March is what would have been signalled last March.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, stdtr

from caresight.statistics.chart_kernel import for_each_block

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Kind = Literal["value", "rate", "share", "count"]

WINDOWS = (1, 3, 6, 12)
"""Lengths of the recent stretch, in periods: a jump shows in 1, a slow drift in 12."""

SIGNAL_LEVEL = 0.01
"""A quiet series is signalled at most this often a period, over both directions.

Measured at 0.3 to 40 events a month in docs/methods/false-alarms.md."""

MINIMUM_BASELINE = 6
"""Known periods that must lie before a stretch for it to be judged."""

LONGEST_BASELINE = 36
"""Periods before a stretch that count as its past; older ones have been lived down."""

DISPERSION_CAUTION = 4.0
"""Estimated dispersion is raised by this over its degrees of freedom: it is an estimate,
and the tail forgives an over-estimate more readily than an under-estimate."""

STRETCHES_COUNTED = 0.7
"""Share of the stretches that the correction counts for counts and shares. They overlap,
whole numbers and the caution above leave slack; measured in docs/methods/false-alarms.md."""

_SCREEN = 1.7
"""Approximate deviates nearer to 0 than this cannot reach the level; saves exact tails."""


@dataclass(frozen=True)
class Signals:
    """What the strict rules say of n series over m periods.

    Attributes
    ----------
    signalled : ndarray of int8, shape (n, m)
        1 higher than the series' own past, -1 lower, 0 neither or not to be judged.
    p_value : ndarray, shape (n,)
        Two-sided, of the last period, corrected for the number of stretches tried; nan
        where it could not be judged. A series is signalled where it is 0.01 or less.
    """

    signalled: NDArray[np.int8]
    p_value: Floats


def strict_signals(
    *,
    values: ArrayLike | None = None,
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    kind: Kind,
) -> Signals:
    """Signals of every series in every period, by what was known in that period.

    The events of the latest 1, 3, 6 and 12 periods are set against those of up to 36
    periods before. Given all of them, the recent ones follow a binomial law if nothing
    has changed, whatever the rate: the test is therefore honest for a home with three
    events a year and with a short past. Misleads where exposure is itself wrong, and
    for strongly seasonal series, in which the season is taken for dispersion.

    Parameters
    ----------
    values : array_like, shape (n, m), for kind "value"
        Measured values; nan is a gap.
    numerators : array_like, shape (n, m), for the other kinds
        Counts of events; nan is a gap.
    denominators : array_like, shape (n, m)
        Exposure (kind "rate") or trials (kind "share"); for "count" 1 a period if left
        out. A missing or zero denominator is a gap.
    kind : {"value", "rate", "share", "count"}
        What is measured.

    Returns
    -------
    Signals
        Shapes (n, m) and (n,).

    Raises
    ------
    ValueError
        If the arrays that the kind needs are not given.

    Notes
    -----
    Over-dispersion is estimated from the past alone (Pearson), is never taken below 1,
    and divides all counts. Tails are mid-P. The smallest tail over the stretches, both
    directions, is multiplied by twice their number (Bonferroni), for counts by twice
    0.7 of it.

    References
    ----------
    Przyborowski J., Wilenski H. (1940), Biometrika 31:313-323 (the conditional test).
    Lancaster H.O. (1961), J. Am. Stat. Assoc. 56:223-234 (mid-P).
    Checked against: a plain loop with exact binomial sums; simulation of noise.
    """
    if kind == "value":
        if values is None:
            raise ValueError("kind 'value' needs values")
        measured = np.asarray(values, dtype=float)
        return _in_blocks(measured.shape, lambda rows: _value_tails(measured[rows]), counted=1.0)
    if numerators is None or (denominators is None and kind != "count"):
        raise ValueError(f"kind {kind!r} needs numerators and denominators")
    events = np.asarray(numerators, dtype=float)
    exposure = np.ones(events.shape) if denominators is None else np.asarray(denominators, float)
    return _in_blocks(
        events.shape,
        lambda rows: _count_tails(events[rows], exposure[rows], shares=kind == "share"),
        counted=STRETCHES_COUNTED,
    )


@dataclass(frozen=True)
class Tails:
    """Smallest one-sided tails so far over the stretches: shapes (n, m)."""

    high: Floats
    low: Floats
    tried: Floats

    @classmethod
    def untried(cls, shape: tuple[int, ...]) -> "Tails":
        """No stretch judged yet."""
        return cls(np.ones(shape), np.ones(shape), np.zeros(shape))

    def take(self, high: Floats, low: Floats, judged: Flags, first: int) -> None:
        """Take in one stretch, judged from period `first` on."""
        self.tried[:, first:] += judged
        np.minimum(self.high[:, first:], np.where(judged, high, 1.0), out=self.high[:, first:])
        np.minimum(self.low[:, first:], np.where(judged, low, 1.0), out=self.low[:, first:])


def _in_blocks(
    shape: tuple[int, ...], tails_of: Callable[[slice], Tails], *, counted: float
) -> Signals:
    signalled = np.zeros(shape, dtype=np.int8)
    p_value = np.full(shape[0], np.nan)

    def one_block(rows: slice) -> None:
        tails = tails_of(rows)
        smaller = np.minimum(tails.high, tails.low)
        p = np.minimum(1.0, 2 * np.maximum(1.0, counted * tails.tried) * smaller)
        surprising = (p <= SIGNAL_LEVEL) & (tails.tried > 0)
        signalled[rows] = np.where(surprising, np.where(tails.high <= tails.low, 1, -1), 0)
        if shape[1]:
            p_value[rows] = np.where(tails.tried[:, -1] > 0, p[:, -1], np.nan)

    for_each_block(shape[0], one_block)
    return Signals(signalled, p_value)


def _sums_before(values: Floats) -> Floats:
    """Running sums with a zero in front: entry t is the sum of all before period t."""
    sums = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


@dataclass(frozen=True)
class _Stretch:
    """Recent sums over `length` periods and the sums of the past before them."""

    length: int
    periods: int

    @property
    def first(self) -> int:
        """First period that has a long enough past."""
        return self.length + MINIMUM_BASELINE - 1

    def recent(self, sums: Floats) -> Floats:
        return sums[:, self.first + 1 :] - sums[:, MINIMUM_BASELINE : -self.length]

    def past(self, sums: Floats) -> Floats:
        ends = np.arange(MINIMUM_BASELINE, self.periods + 1 - self.length)
        return sums[:, ends] - sums[:, np.maximum(0, ends - LONGEST_BASELINE)]


def _stretches(periods: int) -> list[_Stretch]:
    return [_Stretch(w, periods) for w in WINDOWS if w + MINIMUM_BASELINE <= periods]


def _count_tails(events: Floats, exposure: Floats, *, shares: bool) -> Tails:
    known = np.isfinite(events) & np.isfinite(exposure) & (exposure > 0)
    turned = _mostly_events(events, exposure, known) & shares
    # The rarer outcome is counted: its law is the nearer to Poisson's.
    events = np.where(turned, exposure - events, events)
    count = np.where(known, events, 0.0)
    time = np.where(known, exposure, 0.0)
    squares = count * count / np.where(known, exposure, 1.0)
    sums = [_sums_before(each) for each in (count, time, squares, known.astype(float))]
    tails = Tails.untried(events.shape)
    for stretch in _stretches(events.shape[1]):
        recent, recent_time, _, recent_known = (stretch.recent(each) for each in sums)
        past, past_time, past_squares, past_known = (stretch.past(each) for each in sums)
        judged = known[:, stretch.first :] & (past_known >= MINIMUM_BASELINE)
        judged &= recent_known * 2 > stretch.length
        factor = _dispersion(past, past_time, past_squares, past_known, shares=shares)
        high, low = _conditional_tails(
            recent / factor, past / factor, recent_time, past_time, last_always=True
        )
        tails.take(high, low, judged, stretch.first)
    return Tails(
        np.where(turned, tails.low, tails.high),
        np.where(turned, tails.high, tails.low),
        tails.tried,
    )


def _mostly_events(events: Floats, trials: Floats, known: Flags) -> Flags:
    happened = np.where(known, events, 0.0).sum(axis=1, keepdims=True)
    return np.asarray(happened * 2 > np.where(known, trials, 0.0).sum(axis=1, keepdims=True))


def _dispersion(
    past: Floats, time: Floats, squares: Floats, known: Floats, *, shares: bool
) -> Floats:
    """Variance over the mean in the past, at least that of the Poisson (binomial) law."""
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = past / time
        # Pearson's statistic, with the square multiplied out so that sums suffice.
        freedom = known - 1
        pearson = (squares / rate - past) / freedom * (1 + DISPERSION_CAUTION / freedom)
        if not shares:
            return np.where(pearson > 1, pearson, 1.0)
        room = 1 - rate
        return np.where(pearson > room, pearson, np.where(room > 0, room, 1.0))


def _conditional_tails(
    recent: Floats, past: Floats, recent_time: Floats, past_time: Floats, *, last_always: bool
) -> tuple[Floats, Floats]:
    """Mid-P tails of the recent events given all events; 1 where clearly unsurprising."""
    high, low = np.ones(recent.shape), np.ones(recent.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = recent_time / past_time
        deviate = 2 * (np.sqrt(recent + 0.375) - np.sqrt(ratio * (past + 0.375)))
        deviate /= np.sqrt(1 + ratio)
        look = np.abs(deviate) > _SCREEN
    if last_always and look.size:
        look[:, -1] = True
    look &= (past_time > 0) & (recent_time > 0)
    w, b, r = recent[look], past[look], ratio[look]
    share = r / (1 + r)
    least = 1e-300
    at_least = np.where(w > 0, betainc(np.maximum(w, least), b + 1, share), 1.0)
    more = np.where(b > 0, betainc(w + 1, np.maximum(b, least), share), 0.0)
    high[look] = (at_least + more) / 2
    low[look] = 1 - high[look]
    return high, low


def _value_tails(values: Floats) -> Tails:
    known = np.isfinite(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.where(known, values, 0.0).sum(1) / known.sum(1)
    offset = np.where(known, values - middle[:, None], 0.0)
    repeats = np.zeros(values.shape)
    repeats[:, 1:] = values[:, 1:] == values[:, :-1]
    sums = [_sums_before(each) for each in (offset, offset**2, known.astype(float), repeats)]
    tails = Tails.untried(values.shape)
    for stretch in _stretches(values.shape[1]):
        recent, _, recent_known, _ = (stretch.recent(each) for each in sums)
        past, squares, past_known, past_repeats = (stretch.past(each) for each in sums)
        with np.errstate(invalid="ignore", divide="ignore"):
            variance = (squares - past**2 / past_known) / (past_known - 1)
            width = np.sqrt(variance * (1 / recent_known + 1 / past_known))
            distance = (recent / recent_known - past / past_known) / width
            # Rounding leaves a trace of variance where nothing ever varied.
            judged = (past_repeats * 2 <= past_known) & (variance > 1e-24 * squares)
        judged &= known[:, stretch.first :] & (past_known >= MINIMUM_BASELINE)
        judged &= recent_known * 2 > stretch.length
        low = np.where(judged, stdtr(past_known - 1, distance), 1.0)
        high = np.where(judged, stdtr(past_known - 1, -distance), 1.0)
        tails.take(high, low, judged, stretch.first)
    return tails
