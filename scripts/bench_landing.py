"""How long landing England's ratings takes, beside DuckDB reading the same file."""

import csv
import gzip
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.sources.catalogue import load_sources
from scripts.bench import Line, at_most

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared/data/cqc/latest_ratings_overall_england_2021-02.csv.gz"
ROWS = 32_000
TURNS = 5
HEADER = (
    "Location ID,Location Name,Care Home?,Location Type,Location Primary Inspection Category,"
    "Location Street Address,Location Address Line 2,Location City,Location Post Code,"
    "Location Local Authority,Location Region,Location ONSPD CCG Code,Location ONSPD CCG,"
    "Location Commissioning CCG Code,Location Commissioning CCG Name,"
    "Service / Population Group,Domain,Latest Rating,Publication Date,Report Type,"
    "Inherited Rating (Y/N),URL,Provider ID,Provider Name,Brand ID,Brand Name"
).split(",")


def invented_ratings(folder: Path) -> Path:
    """An invented file of the same layout and size, where the real one is absent."""
    path = folder / "latest_ratings_2021-02.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(ROWS):
            location = f"1-{900000000 + number}"
            writer.writerow(
                [location, f"Invented Lodge {number}", "YN"[number % 2], "Social Care Org",
                 "Residential social care", f"{number} Made-up Road", "", "Nowhere",
                 f"ZZ{number % 99} {number % 9}ZZ", "Oldham", "North West", "", "", "", "",
                 "Overall", "Overall", ("Good", "Outstanding", "Inadequate")[number % 3],
                 f"{number % 28 + 1:02}/06/2020", "Location", "N",
                 f"https://example.org/location/{location}", f"1-{800000000 + number // 3}",
                 f"Invented Care {number // 3} Limited", "-", "-"]
            )  # fmt: skip
    return path


def seconds_for_duckdb(path: Path) -> float:
    """Median time in which DuckDB reads the whole file into memory."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        with duckdb.connect() as engine:
            engine.sql(f"SELECT * FROM read_csv('{path}', all_varchar = true)").to_arrow_table()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def seconds_to_land(path: Path, folder: Path) -> float:
    """Median time in which the file is read, checked, kept and written to a new lake."""
    catalogue = load_sources(ROOT / "definitions/sources")
    times = []
    for turn in range(TURNS):
        lake = Lake(folder / f"home-{turn}")
        start = time.perf_counter()
        land(
            lake,
            catalogue,
            [path],
            received_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
            published_on=date(2021, 2, 1),
        )
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def lines() -> list[Line]:
    """The figures of this part."""
    with tempfile.TemporaryDirectory() as name:
        path = REAL if REAL.exists() else invented_ratings(Path(name))
        read, landed = seconds_for_duckdb(path), seconds_to_land(path, Path(name))
    return [
        Line("DuckDB reads 32,000 ratings", f"{read:.3f} s"),
        Line("Caresight lands them", f"{landed:.3f} s"),
        at_most("landing, in times of reading", landed / read, 3, "times"),
    ]
