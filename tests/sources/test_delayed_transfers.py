"""Delayed transfers: several tables on sheets of one workbook, and long files of all months."""

from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from caresight.lake.lake import Lake
from caresight.pipeline.landing import land
from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read, read_all
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import Make

REASONS = ["A) Awaiting completion of assessment", "G) Patient or family choice", "H) Disputes"]
SHEETS: dict[str, list[str]] = {
    "LA - by type of care": ["Acute", "Non-Acute", "Total"],
    "LA - by responsible org": ["NHS", "Social Care", "Both", "Total"],
    "LA - by reason": [*REASONS, "Total"],
}
COUNCILS: list[list[Any]] = [
    ["-", "England", 90, 30, 6, 126],
    [],
    ["E06000015", "Derby UA", 50, 10, 0, 60],
    ["E06000029", "Poole UA", 40, 20, 6, 66],
    ["-", "Resident in Scotland", 1, 0, 0, 1],
]


def workbook(
    path: Path, *, period: str = "March 2018", revised: str = "", moved: int = 0, sheets: Any = None
) -> Path:
    """An invented month in the layout of the published ones."""
    above = [
        ["Title:", "Invented delayed transfers"], ["Period:", period], ["Source:", "Nobody"],
        ["Published:", "10th May 2018"], ["Revised:", revised], ["Status:", "Invented"],
    ]  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        for name, headings in (sheets or SHEETS).items():
            sheet, wide = book.add_worksheet(name), len(headings)
            for number, cells in enumerate([[]] * moved + above):
                sheet.write_row(number, 1, cells)
            twice = [*headings, "", *headings]
            sheet.write_row(moved + 8, 1, ["ONS Geography", "Name", *twice])
            for number, cells in enumerate(COUNCILS):
                figures = cells[2 : 1 + wide] + cells[-1:] if cells else []
                as_beds = ["", *(figure / 31 for figure in figures)]
                sheet.write_row(moved + 9 + number, 1, [*cells[:2], *figures, *as_beds])
    return path


def figures(reading: Any) -> dict[tuple[str, str, date], float]:
    table = reading.tables["observations"].to_pylist()
    return {(r["entity_id"], r["component"], r["period_start"]): r["value"] for r in table}


