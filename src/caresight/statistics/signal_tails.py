"""How surprising the latest periods of a series are, given only what came before them.

Running sums give every stretch of every series and period at once; exact tails are taken
only where a quick approximation says that they might matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, stdtr

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WINDOWS = (1, 3, 6, 12)
"""Lengths of the recent stretch, in periods: a jump shows in 1, a slow drift in 12."""

MINIMUM_BASELINE = 6
"""Known periods that must lie before a stretch for it to be judged."""

LONGEST_BASELINE = 36
"""Periods before a stretch that count as its past; older ones have been lived down."""

DISPERSION_CAUTION = 4.0
"""Estimated dispersion is raised by this over its degrees of freedom: it is an estimate,
and the tail forgives an over-estimate more readily than an under-estimate."""

_SCREEN = 2.2
"""Approximate deviates nearer to 0 than this cannot reach the level; saves exact tails."""


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
        before = sums[:, MINIMUM_BASELINE : self.periods + 1 - self.length].copy()
        forgotten = before.shape[1] - (LONGEST_BASELINE - MINIMUM_BASELINE)
        if forgotten > 0:
            before[:, -forgotten:] -= sums[:, :forgotten]
        return before


def _stretches(periods: int) -> list[_Stretch]:
    return [_Stretch(w, periods) for w in WINDOWS if w + MINIMUM_BASELINE <= periods]


def count_tails(events: Floats, exposure: Floats, *, shares: bool) -> Tails:
    """Tails of counts, rates and shares, by the binomial law of recent events given all.

    Parameters
    ----------
    events : ndarray, shape (n, m)
        Counts, 0 or more; nan is a gap.
    exposure : ndarray, shape (n, m)
        Exposure, or trials for shares; nan, zero or less is a gap.
    shares : bool
        Whether events are some of the trials.

    Returns
    -------
    Tails
        Probabilities, mid-P, of shape (n, m).

    References
    ----------
    Przyborowski J., Wilenski H. (1940), Biometrika 31:313-323; Lancaster H.O. (1961),
    J. Am. Stat. Assoc. 56:223-234. Checked against: a plain loop with exact binomial sums.
    """
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
        high, low = _conditional_tails(recent / factor, past / factor, recent_time, past_time)
        tails.take(high, low, judged, stretch.first)
    return Tails(
        np.where(turned, tails.low, tails.high),
        np.where(turned, tails.high, tails.low),
        tails.tried,
    )


def _mostly_events(events: Floats, trials: Floats, known: Flags) -> Flags:
    # Only the first periods decide, for they are known whenever anything is judged.
    early = known[:, :MINIMUM_BASELINE]
    happened = np.where(early, events[:, :MINIMUM_BASELINE], 0.0).sum(axis=1, keepdims=True)
    tried = np.where(early, trials[:, :MINIMUM_BASELINE], 0.0).sum(axis=1, keepdims=True)
    return np.asarray(happened * 2 > tried)


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
    recent: Floats, past: Floats, recent_time: Floats, past_time: Floats
) -> tuple[Floats, Floats]:
    """Mid-P tails of the recent events given all; 1 where clearly unsurprising, but the last."""
    high, low = np.ones(recent.shape), np.ones(recent.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = recent_time / past_time
        deviate = np.sqrt(recent + 0.375) - np.sqrt(ratio * (past + 0.375))
        look = 4 * deviate * deviate > _SCREEN**2 * (1 + ratio)
    look[:, -1] = True  # the p-value of the last period is shown even where it is no surprise
    look &= (past_time > 0) & (recent_time > 0)
    w, b, r = recent[look], past[look], ratio[look]
    share = r / (1 + r)
    least = 1e-300
    at_least = np.where(w > 0, betainc(np.maximum(w, least), b + 1, share), 1.0)
    more = np.where(b > 0, betainc(w + 1, np.maximum(b, least), share), 0.0)
    high[look] = (at_least + more) / 2
    low[look] = 1 - high[look]
    return high, low


def value_tails(values: Floats) -> Tails:
    """Tails of measured values, by Student's law of the recent mean less the past mean.

    Parameters
    ----------
    values : ndarray, shape (n, m)
        In any unit; nan is a gap. A series that mostly repeats itself is not judged.

    Returns
    -------
    Tails
        Probabilities of shape (n, m).

    References
    ----------
    Student (1908), Biometrika 6:1-25. Checked against: a plain loop with scipy's t law.
    """
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
