"""Times the control-chart kernel beside DuckDB reading and summing the same numbers.

Run alone with `python -m scripts.bench_charts [SERIES]`. Needs about 1.5 GB for 600,000 series.
"""

import subprocess
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
from scripts.bench import Line, at_least, at_most

ROOT = Path(__file__).resolve().parents[1]

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
    abspc = _abspc_seconds_a_series(ROOT)
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


def _abspc_seconds_a_series(folder: Path) -> float | None:
    """Seconds a series of 36 that abspc takes, in an environment of its own."""
    python = folder / ".venv-bench" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / ".venv-bench"], check=True)
        wanted = ["--require-hashes", "-r", folder / "requirements-bench.txt"]
        install = [python, "-m", "pip", "install", "--quiet", *wanted]
        if subprocess.run(install, check=False, stdout=sys.stderr).returncode:
            return None
    done = subprocess.run(
        [python, "-c", ABSPC], capture_output=True, text=True, check=True, cwd=folder
    )
    return float(done.stdout)


ABSPC = """
import time
import numpy, pandas
from abspc import calculate_control_limits, detect_special_causes
values = numpy.random.default_rng(1).normal(50.0, 5.0, (200, 36))
frames = [pandas.DataFrame({"value": row}) for row in values]
detect_special_causes(calculate_control_limits(frames[0], "XmR"))
began = time.perf_counter()
for frame in frames:
    detect_special_causes(calculate_control_limits(frame, "XmR"))
print((time.perf_counter() - began) / len(frames))
"""


def lines() -> list[Line]:
    """The figures of this part."""
    found = measure_charts()
    series, periods = found["series"], found["periods"]
    told = [
        Line(
            f"DuckDB reads and sums {series:,} series x {periods}",
            f"{found['duckdb_seconds']:.2f} s",
        ),
        Line("control charts of them with all rules", f"{found['kernel_seconds']:.2f} s"),
        at_most(
            "charts, in times of reading", found["times_duckdb"], LIMITS["times_duckdb"], "times"
        ),
        Line(
            "chart chosen by the data and strict rules",
            f"{found['microseconds_a_series_chosen_charts_and_signals']:.0f} us a series",
        ),
    ]
    if "times_faster_than_abspc" not in found:
        return [*told, Line("abspc 1.1.0", "could not be installed; not compared")]
    return [
        *told,
        Line("abspc 1.1.0, series of 36", f"{found['abspc_microseconds_a_series_of_36']:,.0f} us"),
        at_least(
            "faster a series of 36 than abspc",
            found["times_faster_than_abspc"],
            LIMITS["times_faster_than_abspc"],
            "times",
        ),
    ]


if __name__ == "__main__":
    for name, value in measure_charts(int(sys.argv[1]) if sys.argv[1:] else 600_000).items():
        print(f"{name:50} {value}")
