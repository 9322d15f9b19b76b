"""Signals against the home's own history, by the strict rules of the control charts."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.measured import Measured
from caresight.surveillance.findings import (
    DirectionName,
    Finding,
    Flags,
    Floats,
    lasting_weak,
    latest_usable,
    run_length,
)
from caresight.surveillance.weights import OwnHistory, strength_code
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
                lasting=lasting,
                details={
                    "sign": np.broadcast_to(float(sign), measured.values.shape),
                    "marked": latest_usable(marked, rule.lasts_periods).astype(float),
                },
            )
        )
    return found