@pytest.mark.parametrize("moved", [0, 4])
def test_each_sheet_of_a_month_lands_as_a_table_of_its_own(
    moved: int, tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    readings = read_all(workbook(tmp_path / "DToC.xlsx", moved=moved), catalogue)

    by_source = {reading.source: reading for reading in readings}
    assert set(by_source) == {
        "delayed_transfers_by_type", "delayed_transfers_by_agency", "delayed_transfers_by_reason",
    }  # fmt: skip
    march = date(2018, 3, 1)
    found = figures(by_source["delayed_transfers_by_agency"])
    assert found[ENGLAND, "delayed_days", march] == 126
    # The same headings stand once more over people a day: the days count.
    assert found["E06000015", "delayed_days_nhs", march] == 50
    assert found["E06000029", "delayed_days_social_care", march] == 20
    assert {r.rows_landed for r in readings} == {3}
    assert {a.value.split(",")[0] for r in readings for a in r.set_aside} == {
        "Resident in Scotland"
    }
    assert {r.published_on for r in readings} == {date(2018, 5, 10)}


def test_the_day_of_the_revision_counts(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    path = workbook(tmp_path / "DToC.xlsx", revised="13th December 2018")

    assert {one.published_on for one in read_all(path, catalogue)} == {date(2018, 12, 13)}


def test_a_council_that_had_ended_is_set_aside(tmp_path: Path, catalogue: SourceCatalogue) -> None:
    path = workbook(tmp_path / "DToC.xlsx", period="June 2019")

    reading = read_all(path, catalogue, source="delayed_transfers_by_agency")[0]

    assert "Poole UA" in {aside.value.split(",")[0] for aside in reading.set_aside}
    assert reading.rows_landed == 2


def test_a_renamed_sheet_is_refused_with_the_name_it_should_have(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx", sheets={"Councils": SHEETS["LA - by responsible org"]})

    with pytest.raises(Refusal, match="LA - by responsible org"):
        read_all(path, catalogue)


def test_a_workbook_lands_once_with_a_receipt_for_each_table(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    lake, path = Lake(tmp_path / "home"), workbook(tmp_path / "DToC.xlsx")
    now = datetime(2026, 11, 22, tzinfo=UTC)

    first = land(lake, catalogue, [path], received_at=now)
    second = land(lake, catalogue, [path], received_at=now)

    assert [one.fate for one in first.files] == ["landed"] * 3
    assert len({one.receipt_id for one in first.files}) == 3
    assert [one.fate for one in second.files] == ["already_landed"]


def test_one_table_is_asked_for_by_name_and_several_are_not_one(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = workbook(tmp_path / "DToC.xlsx")

    assert read(path, catalogue, source="delayed_transfers_by_type").rows_landed == 3
    with pytest.raises(Refusal, match="several tables"):
        read(path, catalogue)


def test_a_long_file_reads_each_name_by_its_month(make: Make, catalogue: SourceCatalogue) -> None:
    path = make(
        "Name,NHS,Social Care,Both,Period_year\n"
        "Dorset,5,1,0,March 2019\nDorset,7,2,0,April 2019\nPoole,-,-,-,April 2019\n"
        "Derby,x,3,0,April 2019\n"
    )

    reading = read(path, catalogue)

    found = figures(reading)
    assert found["E10000009", "delayed_days_nhs", date(2019, 3, 1)] == 5
    assert found["E06000059", "delayed_days_nhs", date(2019, 4, 1)] == 7
    assert {(aside.row, aside.column) for aside in reading.set_aside} == {(4, "Name"), (5, "NHS")}


def test_signs_for_what_is_not_told_are_never_nought(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        "Name,NHS,Social Care,Both,Period_year\n"
        "Derby,*,[c],0,April 2018\nSutton,-,[x],3,April 2018\n"
    )

    table = read(path, catalogue).tables["observations"].to_pylist()

    found = {(r["entity_id"], r["component"]): (r["value"], r["status"]) for r in table}
    assert found == {
        ("E06000015", "delayed_days_nhs"): (None, "suppressed"),
        ("E06000015", "delayed_days_social_care"): (None, "suppressed"),
        ("E06000015", "delayed_days_both"): (0, "reported"),
        ("E09000029", "delayed_days_both"): (3, "reported"),
    }


def test_a_month_that_stands_twice_in_one_file_is_not_added_up(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        "Name,NHS,Social Care,Both,Period_year\n"
        "Derby,5,1,0,April 2018\nDerby,7,1,0,April 2018\nSutton,2,1,0,April 2018\n"
    )

    reading = read(path, catalogue)

    months = [key for key in figures(reading) if key[0] == "E06000015"]
    assert len(months) == len(set(months))
    assert reading.rows_set_aside >= 1


@pytest.mark.real
@pytest.mark.slow
def test_nine_workbooks_and_two_long_files_say_the_same_of_every_council_and_month(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    said: dict[tuple[str, str, date], set[float]] = defaultdict(set)
    times: dict[tuple[str, str, date], int] = defaultdict(int)
    folder = shared_folder / "data/dtoc"
    paths = [*folder.glob("dtoc_days_*.csv.gz"), *folder.glob("nhse_monthly/*.xls")]
    for path in paths:
        for reading in read_all(path, catalogue):
            for key, value in figures(reading).items():
                said[key].add(value)
                times[key] += 1

    shared = [key for key, number in times.items() if number > 1]
    assert len(paths) == 11
    assert len(shared) > 20_000
    assert {key: values for key, values in said.items() if len(values) > 1} == {}


@pytest.mark.real
@pytest.mark.slow
def test_england_and_its_councils_come_out_as_published_for_2017_18(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    adults: dict[str, float] = defaultdict(float)
    file = shared_folder / "data/la/ons_mid2020_population_by_age_la.xls"
    people = read(file, catalogue, source="population_by_age")
    for (area, component, _), value in figures(people).items():
        if component.startswith("population_age_") and int(component[-2:]) >= 18:
            adults[area] += value
    days: dict[str, float] = defaultdict(float)
    file = shared_folder / "data/dtoc/dtoc_days_by_responsible_org_la_monthly.csv.gz"
    for (area, _, month), value in figures(read(file, catalogue)).items():
        if date(2017, 4, 1) <= month < date(2018, 4, 1):
            days[area] += value

    rates = {code: days[code] / 365 / adults[code] * 100_000 for code in days if code in adults}

    assert round(rates.pop(ENGLAND), 1) == 12.2
    ranked = sorted(rates, key=rates.__getitem__)
    redbridge, bradford, rutland = "E09000026", "E08000032", "E06000017"
    stoke, cumbria = "E06000021", "E10000006"
    assert {redbridge, bradford} <= set(ranked[:10])
    assert rutland in ranked[:20]
    assert {stoke, cumbria} <= set(ranked[-10:])
    # Nobody counted the people of Bournemouth, Poole, old Dorset and Northamptonshire in 2020.
    assert set(days) - set(adults) == {"E06000028", "E06000029", "E10000009", "E10000021"}
