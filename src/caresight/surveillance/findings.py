"""What one rule finds in one indicator, for all homes and periods at once.

Strength is held for every period, so that a profile's history and a back-test need no
second run; the numbers of the explanation are read at each home's latest usable period.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.measured import Measured

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Strengths = NDArray[np.int8]
SignalKind = Literal["level", "chart", "drift", "silence", "behaviour", "rating", "event"]
DirectionName = Literal["concerning", "improving", "neutral"]


@dataclass(frozen=True)
class Finding:
    """One rule in one direction; n homes × m periods."""

    rule: str
    rule_version: int
    kind: SignalKind
    direction: DirectionName
    comparator: str
    strength: Strengths
    """0 nothing, 1 weak, 2 moderate, 3 strong; shape (n, m)."""
    observed: Floats | None = None
    """This and the next four: shape (n, m), where the rule has them."""
    expected: Floats | None = None
    lower: Floats | None = None
    upper: Floats | None = None
    p_value: Floats | None = None
    lasting: NDArray[np.int64] | None = None
    """For how many periods in a row it has held; shape (n, m)."""
    alone: str = ""
    """The thing of the ladder's short list that this is, where it is one."""
    figures: Measured | None = None
    """The figures that it was found in, where these are not the indicator's own."""
    latest: NDArray[np.int64] | None = None
    """The period whose figures explain each period's strength; -1 for none."""
    details: Mapping[str, Floats] = field(default_factory=dict)
    """Further numbers that the sentence needs, by name; shape (n, m)."""


def rolling_all(condition: Flags, window: int) -> Flags:
    """Whether a condition held in each of the last `window` periods; a gap breaks it."""
    if window > condition.shape[1]:
        return np.zeros_like(condition)
    counts = rolling_sum(condition.astype(float), window)
    return counts >= window


def rolling_sum(values: Floats, window: int) -> Floats:
    """Sums over the last `window` periods; shorter at the start. Values must be finite."""
    sums = np.cumsum(values, axis=1)
    answer = sums.copy()
    answer[:, window:] -= sums[:, :-window]
    return answer


def run_length(condition: Flags) -> NDArray[np.int64]:
    """For how many periods in a row a condition has held, up to each period."""
    place = np.arange(condition.shape[1])
    last_break = np.maximum.accumulate(np.where(condition, -1, place), axis=1)
    return place - last_break


def latest_usable(usable: Flags, carry: int) -> NDArray[np.int64]:
    """The latest usable period at each period, at most `carry` back; -1 where none."""
    place = np.arange(usable.shape[1])
    latest = np.maximum.accumulate(np.where(usable, place, -1), axis=1)
    return np.where((latest >= 0) & (place - latest <= carry), latest, -1)


def carried(strength: Strengths, latest: NDArray[np.int64]) -> Strengths:
    """Strength of the latest usable period: falling silent does not clear a home."""
    there = np.take_along_axis(strength, np.maximum(latest, 0), axis=1)
    return np.where(latest >= 0, there, 0).astype(np.int8)


def lasting_weak(strength: Strengths, lasts: int) -> Strengths:
    """Adds a weak echo for `lasts` - 1 periods after each finding.

    Agencies notice in different months; without the echo they would seldom meet.
    """
    echo = np.zeros_like(strength)
    for later in range(1, min(lasts, strength.shape[1])):
        np.maximum(echo[:, later:], strength[:, :-later] > 0, out=echo[:, later:])
    return np.maximum(strength, echo)
