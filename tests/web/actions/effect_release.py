"""A release with the whole charts of 240 invented homes: what “Did it work?” is asked of."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from tests.web.invented_release import MONTHS, Wish, write_release

HOMES, MEASURE = 240, "falls_with_harm"
ACTED = date(2026, 2, 10)
BEFORE, AFTER = 15, 8
"""Whole months on each side of the month of the action, which counts for neither."""


def write_charts(home: Path, *, own_fall: float, others_fall: float = 0.0, start: float = 9) -> str:
    """Falls of every home: H00000000 starts at 9 and falls by so much after the action."""
    dice = np.random.default_rng(11)
    levels = dice.uniform(3, 10, HOMES)
    levels[0] = start
    values = levels[:, None] + dice.normal(0, 0.6, (HOMES, len(MONTHS)))
    values[1:, BEFORE + 1 :] -= others_fall
    values[0, BEFORE + 1 :] -= own_fall
    return write_values(home, values.tolist())


def write_values(home: Path, values: Sequence[Sequence[float | None]], **more: Any) -> str:
    """A release with these values of the measure, a home a row."""
    tables = {
        "charts": [_chart(number, list(row), **more) for number, row in enumerate(values)],
        "measurements": [
            _measurement(number, month, value)
            for number, row in enumerate(values)
            for month, value in zip(MONTHS, row, strict=True)
        ],
    }
    return write_release(home, Wish(homes=HOMES, tables=tables))


def _chart(number: int, values: list[float | None], method: str = "xmr") -> dict[str, Any]:
    nothing = [None] * len(values)
    return {
        "entity_id": f"H{number:08d}", "indicator": MEASURE, "method": method,
        "rule_set": "caresight-2026", "reason": "Measured values.",
        "first_period": date.fromisoformat(MONTHS[0]), "period_months": 1, "values": values,
        "centre": nothing, "lower_limit": nothing, "upper_limit": nothing,
        "marks": [0] * len(values), "signalled": [0] * len(values),
        "variation": "common_cause", "assurance": "none",
    }  # fmt: skip


def _measurement(number: int, month: str, value: float | None) -> dict[str, Any]:
    start = date.fromisoformat(month)
    return {
        "entity_type": "home", "entity_id": f"H{number:08d}", "indicator": MEASURE, "version": 1,
        "period_start": start, "period_end": (start.replace(day=28)), "value": value,
        "numerator": None if value is None else round(value * 1.2), "denominator": 1200.0,
        "quality": "missing" if value is None else "good",
    }  # fmt: skip
