"""The stretch of latest periods that stands out most against the home's own past.

The strict rules look at the latest 1, 3, 6 and 12 periods; a sentence gives the numbers
of the one of them that a reader would point at.
"""

from dataclasses import dataclass

import numpy as np

from caresight.indicators.measured import ESTIMATED, Measured
from caresight.statistics.signal_tails import LONGEST_BASELINE, WINDOWS
from caresight.surveillance.findings import Floats
from caresight.surveillance.numbers_in_words import times, unit_of


@dataclass(frozen=True)
class Stretch:
    """The latest periods, against those before."""

    last: int
    """Column of its last period."""
    length: int
    span: str
    """Its length in words."""
    level: float
    """In the indicator's unit."""
    level_before: float
    events: float
    """nan where the indicator has no counts."""
    events_expected: float


def latest_stretch(measured: Measured, row: int, last: int, sign: int) -> Stretch:
    """The stretch that ends with a period and differs most, upwards (1) or downwards (-1)."""
    stretches = [
        (score, stretch)
        for length in WINDOWS
        if last + 1 - length > 0
        for score, stretch in [_stretch(measured, row, last, length)]
    ]
    known = [(sign * score, stretch) for score, stretch in stretches if np.isfinite(score)]
    if not known:
        return _stretch(measured, row, last, 1)[1]
    return max(known, key=lambda found: found[0])[1]


def _stretch(measured: Measured, row: int, last: int, length: int) -> tuple[float, Stretch]:
    now = slice(last + 1 - length, last + 1)
    before = slice(max(0, last + 1 - length - LONGEST_BASELINE), last + 1 - length)
    usable = measured.quality[row] <= ESTIMATED
    span = times(length, unit_of(measured.indicator))
    if measured.indicator.kind not in ("rate", "share"):
        values = np.where(usable, measured.values[row], np.nan)
        level, past = _mean(values[now]), _mean(values[before])
        score = (level - past) * np.sqrt(length) / max(_spread(values[before]), 1e-9)
        return score, Stretch(last, length, span, level, past, np.nan, np.nan)
    tops = np.where(usable, measured.numerators[row], np.nan)
    bottoms = np.where(usable, measured.denominators[row], np.nan)
    (events, size), (earlier, size_before) = (
        (float(np.nansum(tops[part])), float(np.nansum(bottoms[part]))) for part in (now, before)
    )
    if not size or not size_before:
        return np.nan, Stretch(last, length, span, np.nan, np.nan, events, np.nan)
    rate, per = earlier / size_before, measured.indicator.per
    expected = rate * size
    score = (events - expected) / np.sqrt(expected * (1 + size / size_before) + 0.5)
    return score, Stretch(last, length, span, events / size * per, rate * per, events, expected)


def _mean(values: Floats) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")


def _spread(values: Floats) -> float:
    return float(np.nanstd(values)) if np.isfinite(values).any() else float("nan")
