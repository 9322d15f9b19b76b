"""`caresight measurements` reads what a build wrote, and nothing that came later."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caresight.checks.verdicts import no_verdicts
from caresight.cli.main import app
from caresight.indicators.catalogue import load_indicators
from caresight.indicators.measurement import measure
from caresight.indicators.rows import measurement_rows
from caresight.lake.lake import Lake
from caresight.vocabulary.refusal import Refusal
from tests.unit.checks.small_system import SmallSystem, months

HEADING = (
    "entity_id,name,area_code,period,numerator,denominator,value,lower,upper,"
    "comparator,expected,z,quality"
)


@pytest.fixture
def home(tmp_path: Path, definitions: Path) -> Path:
    """A home folder with one release of two homes, one of them with a hostile name."""
    system = SmallSystem()
    system.home("1-1", name="=cmd|' /C calc'!A0", known_from=datetime(2026, 1, 1, tzinfo=UTC))
    system.home("1-2", known_from=datetime(2026, 1, 1, tzinfo=UTC))
    system.home("1-2", name="Renamed later", known_from=datetime(2026, 9, 1, tzinfo=UTC))
    system.rows["homes"].pop()
    system.report("1-1", "2026-01", falls=6, occupied_bed_days=600)
    system.report("1-2", "2026-01", falls=None, occupied_bed_days=600)
    falls = load_indicators(definitions).require("falls")
    measured = measure(
        falls, evidence=system, population=system.population, verdicts=no_verdicts(),
        months=months(2),
    )  # fmt: skip
    with Lake(tmp_path).writing("build", datetime(2026, 3, 1, tzinfo=UTC)) as writer:
        writer.append("locations", system.arrow_table("locations"))
        writer.append("homes", system.arrow_table("homes"))
        writer.append("measurements", measurement_rows(measured))
        writer.note(known_at=date(2026, 3, 1).isoformat(), known_by="received")
    return tmp_path


def run(home: Path, *options: str) -> str:
    command = ["measurements", "--home", str(home), "--indicator", "falls", *options]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_columns_are_exactly_those_that_are_promised(home):
    assert run(home).splitlines()[0] == HEADING


def test_a_value_comes_with_its_interval_its_peers_and_the_first_day_of_its_period(home):
    first = next(csv.DictReader(run(home).splitlines()))

    assert (first["period"], first["value"], first["quality"]) == ("2026-01-01", "10.0", "good")
    assert float(first["lower"]) < 10 < float(first["upper"])
    assert first["comparator"] == "all_peers: all homes"
    assert first["area_code"] == "X01"


def test_missing_and_suppressed_are_empty_cells_and_never_zero(home):
    rows = list(csv.DictReader(run(home).splitlines()))

    assert [(row["quality"], row["value"]) for row in rows] == [
        ("good", "10.0"), ("missing", ""), ("suppressed", ""), ("missing", ""),
    ]  # fmt: skip


def test_a_name_that_a_spreadsheet_would_run_is_defused(home):
    assert "'=cmd|" in run(home)


def test_names_are_those_known_when_the_release_was_made(home):
    names = {row["name"] for row in csv.DictReader(run(home).splitlines())}

    assert "Home 1-2" in names
    assert "Renamed later" not in names


def test_the_answer_may_be_a_file_or_json(home, tmp_path):
    run(home, "-o", str(tmp_path / "falls.csv"))
    answered = json.loads(run(home, "--format", "json", "--release", "2026-03.1"))

    assert (tmp_path / "falls.csv").read_text().startswith(HEADING)
    assert [row["quality"] for row in answered][:1] == ["good"]


def test_an_unknown_indicator_is_refused_with_the_codes_there_are(home):
    command = ["measurements", "--home", str(home), "--indicator", "magic"]

    result = CliRunner().invoke(app, command)

    assert isinstance(result.exception, Refusal)
    assert "falls_with_harm" in str(result.exception)


def test_an_output_folder_that_does_not_exist_is_refused_in_words(home, tmp_path):
    missing = tmp_path / "absent" / "falls.csv"
    command = ["measurements", "--home", str(home), "--indicator", "falls", "-o", str(missing)]

    result = CliRunner().invoke(app, command)

    assert result.exit_code == 2
    assert "cannot be written" in result.output
