"""`caresight impact`: from a release and a list of homes to a statement, a table and a csv."""

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from caresight.cli.main import app
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.periods import months_after
from tests.web.invented_release import Wish, write_release

HOMES, PROJECT, MONTHS, BEFORE = 150, 20, 36, 24
BEGINS = date(2025, 12, 1)


def measurements(homes, indicator, effect, dice):
    """Counts of every home and month: those of the first homes change from the start on."""
    level = dice.gamma(6, 1 / 6, HOMES)
    for place, home in enumerate(homes):
        for month in range(MONTHS):
            start = months_after(BEGINS, month - BEFORE)
            ratio = effect if place < PROJECT and month >= BEFORE else 1.0
            top = float(dice.poisson(4 * level[place] * ratio))
            yield {
                "entity_type": "home", "entity_id": home, "indicator": indicator, "version": 1,
                "period_start": start, "period_end": months_after(start, 1), "numerator": top,
                "denominator": 900.0, "value": top, "quality": "good",
            }  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of 150 homes; 999 calls fall by 40 % in 20 of them, admissions do not."""
    folder, scratch = tmp_path_factory.mktemp("impact"), tmp_path_factory.mktemp("scratch")
    release = write_release(scratch, Wish(homes=HOMES))
    rows, _ = ReleaseIndex(index_path(scratch, release)).homes(only_open=False, per_page=HOMES)
    by_kind = sorted((row for row in rows), key=lambda row: (row["kind"], row["beds"] or 0))
    sized = [row["home_id"] for row in by_kind if row["beds"]]
    mine = sized[::5][:PROJECT]
    homes = mine + [row["home_id"] for row in by_kind if row["home_id"] not in mine]
    dice = np.random.default_rng(2)
    told = [
        *measurements(homes, "ambulance_incidents", 0.6, dice),
        *measurements(homes, "emergency_admissions", 1.0, dice),
    ]
    write_release(folder, Wish(homes=HOMES, tables={"measurements": told}))
    for name, ids in (("project", mine), ("few", mine[:5])):
        (folder / f"{name}.csv").write_text("home_id\n" + "\n".join([*ids, "HNOBODY"]) + "\n")
    return folder


def run(home: Path, *options: str, project: str = "project", code: int = 0) -> str:
    command = [
        "impact", "--home", str(home), "--homes", str(home / f"{project}.csv"),
        "--start", BEGINS.isoformat(), "--indicator", "ambulance_incidents", *options,
    ]  # fmt: skip
    result = CliRunner().invoke(app, command)
    assert result.exit_code == code, result.output
    return {0: result.stdout, 1: str(result.exception), 2: result.stderr}[code]


def test_the_statement_gives_the_effect_its_interval_and_what_it_does_not_prove(home):
    said = run(home, "--chosen", "otherwise", "--unchanging", "emergency_admissions")

    statement = said.splitlines()[0]
    assert "in the 20 project homes came out" in statement
    assert "lower than homes like them would lead to expect (between" in statement
    assert "fewer in these homes" in statement
    assert "does not prove that the project was the cause" in statement
    assert "FAILED" not in said
    assert said.count("passed") == 4


def test_too_few_homes_give_no_number_anywhere(home):
    told = json.loads(run(home, "--chosen", "otherwise", "--format", "json", project="few"))

    assert told["sentence"] == "Nothing can be said of the effect of this project."
    assert told["effect"] is None
    assert told["obstacles"] == ["Too few project homes: 5 have figures enough, 8 are needed."]


def test_the_csv_has_a_row_a_month_with_its_side(home, tmp_path):
    to = tmp_path / "months.csv"
    run(home, "-o", str(to))

    with to.open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == MONTHS
    assert [row["side"] for row in rows[::12]] == ["before", "left_out", "after"]
    assert float(rows[0]["project_events"]) > 0


def test_homes_that_are_not_in_the_release_are_named(home):
    command = [
        "impact", "--home", str(home), "--homes", str(home / "project.csv"), "--start",
        "2025-12-01", "--indicator", "ambulance_incidents",
    ]  # fmt: skip

    result = CliRunner().invoke(app, command)

    assert "Not in this release and left out: HNOBODY." in result.stderr


def test_what_counts_no_events_is_refused(home):
    assert "does not count events by month" in run(home, "--indicator", "occupancy", code=1)


def test_a_list_without_ids_is_refused(home, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("name\nRowan Court\n")

    assert "no column home_id or location_id" in run(home, "--homes", str(bad), code=2)


def test_homes_chosen_for_figures_want_the_months_that_were_looked_at(home):
    assert "the months looked at" in run(home, "--chosen", "figures", code=2)
