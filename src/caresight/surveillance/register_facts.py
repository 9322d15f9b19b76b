"""Signals from what the regulator's register says: rating, last inspection, manager."""

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.measured import Measured
from caresight.surveillance.findings import (
    DirectionName,
    Finding,
    Flags,
    Floats,
    Strengths,
    run_length,
)
from caresight.surveillance.weights import (
    ManagerAbsent,
    RatingRule,
    Scale,
    SinceInspection,
    strength_code,
)

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "edition": 1}
_DAYS_IN_MONTH = 365.25 / 12
FEWEST_HOMES = 10
"""Of an area whose newest rating tells how old the knowledge of it is."""


def detect_rating(measured: Measured, rule: RatingRule, usable: Flags) -> list[Finding]:
    """The rating in force, and a fall or rise of it within the last months."""
    scale = rule.scales.get(measured.indicator.population.register_name)
    if scale is None:
        return []
    values = np.where(usable, measured.values, np.nan)
    found = [*_levels(values, rule, scale)]
    before = _earlier(values, _periods(measured, rule.step_months))
    with np.errstate(invalid="ignore"):
        fell, rose = values < before, values > before
    for changed, strength, direction in (
        (fell, rule.fall, "concerning"),
        (rose, rule.rise, "improving"),
    ):
        found.append(
            Finding(
                rule="rating_change",
                rule_version=rule.version,
                kind="rating",
                direction="concerning" if direction == "concerning" else "improving",
                comparator="own history",
                strength=np.where(changed, strength_code(strength), 0).astype(np.int8),
                observed=values,
                expected=before,
            )
        )
    return found


def _levels(values: Floats, rule: RatingRule, scale: Scale) -> list[Finding]:
    found = []
    for step, strength in (*scale.concerning.items(), *scale.good.items()):
        found.append(
            Finding(
                rule="rating",
                rule_version=rule.version,
                kind="rating",
                direction="concerning" if step in scale.concerning else "improving",
                comparator="rating scale",
                strength=np.where(values == step, strength_code(strength), 0).astype(np.int8),
                observed=values,
                alone=scale.alone.get(step, ""),
            )
        )
    return found


def _earlier(values: Floats, periods: int) -> Floats:
    """The rating furthest back within the window that differs in time, not the latest one."""
    before = np.full(values.shape, np.nan)
    for back in range(1, min(periods, values.shape[1] - 1) + 1):
        moved = values[:, :-back]
        before[:, back:] = np.where(np.isnan(moved), before[:, back:], moved)
    return before


def detect_since_inspection(
    measured: Measured, rule: SinceInspection, usable: Flags
) -> list[Finding]:
    """Homes that nobody has inspected for long, where newer inspections would be known.

    The newest rating of any home of the same area tells how fresh the knowledge is. Where that
    is old as well, the list is old: it is said, and gives no point.
    """
    limit = rule.months * _DAYS_IN_MONTH
    newest = _newest_in_area(np.where(usable, measured.values, np.nan), measured.area_codes)
    with np.errstate(invalid="ignore"):
        long_ago = usable & (measured.values > limit)
        stale = newest > rule.knowledge_months * _DAYS_IN_MONTH
    weak = strength_code(rule.strength)
    cases: tuple[tuple[DirectionName, Flags], ...] = (
        ("concerning", long_ago & ~stale),
        ("neutral", long_ago & stale),
    )
    return [
        Finding(
            rule="since_inspection",
            rule_version=rule.version,
            kind="event",
            direction=direction,
            comparator="own history",
            strength=np.where(holds, weak, 0).astype(np.int8),
            observed=measured.values,
            expected=np.broadcast_to(limit, measured.values.shape),
            details={"newest": newest},
        )
        for direction, holds in cases
    ]


def _newest_in_area(days: Floats, area_codes: NDArray[np.object_]) -> Floats:
    """Days since the newest rating of any home of the area, for every home and period.

    An area of few homes may go long without a rating: there all homes of the register tell.
    """
    _, area, homes = np.unique(area_codes.astype(str), return_inverse=True, return_counts=True)
    known = np.where(np.isnan(days), np.inf, days)
    newest = np.full((len(homes), days.shape[1]), np.inf)
    np.minimum.at(newest, area, known)
    newest[homes < FEWEST_HOMES] = known.min(axis=0, initial=np.inf)
    return newest[area]


def detect_manager_absent(measured: Measured, rule: ManagerAbsent, usable: Flags) -> list[Finding]:
    """Homes without a registered manager for months in a row."""
    absent = usable & (measured.values == 0)
    lasting = run_length(absent)
    months = lasting * MONTHS_IN[measured.indicator.period]
    strength: Strengths = np.zeros(absent.shape, dtype=np.int8)
    strength[months >= rule.weak_after_months] = strength_code("weak")
    strength[months >= rule.moderate_after_months] = strength_code("moderate")
    return [
        Finding(
            rule="manager_absent",
            rule_version=rule.version,
            kind="event",
            direction="concerning",
            comparator="own history",
            strength=np.where(absent, strength, 0).astype(np.int8),
            observed=measured.values,
            lasting=lasting,
        )
    ]


def _periods(measured: Measured, months: int) -> int:
    return max(1, months // MONTHS_IN[measured.indicator.period])
