"""Files of areas as they come when nobody meant it: each fault is named, and nothing is guessed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read, read_all
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import Make
from tests.sources.test_boundaries import area, topology
from tests.sources.test_delayed_transfers import REASONS, SHEETS, figures, workbook

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LONG = "Name,NHS,Social Care,Both,Period_year\n"
NEIGHBOURS = "area_code,neighbour_code,rank\n"
RESPONSIBLE = "LA - by responsible org"


def table_beside_a_second(path: Path, headings: list[str], figures_of_derby: list[float]) -> Path:
    """One sheet with days on the left and people a day on the right, under the same headings."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(RESPONSIBLE)
        sheet.write_row(0, 1, ["Period:", "March 2018"])
        sheet.write_row(1, 1, ["Published:", "10th May 2018"])
        days_a_month = ["NHS", "Social Care", "Both", "Total"]
        sheet.write_row(3, 1, ["Name", *headings, "", *days_a_month])
        sheet.write_row(4, 1, ["Derby UA", *figures_of_derby, "", 1.6, 0.3, 0, 1.9])
    return path


@pytest.mark.parametrize("dropped", ["NHS", "Social Care", "Both"])
def test_a_column_that_was_dropped_is_not_read_from_the_table_beside_it(
    dropped: str, tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    left = [one for one in ("NHS", "Social Care", "Both", "Total") if one != dropped]
    path = table_beside_a_second(tmp_path / "DToC.xlsx", left, [50, 10, 60])

    with pytest.raises(Refusal, match=dropped):
        read_all(path, catalogue)


def test_people_a_day_are_not_taken_for_days(make: Make, catalogue: SourceCatalogue) -> None:
    path = make(LONG + "Derby,7.5,3,0,April 2018\n")

    reading = read(path, catalogue)

    assert ("E06000015", "delayed_days_nhs", date(2018, 4, 1)) not in figures(reading)
    assert [(one.row, one.column) for one in reading.set_aside] == [(2, "NHS")]


@pytest.mark.parametrize("sheets", [
    {name: cells for name, cells in SHEETS.items() if name != RESPONSIBLE},
    {("Councils" if name == RESPONSIBLE else name): cells for name, cells in SHEETS.items()},
    SHEETS | {RESPONSIBLE: ["NHS", "Social", "Both", "Total"]},
])  # fmt: skip
def test_a_table_that_a_workbook_should_have_is_missed_aloud(
    sheets: Any, tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx", sheets=sheets)

    report = land(Lake(tmp_path / "home"), catalogue, [path], received_at=NOW)

    assert {one.source for one in report.files} == {
        "delayed_transfers_by_type", "delayed_transfers_by_reason",
    }  # fmt: skip
    assert [one.rule for one in report.set_aside].count("table_missing") == 1
    assert not report.is_complete


def test_headings_that_stand_too_low_are_found_and_told(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx", moved=30, sheets={RESPONSIBLE: SHEETS[RESPONSIBLE]})

    with pytest.raises(Refusal, match=r"row 39.*first 20 rows.*Delete the rows above"):
        read_all(path, catalogue)


def test_a_workbook_without_its_month_says_where_the_month_stands(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx", period="")

    with pytest.raises(Refusal, match="the line “Period: November 2019” above the headings"):
        read_all(path, catalogue)


@pytest.mark.parametrize("period", ["June 2018", "November 2029"])
def test_a_month_that_had_not_begun_when_it_was_published_is_refused(
    period: str, tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx", period=period)

    report = land(Lake(tmp_path / "home"), catalogue, [path], received_at=NOW)

    assert [one.fate for one in report.files] == ["refused"]
    assert "had not begun" in report.files[0].reason


def test_a_workbook_is_known_by_its_content_whatever_it_is_called(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx").rename(tmp_path / "DToC.xls")

    assert len(read_all(path, catalogue)) == 3


def test_a_text_that_is_called_gz_and_is_none_is_read(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(LONG + "Derby,7,3,0,April 2018\n", name="dtoc.csv.gz")

    assert read(path, catalogue).rows_landed == 1


def test_a_year_is_no_month(make: Make, catalogue: SourceCatalogue) -> None:
    path = make(LONG + "Derby,7,3,0,2018\nSutton,7,3,0,2018-19\nTrafford,7,3,0,April 2018\n")

    reading = read(path, catalogue)

    assert reading.rows_landed == 1
    # The name beside a month that cannot be read is not blamed for it.
    assert [(one.row, one.column) for one in reading.set_aside] == [
        (2, "Period_year"), (3, "Period_year"),
    ]  # fmt: skip


def test_a_council_of_another_time_is_told_with_who_came_before_or_after(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        LONG + "Poole,7,3,0,April 2019\n"
        '"Bournemouth, Christchurch & Poole",7,3,0,March 2019\nDerbyy,1,1,1,March 2019\n'
    )

    reading = read(path, catalogue)

    ended, early, strange = (one.reason for one in reading.set_aside)
    assert reading.rows_landed == 0
    assert ended.startswith("Poole ended on 1 April 2019; Bournemouth, Christchurch and Poole")
    assert "began on 1 April 2019, after Bournemouth, Poole and Dorset" in early
    assert strange.startswith("Name is not a council, region or England")


def test_totals_with_commas_between_thousands_are_numbers(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(LONG + 'Derby,"1,204",3,0,April 2018\n')

    found = figures(read(path, catalogue))

    assert found["E06000015", "delayed_days_nhs", date(2018, 4, 1)] == 1204


@pytest.mark.parametrize("row", [
    "E08000009,E08000009,1", "Trafford,E08000009,1", "E08000009,E12000002,1",
    "E92000001,E08000009,1", "E08000009,E08000007,0",
])  # fmt: skip
def test_who_cannot_be_a_neighbour_is_set_aside(
    row: str, make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(f"{NEIGHBOURS}{row}\nE08000009,E08000001,2\n", name="neighbours_2026-10.csv")

    reading = read(path, catalogue)

    assert (reading.rows_landed, [one.row for one in reading.set_aside]) == (1, [2])


@pytest.mark.parametrize(("broken", "said"), [
    ({"objects": {}}, "Came: no area"),
    ({"objects": None}, "objects or arcs of another kind"),
    ({"objects": []}, "objects or arcs of another kind"),
    ({"objects": {"utla": {"geometries": None}}}, "Came: no area"),
    ({"arcs": "none"}, "objects or arcs of another kind"),
    ({"transform": {"scale": [1]}}, "cannot be followed"),
])  # fmt: skip
def test_broken_boundaries_are_refused_in_words(
    broken: dict[str, Any], said: str, make: Make, catalogue: SourceCatalogue
) -> None:
    text = json.dumps(topology(area("E08000009")) | broken)

    with pytest.raises(Refusal, match=said):
        read(make(text, name="boundaries.json"), catalogue)


def test_boundaries_without_a_name_that_is_known_say_which_were_there(
    make: Make, catalogue: SourceCatalogue
) -> None:
    text = json.dumps(topology(area("E08000009", key="id")))

    with pytest.raises(Refusal, match=r"areacd, AREACD.*Came: id, areanm"):
        read(make(text, name="boundaries.json"), catalogue)


def test_an_area_whose_properties_are_no_properties_is_set_aside_alone(
    make: Make, catalogue: SourceCatalogue
) -> None:
    odd = area("E08000001") | {"properties": "Bolton"}
    text = json.dumps(topology(odd, area("E08000009")))

    reading = read(make(text, name="boundaries.json"), catalogue)

    assert (reading.rows_landed, [one.row for one in reading.set_aside]) == (1, [1])


def test_a_reason_that_a_workbook_lacks_is_named(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    sheets = {"LA - by reason": [*REASONS, "Total"]}
    path = workbook(tmp_path / "DToC.xlsx", sheets=sheets)

    reading = read_all(path, catalogue, source="delayed_transfers_by_reason")[0]

    assert any("not in this file" in note and "housing" in note for note in reading.notes)


def test_geojson_is_told_from_what_is_read(make: Make, catalogue: SourceCatalogue) -> None:
    path = make('{"type": "FeatureCollection", "features": []}', name="areas.geojson")

    with pytest.raises(Refusal, match="Ask for the boundaries as TopoJSON"):
        read(path, catalogue)


def test_a_pattern_is_told_by_an_example(make: Make, catalogue: SourceCatalogue) -> None:
    path = make(
        "location_id,home_name,criterion,answer,number,out_of,answered_on\n"
        "1-1,Elm House,tablets,counted,5,thirty,2026-10-01\n",
        name="digital_return.csv",
    )

    (aside,) = read(path, catalogue).set_aside

    assert aside.reason.startswith("out_of is not text like 30.")
