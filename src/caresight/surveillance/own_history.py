"""Signals against the home's own history: a point that stands out, and a slow drift."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.measured import Measured
from caresight.surveillance.findings import (
    DirectionName,
    Finding,
    Flags,
    Floats,
    Strengths,
    lasting_weak,
    rolling_sum,
    run_length,
)
from caresight.surveillance.weights import Drift, OwnHistory, strength_code
from caresight.vocabulary.polarity import Polarity


class ChartLimits(Protocol):
    """The part of statistics.control_charts.Charts that a signal reads."""

    @property
    def signalled(self) -> NDArray[np.int8]: ...
    @property
    def centre(self) -> Floats: ...
    @property
    def lower_limit(self) -> Floats: ...
    @property
    def upper_limit(self) -> Floats: ...


def direction_of(sign: int, polarity: Polarity) -> DirectionName:
    """What a rise (1) or fall (-1) says of a home."""
    if polarity == Polarity.NEUTRAL:
        return "neutral"
    rise_is_bad = polarity == Polarity.LOWER_IS_BETTER
    return "concerning" if (sign > 0) == rise_is_bad else "improving"


def detect_own_history(
    measured: Measured, charts: ChartLimits, rule: OwnHistory, usable: Flags
) -> list[Finding]:
    """Points of the home's own chart that the signalling rules mark."""
    found = []
    for sign in (1, -1):
        marked = (charts.signalled == sign) & usable
        lasting = run_length(marked)
        strength = np.where(marked, strength_code(rule.strength), 0).astype(np.int8)
        strength[lasting >= rule.strong_after_periods] = strength_code("strong")
        found.append(
            Finding(
                rule="own_history",
                rule_version=rule.version,
                kind="chart",
                direction=direction_of(sign, measured.indicator.polarity),
                comparator="own history",
                strength=lasting_weak(strength, rule.lasts_periods),
                observed=measured.values,
                expected=charts.centre,
                lower=charts.lower_limit,
                upper=charts.upper_limit,
                lasting=run_length(_beyond(measured.values, charts.centre, sign)),
                details={"sign": np.broadcast_to(float(sign), measured.values.shape)},
            )
        )
    return found


def detect_drift(measured: Measured, rule: Drift, usable: Flags) -> list[Finding]:
    """The latest periods together, against the home's own periods before them.

    A slow drift pulls a chart's centre line with it and may never mark a point. The test
    leaves out the period that links the two windows for nothing: they do not overlap.
    """
    z, recent, before = drift_scores(measured, rule, usable)
    found = []
    for sign in (1, -1):
        distance = np.nan_to_num(sign * z, nan=0.0)
        strength: Strengths = np.zeros(z.shape, dtype=np.int8)
        strength[distance >= rule.moderate_z] = strength_code("moderate")
        strength[distance >= rule.strong_z] = strength_code("strong")
        found.append(
            Finding(
                rule="drift",
                rule_version=rule.version,
                kind="drift",
                direction=direction_of(sign, measured.indicator.polarity),
                comparator="own history",
                strength=np.where(usable, strength, 0).astype(np.int8),
                observed=recent,
                expected=before,
                details={
                    "sign": np.broadcast_to(float(sign), z.shape),
                    "recent_periods": np.broadcast_to(float(rule.recent_periods), z.shape),
                },
            )
        )
    return found


def drift_scores(measured: Measured, rule: Drift, usable: Flags) -> tuple[Floats, Floats, Floats]:
    """Distance (z) of the recent window, its level, the level before; nan if little is known."""
    recent_n, longest = rule.recent_periods, 2 * rule.baseline_periods
    enough = _windows(usable.astype(float), recent_n, longest)
    known = (enough[0] >= max(2, recent_n - 1)) & (enough[1] >= rule.baseline_periods)
    if measured.indicator.kind in ("rate", "share"):
        z, recent, before = _count_scores(measured, usable, recent_n, longest)
    else:
        z, recent, before = _value_scores(measured, usable, recent_n, longest)
    return tuple(np.where(known, part, np.nan) for part in (z, recent, before))  # type: ignore[return-value]


def _windows(values: Floats, recent: int, longest: int) -> tuple[Floats, Floats]:
    """Sums over the recent window and over the window before it."""
    now = rolling_sum(values, recent)
    before = np.zeros_like(values)
    before[:, recent:] = rolling_sum(values, longest)[:, :-recent]
    return now, before


def _count_scores(
    measured: Measured, usable: Flags, recent: int, longest: int
) -> tuple[Floats, Floats, Floats]:
    counts = np.where(usable, measured.numerators, 0.0)
    sizes = np.where(usable, measured.denominators, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = np.where(sizes > 0, counts**2 / sizes, 0.0)
        (o1, o0), (d1, d0) = _windows(counts, recent, longest), _windows(sizes, recent, longest)
        rate = o0 / d0
        periods = _windows(usable.astype(float), recent, longest)[1]
        pearson = _windows(squares, recent, longest)[1] / rate - o0
        spread = 1 - rate if measured.indicator.kind == "share" else 1.0
        # Dispersion of the home's own past; below 1 it is taken for chance.
        dispersion = np.maximum(pearson / spread / (periods - 1), 1.0)
        ratio = d1 / d0
        gap = 2 * (np.sqrt(o1 + 0.375) - np.sqrt((o0 + 0.375) * ratio))
        z = gap / np.sqrt((1 + ratio) * dispersion * spread)
        per = measured.indicator.per
        return z, o1 / d1 * per, rate * per


def _value_scores(
    measured: Measured, usable: Flags, recent: int, longest: int
) -> tuple[Floats, Floats, Floats]:
    values = np.where(usable, measured.values, 0.0)
    # Taken from a level near the data, squares do not lose their last digits.
    level = values.sum(axis=1, keepdims=True) / np.maximum(usable.sum(axis=1, keepdims=True), 1)
    centred = np.where(usable, values - level, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        (n1, n0) = _windows(usable.astype(float), recent, longest)
        (s1, s0) = _windows(centred, recent, longest)
        squares = _windows(centred**2, recent, longest)[1]
        variance = (squares - s0**2 / n0) / (n0 - 1)
        scale = np.sqrt(variance * (1 / n1 + 1 / n0))
        t = (s1 / n1 - s0 / n0) / np.where(scale > 1e-9 * (1 + np.abs(level)), scale, np.nan)
        return _t_to_z(t, n0 - 1), s1 / n1 + level, s0 / n0 + level


def _t_to_z(t: Floats, freedom: Floats) -> Floats:
    """Wallace's (1959) approximation: a t of few degrees of freedom as a normal deviate."""
    shrink = (8 * freedom + 1) / (8 * freedom + 3)
    return np.asarray(np.sign(t) * shrink * np.sqrt(freedom * np.log1p(t**2 / freedom)))


def _beyond(values: Floats, centre: Floats, sign: int) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray(sign * (values - centre) > 0)
