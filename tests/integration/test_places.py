"""Measures of areas, from landed files of areas alone to the pages and rows of a release."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caresight.cli.main import app
from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.release_index.places import AreaMeasure, MeasureDocument
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.vocabulary.refusal import Refusal
from tests.integration.area_files import (
    DERBY,
    KINGSTON,
    NOW,
    RUTLAND,
    SUTTON,
    days_of,
    land_areas,
)

TWELVE, MONTHLY = "delayed_days_nhs_12_months", "delayed_days_nhs"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory, definitions: Path) -> Lake:
    folder = tmp_path_factory.mktemp("areas")
    lake = land_areas(folder / "home", folder, definitions)
    build(lake, definitions, known=KnownAt(date(2026, 11, 22)), made_at=NOW)
    return lake


@pytest.fixture(scope="module")
def index(lake: Lake) -> ReleaseIndex:
    return ReleaseIndex(index_path(lake.home, lake.release(None).release_id))


def measure(index: ReleaseIndex, code: str) -> MeasureDocument:
    found = index.measure(code)
    assert found is not None
    return found


def of_area(index: ReleaseIndex, area: str, code: str) -> AreaMeasure:
    found = index.place(area)
    assert found is not None
    return next(one for one in found["measures"] if one["row"]["code"] == code)


def test_files_of_areas_alone_make_a_release(index: ReleaseIndex) -> None:
    assert index.summary()["homes"] == 0
    assert {one["area_code"] for one in index.places()} == {
        ENGLAND, SUTTON, KINGSTON, RUTLAND, DERBY,
    }  # fmt: skip


def test_a_rate_of_twelve_months_is_days_a_day_and_100_000_adults(index: ReleaseIndex) -> None:
    document = measure(index, TWELVE)

    days = sum(days_of(SUTTON, number)[0] for number in range(12))
    first = document["series"][SUTTON][document["periods"].index("2017-04-01")]
    assert first == pytest.approx(days / 365 / 73_000 * 100_000, abs=1e-5)
    assert document["row"]["latest_words"] == "April 2018 to March 2019"


def test_lines_are_ranked_with_intervals_and_england_is_not(index: ReleaseIndex) -> None:
    lines = {one["area_code"]: one for one in measure(index, TWELVE)["lines"]}

    assert [lines[area]["rank"] for area in (SUTTON, KINGSTON, RUTLAND, DERBY)] == [1, 2, 3, 4]
    assert lines[DERBY]["rank_lower"] == 4
    assert (lines[ENGLAND]["rank"], lines[ENGLAND]["of"]) == (None, 4)


def test_a_difference_from_england_is_told_with_its_worth(index: ReleaseIndex) -> None:
    high, low = of_area(index, DERBY, TWELVE), of_area(index, SUTTON, TWELVE)

    assert (high["against_england"], high["against_england_is_good"]) == ("higher", False)
    assert (low["against_england"], low["against_england_is_good"]) == ("lower", True)
    assert of_area(index, ENGLAND, TWELVE)["against_england"] == "not known"


def test_neighbours_their_middle_and_the_best_of_them_are_told(index: ReleaseIndex) -> None:
    derby = of_area(index, DERBY, TWELVE)
    values = {area: of_area(index, area, TWELVE)["figure"] for area in (SUTTON, KINGSTON)}

    assert derby["best_neighbour"]
    assert values[SUTTON]
    assert values[KINGSTON]
    assert derby["best_neighbour"]["area_code"] == SUTTON
    assert derby["best_neighbour"]["value"] == values[SUTTON]["value"]
    assert derby["neighbours_median"] == values[KINGSTON]["value"]
    assert derby["against_neighbours"] == "higher"


def test_the_year_before_stands_beside_the_newest(index: ReleaseIndex) -> None:
    previous = of_area(index, SUTTON, TWELVE)["previous"]

    assert previous is not None
    assert previous["period_words"] == "April 2017 to March 2018"


def test_a_measure_without_data_is_shown_with_the_reason(index: ReleaseIndex) -> None:
    document = measure(index, "emergency_admissions_65")

    assert document["row"]["latest"] == ""
    assert "not public" in document["row"]["why_none"]
    assert document["sentences"] == [document["row"]["why_none"]]
    assert of_area(index, SUTTON, "emergency_admissions_65")["figure"] is None


def test_what_was_kept_back_is_a_figure_without_a_value(index: ReleaseIndex) -> None:
    figure = of_area(index, RUTLAND, "still_at_home_91_days")["figure"]

    assert figure is not None
    assert (figure["value"], figure["quality"]) == (None, "suppressed")


def test_england_is_as_published_and_not_held_against_some_of_its_councils(
    index: ReleaseIndex,
) -> None:
    assert measure(index, MONTHLY)["does_not_add_up"] == []
    england = measure(index, MONTHLY)["england"]

    assert england is not None
    assert england["numerator"] == 7 + sum(
        days_of(area, 23)[0] for area in (SUTTON, KINGSTON, RUTLAND, DERBY)
    )


def test_the_overall_rank_says_what_it_is_made_of_and_that_periods_differ(
    index: ReleaseIndex,
) -> None:
    found = index.place(SUTTON)
    assert found
    assert found["overall"]
    assert found["shortlist"]

    overall = found["overall"]
    # Rutland lacks two outcomes and the total was not told at all: neither counts as average.
    assert (overall["rank"], overall["of"]) == (1, 3)
    assert overall["periods_differ"] == ""
    assert any("left out" in part for part in overall["parts"])
    assert not found["shortlist"]["is_listed"]
    rutland = index.place(RUTLAND)
    assert rutland
    assert rutland["overall"] is None


def test_a_page_of_an_area_begins_with_what_stands_out(index: ReleaseIndex) -> None:
    found = index.place(DERBY)

    assert found
    assert "measures have a figure for Derby" in found["sentences"][0]
    assert any(one.startswith("Not as good as England: ") for one in found["sentences"])
    assert found["population"] == {
        "value": 73_000.0, "age_words": "people aged 18 and over", "year": 2020,
    }  # fmt: skip


def test_measurements_of_areas_stand_beside_those_of_homes(lake: Lake) -> None:
    rows = lake.read(
        lake.release(None), "measurements", where={"indicator": TWELVE, "entity_id": SUTTON}
    ).to_pylist()

    assert {row["entity_type"] for row in rows} == {"area"}
    assert len(rows) == 13


def test_the_command_writes_one_row_an_area_measure_and_period(lake: Lake) -> None:
    arguments = ["area-measures", "--home", str(lake.home), "--measure", TWELVE]

    done = CliRunner().invoke(app, arguments)

    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 5 * 13
    first = next(row for row in rows if row["area_code"] == SUTTON)
    assert first["period_start"] == "2017-04-01"
    assert first["period_end"] == "2018-04-01"
    assert float(first["lower"]) < float(first["value"]) < float(first["upper"])
    assert first["quality"] == "good"
    assert first["source"].startswith("Delayed transfers of care")
    assert first["as_at"] == "2026-11-22"


def test_what_was_kept_back_has_a_row_without_a_value(lake: Lake) -> None:
    arguments = ["area-measures", "--home", str(lake.home), "--measure", "still_at_home_91_days"]

    rows = list(csv.DictReader(io.StringIO(CliRunner().invoke(app, arguments).stdout)))

    kept_back = [row for row in rows if row["area_code"] == RUTLAND]
    assert [(row["value"], row["quality"]) for row in kept_back] == [("", "suppressed")]


def test_a_measure_that_is_not_there_is_refused_by_name(lake: Lake) -> None:
    arguments = ["area-measures", "--home", str(lake.home), "--measure", "happiness"]

    done = CliRunner().invoke(app, arguments)

    assert isinstance(done.exception, Refusal)
    assert TWELVE in str(done.exception)


def test_the_same_files_give_the_same_documents(lake: Lake, definitions: Path) -> None:
    first = ReleaseIndex(index_path(lake.home, lake.release("2026-11.1").release_id))
    again = build(lake, definitions, known=KnownAt(date(2026, 11, 22)), made_at=NOW)

    second = ReleaseIndex(index_path(lake.home, again.release_id))

    assert second.measure(TWELVE) == first.measure(TWELVE)
    assert second.place(DERBY) == first.place(DERBY)
