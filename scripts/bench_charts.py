"""Times the control-chart kernel beside DuckDB reading and summing the same numbers.

Run alone with `python -m scripts.bench_charts [SERIES]`. Needs about 1.5 GB for 600,000 series.
"""

import importlib
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from caresight.statistics.chart_kernel import individuals_charts
from caresight.statistics.control_charts import control_charts
from caresight.statistics.rule_sets import RULE_SETS

LIMITS = {"times_duckdb": 12.0, "microseconds_a_series": 7.0, "times_faster_than_abspc": 200.0}
"""What the project promises; `bench` prints them beside what was measured."""


def measure_charts(series: int = 600_000, periods: int = 60, *, seed: int = 1) -> dict[str, Any]:
    """Seconds, ratios and how many series could be charted in a second."""
    values = np.random.default_rng(seed).normal(50.0, 5.0, (series, periods))
    duckdb_seconds = _duckdb_seconds(values)
    kernel_seconds = _best_of(3, lambda: individuals_charts(values, rules=RULE_SETS["nhs-r-0.2.2"]))
    found: dict[str, Any] = {
        "series": series,
        "periods": periods,
        "duckdb_seconds": duckdb_seconds,
        "kernel_seconds": kernel_seconds,
        "times_duckdb": kernel_seconds / duckdb_seconds,
        "microseconds_a_series": kernel_seconds / series * 1e6,
        "limits": LIMITS,
    }
    counts = np.random.default_rng(seed).poisson(4.0, (min(series, 15_000), periods))
    full = _best_of(2, lambda: control_charts(numerators=counts, kind="count"))
    found["microseconds_a_series_chosen_charts_and_signals"] = full / len(counts) * 1e6
    abspc = _abspc_seconds_a_series(values[:200, :36])
    if abspc is not None:
        short = np.ascontiguousarray(values[:, :36])
        ours = _best_of(3, lambda: individuals_charts(short, rules=RULE_SETS["nhs-r-0.2.2"]))
        found["abspc_microseconds_a_series_of_36"] = abspc * 1e6
        found["times_faster_than_abspc"] = abspc / (ours / series)
    return found


def _best_of(times: int, work: Any) -> float:
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def _duckdb_seconds(values: np.ndarray) -> float:
    """Time to read and sum one column for each period, from a Parquet file."""
    names = [f"period_{number}" for number in range(values.shape[1])]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.parquet"
        step = 100_000
        schema = pa.schema([(name, pa.float64()) for name in names])
        with pq.ParquetWriter(path, schema) as writer:
            for at in range(0, len(values), step):
                columns = [np.ascontiguousarray(column) for column in values[at : at + step].T]
                writer.write_table(pa.table(dict(zip(names, columns, strict=True)), schema=schema))
        sums = ", ".join(f"sum({name})" for name in names)
        with duckdb.connect() as database:
            return _best_of(3, lambda: database.execute(f"SELECT {sums} FROM '{path}'").fetchall())


def _abspc_seconds_a_series(values: np.ndarray) -> float | None:
    """Time of abspc for one series, where it is installed; else nothing."""
    try:
        abspc = importlib.import_module("abspc")
    except ImportError:
        return None
    pandas = importlib.import_module("pandas")
    charts = importlib.import_module(f"{abspc.__name__}.spc")
    frames = [pandas.DataFrame({"value": row}) for row in values]

    def every_series() -> None:
        for frame in frames:
            charts.detect_special_causes(charts.calculate_control_limits(frame, "XmR"))

    return _best_of(2, every_series) / len(frames)


if __name__ == "__main__":
    for name, value in measure_charts(int(sys.argv[1]) if sys.argv[1:] else 600_000).items():
        print(f"{name:50} {value}")
