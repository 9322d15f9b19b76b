"""Small figures of homes that do not exist, for tests of the rules."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from caresight.indicators.catalogue import load_indicators
from caresight.indicators.measured import GOOD, Measured
from caresight.surveillance.ladder import load_ladders
from caresight.surveillance.weights import load_weights
from caresight.vocabulary.periods import Period, month_of, months_after

DEFINITIONS = Path(__file__).resolve().parents[3] / "definitions"
INDICATORS = load_indicators(DEFINITIONS)
WEIGHTS = load_weights(DEFINITIONS)
LADDERS = load_ladders(DEFINITIONS)
LAST = date(2026, 10, 1)


def months(count: int, last: date = LAST) -> tuple[Period, ...]:
    return tuple(month_of(months_after(last, back)) for back in range(1 - count, 1))


def measured(code: str, values: Any, **changes: Any) -> Measured:
    """An indicator of as many homes as `values` has rows; every figure is good."""
    value = np.atleast_2d(np.asarray(values, dtype=float))
    n, m = value.shape
    nothing = np.full(value.shape, np.nan)
    given: dict[str, Any] = {
        "indicator": INDICATORS.by_code[code],
        "home_ids": np.array([f"H{row:07}" for row in range(n)], dtype=object),
        "rows": np.arange(n),
        "area_codes": np.array(["X99000001"] * n, dtype=object),
        "strata": np.zeros(n, dtype=np.int64),
        "stratum_names": ("nursing",),
        "periods": months(m),
        "numerators": nothing,
        "denominators": nothing,
        "values": value,
        "lower": nothing,
        "upper": nothing,
        "expected": nothing,
        "z": nothing,
        "p_value": nothing,
        "quality": np.full(value.shape, GOOD, dtype=np.uint8),
        "comparators": pa.table({}),
    }
    wide = {
        name: np.broadcast_to(np.asarray(change, dtype=given[name].dtype), value.shape).copy()
        if isinstance(given[name], np.ndarray) and given[name].shape == value.shape
        else change
        for name, change in changes.items()
    }
    return Measured(**{**given, **wide})
