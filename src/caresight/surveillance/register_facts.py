"""Signals from what the regulator's register says: rating, last inspection, manager."""

import numpy as np

from caresight.indicators.measured import Measured
from caresight.surveillance.findings import Finding, Flags, Floats, Strengths, run_length
from caresight.surveillance.weights import (
    ManagerAbsent,
    RatingRule,
    Scale,
    SinceInspection,
    strength_code,
)

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "edition": 1}
_DAYS_IN_MONTH = 365.25 / 12


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
    """Homes that nobody has inspected for long."""
    limit = rule.months * _DAYS_IN_MONTH
    with np.errstate(invalid="ignore"):
        long_ago = usable & (measured.values > limit)
    return [
        Finding(
            rule="since_inspection",
            rule_version=rule.version,
            kind="event",
            direction="concerning",
            comparator="own history",
            strength=np.where(long_ago, strength_code(rule.strength), 0).astype(np.int8),
            observed=measured.values,
            expected=np.broadcast_to(limit, measured.values.shape),
        )
    ]


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
