"""From numerators and denominators to values, intervals, and what peers make us expect."""

from typing import NamedTuple

import numpy as np

from caresight.checks.population import Flags, Floats, Ints
from caresight.indicators.definition import Indicator
from caresight.indicators.measured import Parts
from caresight.statistics.intervals import byar_interval, wilson_interval
from caresight.statistics.peers import peer_scores


class Compared(NamedTuple):
    """Interval and distance from the peers, each of shape (n, m)."""

    lower: Floats
    upper: Floats
    expected: Floats
    z: Floats
    p_value: Floats


def values_of(indicator: Indicator, numerators: Floats, denominators: Floats) -> Floats:
    """The value in the indicator's unit; nan where the denominator is 0 or unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values = numerators / np.where(denominators > 0, denominators, np.nan)
    return np.asarray(values * indicator.per)


def impossible(indicator: Indicator, parts: Parts) -> Flags:
    """Figures that cannot be: more events than trials, or a count below zero."""
    found = (parts.numerators < 0) | (parts.denominators < 0)
    if indicator.kind == "share":
        found |= parts.numerators > parts.denominators
    return np.asarray(found)


def compare(indicator: Indicator, parts: Parts, strata: Ints) -> Compared:
    """Intervals, and each home's distance from homes of its kind.

    Figures that may not be used are left out of the peers, have no z, and keep the
    expectation of their kind of home.
    """
    lower, upper = _interval(indicator, parts)
    usable = parts.usable()
    scores = peer_scores(
        kind="value" if indicator.kind == "days" else indicator.kind,
        groups=strata,
        numerators=usable.numerators,
        denominators=usable.denominators,
        values=usable.values,
    )
    scale = indicator.per if indicator.kind in ("rate", "share", "ratio") else 1.0
    expected = _of_the_kind(scores.expected * scale, strata)
    shown = ~np.isnan(parts.values)
    return Compared(lower, upper, np.where(shown, expected, np.nan), scores.z, scores.p_value)


def _interval(indicator: Indicator, parts: Parts) -> tuple[Floats, Floats]:
    nothing = np.full(parts.values.shape, np.nan)
    sound = ~np.isnan(parts.values) & ~impossible(indicator, parts)
    if indicator.kind in ("rate", "ratio"):
        events = np.where(sound, parts.numerators, np.nan)
        interval = byar_interval(events, np.where(sound, parts.denominators, np.nan))
        return interval.lower * indicator.per, interval.upper * indicator.per
    if indicator.kind == "share":
        events = np.where(sound, parts.numerators, np.nan)
        found = wilson_interval(events, np.where(sound, parts.denominators, np.nan))
        return found.lower, found.upper
    return nothing, nothing.copy()


def _of_the_kind(expected: Floats, strata: Ints) -> Floats:
    """The expectation of each kind and period, also for homes that gave none themselves."""
    kinds = int(strata.max(initial=-1)) + 1
    of_kind = np.full((kinds, expected.shape[1]), np.nan)
    rows, columns = np.nonzero(~np.isnan(expected))
    of_kind[strata[rows], columns] = expected[rows, columns]
    return np.asarray(of_kind[strata])
