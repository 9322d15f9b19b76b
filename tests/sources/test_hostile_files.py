"""Files as a hurried or a hostile sender makes them: the rest of the landing goes on."""

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import RETURN, Make

LOCATION = {
    "locationId": "1-999",
    "name": "Orrin House",
    "registrationStatus": "Registered",
    "numberOfBeds": 20,
}
HEADINGS = RETURN.strip().split(",")
ROW = ["2026-10", "1-999", "Orrin House", "20", "600", "3"]


def workbook(path: Path, *sheets: str, stray: str | None = None) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, ROW)
            if stray:
                sheet.write(stray, "x")
    return path


def test_a_stray_cell_at_the_end_of_a_sheet_is_refused_before_memory_runs_out(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match="reaches far beyond its table") as caught:
        read(workbook(tmp_path / "a.xlsx", "return", stray="XFD1048576"), catalogue)

    assert caught.value.came == "something in column XFD and something in row 1,048,576"


def test_a_sheet_of_another_name_is_asked_for(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    with pytest.raises(Refusal) as caught:
        read(workbook(tmp_path / "a.xlsx", "Sheet1"), catalogue)

    assert caught.value.expected == "a sheet called “return”"


def test_a_second_sheet_with_the_same_headings_is_named(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    reading = read(workbook(tmp_path / "a.xlsx", "return", "return 2"), catalogue)

    assert reading.rows_landed == 1
    assert any("“return 2” has the same headings" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param('{"a":' * 9000 + "1" + "}" * 9000, "nested too deeply", id="deep object"),
        pytest.param("[" * 9000 + "]" * 9000, "nested too deeply", id="deep list"),
        pytest.param('{"numberOfBeds": 1' + "0" * 5000 + "}", "too many digits", id="long number"),
        pytest.param(json.dumps(LOCATION, indent=1)[:-20], "not complete JSON", id="cut short"),
    ],
)
def test_json_that_breaks_parsers_is_refused_in_words(
    text: str, why: str, make: Make, catalogue: SourceCatalogue
) -> None:
    with pytest.raises(Refusal, match=why):
        read(make(text, "a.json"), catalogue)


@pytest.mark.parametrize("broken", ['{"locationId": "1-1", "na', "[1, 2]", "5", "null", '"x"'])
def test_a_broken_line_of_json_is_set_aside_and_the_others_land(
    broken: str, make: Make, catalogue: SourceCatalogue
) -> None:
    other = LOCATION | {"locationId": "1-998"}
    text = "\n".join([json.dumps(LOCATION), broken, json.dumps(other)])

    reading = read(make(text, "a.jsonl"), catalogue)

    assert (reading.rows_read, reading.rows_landed) == (3, 2)
    assert [(aside.row, aside.rule) for aside in reading.set_aside] == [(2, "not_json")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("relationships", "none"),
        ("gacServiceTypes", {"a": 1}),
        ("specialisms", [1, None]),
        ("currentRatings", [1]),
        ("name", {"x": 1}),
        ("regulatedActivities", 7),
        ("numberOfBeds", 10**30),
        ("name", "\ud800leaf"),
    ],
)
def test_a_field_of_another_kind_sets_its_location_aside(
    field: str, value: object, make: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make(json.dumps(LOCATION | {field: value}), "a.json"), catalogue)

    assert reading.rows_landed == 0
    assert [aside.column for aside in reading.set_aside] == [field]


def test_a_location_that_comes_twice_lands_once(make: Make, catalogue: SourceCatalogue) -> None:
    reading = read(make(json.dumps([LOCATION, LOCATION]), "a.json"), catalogue)

    assert reading.tables["locations"].num_rows == 1
    assert [aside.rule for aside in reading.set_aside] == ["duplicate_row"]


def test_a_month_that_has_not_come_is_set_aside(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    path = make_return("2026-10,1-999,A,20,600,3", "2099-04,1-999,A,20,600,3")

    reading = read(path, catalogue, until=date(2026, 11, 22))

    assert reading.rows_landed == 1
    assert [(aside.row, aside.rule) for aside in reading.set_aside] == [(3, "out_of_bounds")]


def test_a_heading_that_comes_twice_is_refused(make: Make, catalogue: SourceCatalogue) -> None:
    text = f"{RETURN.strip()},falls\n{','.join(ROW)},9\n"

    with pytest.raises(Refusal, match="“falls” comes twice"):
        read(make(text), catalogue)


def test_a_line_of_coverage_that_says_nothing_is_refused(
    make: Make, catalogue: SourceCatalogue
) -> None:
    headings = "incident_id,called_at,location_id,chief_complaint,outcome"

    with pytest.raises(Refusal, match="cannot be understood"):
        read(make(f"# covers nothing\n{headings}\n"), catalogue)


def test_a_quotation_mark_left_open_in_a_short_file_is_what_is_named(
    make_return: Make, catalogue: SourceCatalogue
) -> None:
    reading = read(make_return('2026-10,1-999,"A,20,600,3', "2026-10,1-998,B,20,600,3"), catalogue)

    assert "a quotation mark is opened and never closed" in reading.set_aside[0].reason


def test_a_far_cry_is_not_called_near(make: Make, catalogue: SourceCatalogue) -> None:
    with pytest.raises(Refusal) as caught:
        read(make("name,colour\nA,red\n"), catalogue)

    assert caught.value.what == "this is no file that Caresight knows"
