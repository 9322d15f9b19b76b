"""The American validity files, measured, against the file read again by plain Python."""

import csv
import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caresight.checks.population import Population
from caresight.checks.reading_population import read_population
from caresight.checks.verdicts import no_verdicts
from caresight.indicators.catalogue import load_indicators
from caresight.indicators.measured import QUALITIES, Measured
from caresight.indicators.measurement import measure
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.pipeline.linking import homes_as_known
from caresight.sources.catalogue import load_sources
from tests.unit.checks.small_system import months

pytestmark = [pytest.mark.real, pytest.mark.slow]

NAME = "nursing_home_quality_by_facility_2026-02.csv.gz"
System = tuple[Evidence, Population]


@pytest.fixture(scope="module")
def file(shared_folder: Path) -> list[dict[str, str]]:
    with gzip.open(shared_folder / "data" / "cms" / NAME, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def system(
    shared_folder: Path, definitions: Path, tmp_path_factory: pytest.TempPathFactory
) -> System:
    lake = Lake(tmp_path_factory.mktemp("home"))
    path = shared_folder / "data" / "cms" / NAME
    land(
        lake, load_sources(definitions / "sources"), [path],
        received_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    evidence = Evidence(lake, KnownAt(date(2026, 11, 30)))
    homes = homes_as_known(evidence)
    population = read_population(
        evidence=evidence, homes=homes.homes, home_events=homes.home_events
    )
    return evidence, population


def of(code: str, system: System, definitions: Path) -> tuple[Measured, dict[str, int]]:
    evidence, population = system
    result = measure(
        load_indicators(definitions).require(code), evidence=evidence, population=population,
        verdicts=no_verdicts(), months=months(3),
    )  # fmt: skip
    rows = {str(home): row for row, home in enumerate(result.home_ids)}
    by_location = {
        str(location): rows[str(population.home_ids[home])]
        for location, home in zip(population.location_ids, population.location_homes, strict=True)
    }
    return result, by_location


def count(result: Measured, quality: str) -> int:
    return int((result.quality == QUALITIES.index(quality)).sum())


@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("cms_falls_major_injury", "mds410_ls_falls_major_injury_pct"),
        ("cms_urinary_tract_infections", "mds407_ls_uti_pct"),
        ("cms_staff_turnover", "total_turnover"),
    ],
)
def test_published_shares_are_kept_and_blanks_are_suppressed(
    code: str, column: str, system: System, file: list[dict[str, str]], definitions: Path
):
    result, rows = of(code, system, definitions)

    blanks = sum(row[column] == "" for row in file)
    assert count(result, "suppressed") == blanks > 0
    assert count(result, "good") == len(file) - blanks
    for row in file[::500]:
        found = result.values[rows[row["ccn"]], 0]
        assert found == pytest.approx(float(row[column] or "nan"), nan_ok=True)


def test_hospitalisations_are_observed_over_expected(
    system: System, file: list[dict[str, str]], definitions: Path
):
    stem = "claims551_ls_hospitalisations_per_1000_resident_days"

    result, rows = of("cms_hospitalisations", system, definitions)

    for row in file[::500]:
        observed, expected = (row[f"{stem}_{end}"] for end in ("obs", "exp"))
        worked_out = float(observed) / float(expected) if observed and expected else np.nan
        assert result.values[rows[row["ccn"]], 0] == pytest.approx(worked_out, nan_ok=True)


def test_citations_are_read_per_hundred_beds_and_expected_from_all_homes(
    system: System, file: list[dict[str, str]], definitions: Path
):
    result, _ = of("cms_citations", system, definitions)

    counted: list[tuple[float, float]] = [
        (float(row["total_deficiencies"]), float(row["beds"])) for row in file if _has_beds(row)
    ]
    pooled = 100 * sum(top for top, _ in counted) / sum(beds for _, beds in counted)
    shown = result.expected[~np.isnan(result.expected)]
    assert shown == pytest.approx(pooled)


def _has_beds(row: dict[str, Any]) -> bool:
    return bool(row["beds"]) and float(row["beds"]) > 0 and row["total_deficiencies"] != ""
