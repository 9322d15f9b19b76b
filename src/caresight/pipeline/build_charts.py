"""Charts of an indicator's homes, and their rows in the table CHARTS."""

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.indicators.measured import Measured
from caresight.statistics.choosing import REASONS
from caresight.statistics.control_charts import METHODS, Charts, control_charts
from caresight.surveillance.register_facts import MONTHS_IN

CARRIES_OVER = (
    "A month's figure holds much of the month before, so that nothing on it is marked: "
    "runs would mean nothing."
)
_KINDS: dict[str, Any] = {"rate": "rate", "share": "share"}


def charts_of(measured: Measured) -> Charts:
    """Charts of one indicator, from the figures that may raise a signal."""
    indicator = measured.indicator
    if indicator.carries_over:
        return _unmarked(measured)
    kind = _KINDS.get(indicator.kind, "value")
    method = indicator.chart_method if indicator.chart_method in METHODS else "auto"
    usable = measured.may_signal
    if kind == "value":
        return control_charts(
            values=np.where(usable, measured.values, np.nan), kind=kind, method=method
        )
    return control_charts(
        numerators=np.where(usable, measured.numerators, np.nan),
        denominators=np.where(usable, measured.denominators, np.nan),
        kind=kind,
        per=indicator.per,
        method=method,
    )


def _unmarked(measured: Measured) -> Charts:
    """Lines around the median, on which nothing is marked and nothing judged."""
    values = np.where(measured.may_signal, measured.values, np.nan)
    charts = control_charts(values=values, kind="value", method="run", signals=False)
    known = charts.method != "none"
    return replace(
        charts,
        reason=tuple(CARRIES_OVER if one else REASONS["none"] for one in known.tolist()),
        marks=np.zeros_like(charts.marks),
        judged=np.zeros_like(charts.judged),
    )


def chart_rows(
    measured: Measured,
    charts: Charts,
    variation: NDArray[np.str_],
    assurance: NDArray[np.str_],
) -> pa.Table:
    """Rows of CHARTS for the homes of which anything is known."""
    kept = np.flatnonzero(~np.isnan(measured.values).all(axis=1))
    count, periods = len(kept), len(measured.periods)
    first = measured.periods[0].start if periods else None
    reasons = np.asarray(charts.reason, dtype=object)[kept]
    return pa.table(
        {
            "entity_id": pa.array(measured.home_ids[kept], pa.string()),
            "indicator": pa.array([measured.indicator.code] * count, pa.string()),
            "method": pa.array(charts.method[kept].astype(object), pa.string()),
            "rule_set": pa.array([charts.rule_set] * count, pa.string()),
            "reason": pa.array(reasons, pa.string()),
            "first_period": pa.array([first] * count, pa.date32()),
            "period_months": pa.array([MONTHS_IN[measured.indicator.period]] * count, pa.int64()),
            "values": _lists(measured.values[kept]),
            "centre": _lists(charts.centre[kept]),
            "lower_limit": _lists(charts.lower_limit[kept]),
            "upper_limit": _lists(charts.upper_limit[kept]),
            "marks": _lists(charts.marks[kept].astype(np.int64)),
            "signalled": _lists(charts.signalled[kept].astype(np.int64)),
            "variation": pa.array(variation[kept].astype(object), pa.string()),
            "assurance": pa.array(assurance[kept].astype(object), pa.string()),
        }
    )


def _lists(rows: NDArray[Any]) -> pa.Array:
    flat = np.ascontiguousarray(rows).reshape(-1)
    kind = pa.float64() if flat.dtype.kind == "f" else pa.int64()
    offsets = pa.array(np.arange(len(rows) + 1) * rows.shape[1], pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.array(flat, kind, from_pandas=True))
