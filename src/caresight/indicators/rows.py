"""Measured arrays as rows of the evidence table MEASUREMENTS."""

import numpy as np
import pyarrow as pa

from caresight.indicators.measured import MISSING, QUALITIES, Measured


def measurement_rows(measured: Measured, *, missing_too: bool = True) -> pa.Table:
    """One row a home and period, by home and then by period.

    A home that gave nothing in any period has no rows; `missing_too` keeps the gaps of
    the others, since a gap is news.
    """
    gave = (measured.quality != MISSING).any(axis=1)
    shown = measured.quality != MISSING
    if missing_too:
        shown = np.broadcast_to(gave[:, None], shown.shape)
    home, period = np.nonzero(shown)
    kinds = [f"all_peers: {name}" for name in measured.stratum_names]
    starts = pa.array([period.start for period in measured.periods], pa.date32())
    ends = pa.array([period.end for period in measured.periods], pa.date32())
    count = len(home)
    texts = {
        "entity_id": _named(home, measured.home_ids),
        "comparator": _named(measured.strata[home], kinds),
        "quality": _named(measured.quality[home, period], QUALITIES),
    }
    columns = {
        "entity_type": pa.repeat(pa.scalar("home"), count),
        "indicator": pa.repeat(pa.scalar(measured.indicator.code), count),
        "version": pa.repeat(pa.scalar(measured.indicator.version, pa.int64()), count),
        "period_start": starts.take(pa.array(period)),
        "period_end": ends.take(pa.array(period)),
        **texts,
        **{
            column: pa.array(getattr(measured, held)[home, period], pa.float64(), from_pandas=True)
            for column, held in _NUMBERS.items()
        },
    }
    return pa.table({name: columns[name] for name in _ORDER})


_NUMBERS = {
    "numerator": "numerators",
    "denominator": "denominators",
    "value": "values",
    "lower": "lower",
    "upper": "upper",
    "expected": "expected",
    "z": "z",
    "p_value": "p_value",
}
"""Columns of the table, and the arrays that fill them."""

_ORDER = (
    "entity_type", "entity_id", "indicator", "version", "period_start", "period_end",
    "numerator", "denominator", "value", "lower", "upper", "comparator", "expected",
    "z", "p_value", "quality",
)  # fmt: skip


def _named(index: object, names: object) -> pa.Array:
    places = pa.array(np.asarray(index), pa.int32())
    return pa.array(list(names), pa.string()).take(places)  # type: ignore[call-overload]
