"""How long a build takes and how its time grows: 60 months, all of England's indicators.

The invented evidence is written by one process and built by another, so that the peak
of memory is the build's alone.
"""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.worlds.evidence import evidence_world
from scripts.bench import Line, at_most

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_875, 3_750, 7_500, 15_000)
MONTHS = 60
LAST_MONTH = date(2026, 10, 1)
MADE_AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


def write_lake(home: Path, homes: int) -> None:
    """Land an invented world as evidence, without files."""
    world = evidence_world(seed=1, homes=homes, months=MONTHS, last_month=LAST_MONTH)
    with Lake(home).writing("landing", MADE_AT) as writer:
        for name, rows in world.tables.items():
            for start in range(0, rows.num_rows, 2_000_000):
                writer.append(name, rows.slice(start, 2_000_000))


def build_once(home: Path) -> tuple[float, float, int]:
    """Seconds, peak gigabytes and measured series of one build."""
    lake = Lake(home)
    start = time.perf_counter()
    known = KnownAt(MADE_AT.date(), "published")
    release = build(lake, ROOT / "definitions", known=known, made_at=MADE_AT)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return seconds, peak, lake.read(release, "charts", columns=["indicator"]).num_rows


def lines() -> list[Line]:
    """The figures of this part."""
    told: list[Line] = []
    times = {}
    for homes in SIZES:
        with tempfile.TemporaryDirectory() as name:
            _alone("write", name, homes)
            seconds, peak, series = (float(part) for part in _alone("build", name, homes).split())
        times[homes] = seconds
        told.append(
            Line(f"{homes:,} homes x {MONTHS} months, {series:,.0f} series",
                 f"{seconds:.1f} s, {peak:.2f} GB")
        )  # fmt: skip
    growth = times[SIZES[-1]] / times[SIZES[0]]
    told.append(at_most(f"build for {SIZES[-1]:,} homes", times[SIZES[-1]], 120, "s"))
    told.append(at_most("its peak memory", peak, 6, "GB"))
    told.append(at_most("time for eight times the data", growth, 8, "times"))
    return told


def _alone(what: str, folder: str, homes: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.bench_building", what, folder, str(homes)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write_lake(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        print(*build_once(Path(sys.argv[2])))
