"""England's whole series of delayed transfers: a year that is written once, and later revisions."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read_all
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.vocabulary.refusal import Refusal
from tests.sources.test_delayed_transfers import REASONS, figures

Rows = list[list[Any]]
MONTHS: Rows = [
    ["2010-11", "February", 60, 30, 10, 100],
    ["", "March", 66, 31, 10, 107],
    ["2011-12", "April", 50, 29, "-", 90],
    ["", "January", "*", 28, 8, 88],
    ["", "", "", "", "", ""],
    ["Notes:", "", "", "", "", ""],
]
SHEETS = {
    "Delayed Days by type": ["Acute", "Non-Acute", "Total"],
    "Delayed Days by responsible org": ["NHS", "Social Care", "Both", "Total"],
    "Delayed Days by reason": [*REASONS, "Total"],
}


def series(
    path: Path, *, months: Rows = MONTHS, moved: int = 0, renamed: dict[str, str] | None = None
) -> Path:
    """An invented series in the layout of the published one."""
    above = [
        ["Title:", "Invented delayed transfers"], ["Published:", "9th April 2020"],
        ["Revised:", "10th September 2020"],
    ]  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        for name, headings in SHEETS.items():
            sheet, wide = book.add_worksheet((renamed or {}).get(name, name)), len(headings)
            for number, cells in enumerate([[]] * moved + above):
                sheet.write_row(number, 1, cells)
            sheet.write_row(moved + 6, 3, ["Delayed Days", *[""] * wide, "DTOC Beds"])
            sheet.write_row(moved + 7, 1, ["Year", "Period", *headings, "", *headings])
            for number, cells in enumerate(months):
                told = [cell for cell in cells[: 1 + wide] + cells[-1:] if cell != ""]
                sheet.write_row(moved + 9 + number, 1, told if cells[0] else ["", *told])
    return path


def by_agency(path: Path, catalogue: SourceCatalogue) -> Any:
    return read_all(path, catalogue, source="delayed_transfers_england_by_agency")[0]


@pytest.mark.parametrize("moved", [0, 5])
def test_a_month_takes_the_year_that_is_written_above_it(
    moved: int, tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    reading = by_agency(series(tmp_path / "series.xlsx", moved=moved), catalogue)

    found = figures(reading)
    assert found[ENGLAND, "delayed_days", date(2011, 2, 1)] == 100
    assert found[ENGLAND, "delayed_days", date(2011, 3, 1)] == 107
    assert found[ENGLAND, "delayed_days", date(2011, 4, 1)] == 90
    assert found[ENGLAND, "delayed_days", date(2012, 1, 1)] == 88
    assert (reading.rows_landed, reading.rows_passed_over, reading.set_aside) == (4, 1, ())
    assert reading.published_on == date(2020, 9, 10)


def test_signs_for_what_is_not_told_are_never_nought(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    reading = by_agency(series(tmp_path / "series.xlsx"), catalogue)

    found = figures(reading)
    assert (ENGLAND, "delayed_days_both", date(2011, 4, 1)) not in found
    assert found[ENGLAND, "delayed_days_nhs", date(2012, 1, 1)] is None


def test_a_month_without_a_year_above_it_is_set_aside(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = series(tmp_path / "series.xlsx", months=[["", "March", 5, 3, 1, 9], *MONTHS])

    reading = by_agency(path, catalogue)

    assert [(aside.value, aside.rule) for aside in reading.set_aside] == [("March", "not_period")]
    assert "financial year" in reading.set_aside[0].reason
    assert reading.rows_landed == 4


def test_a_month_that_is_told_twice_in_one_sheet_is_not_chosen(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    twice = [*MONTHS[:2], ["", "March", 99, 31, 10, 140], *MONTHS[2:]]

    reading = by_agency(series(tmp_path / "series.xlsx", months=twice), catalogue)

    assert not [key for key in figures(reading) if key[2] == date(2011, 3, 1)]
    assert [aside.row for aside in reading.set_aside] == [11, 12]


def test_a_renamed_sheet_is_refused_with_the_name_it_should_have(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    renamed = {name: f"Sheet {number}" for number, name in enumerate(SHEETS)}

    with pytest.raises(Refusal, match="Delayed Days by"):
        read_all(series(tmp_path / "series.xlsx", renamed=renamed), catalogue)


SERIES = "data/dtoc/dtoc_england_time_series_2010-08_to_2020-02.xls"
REVISED = [
    "2018-11", "2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05",
    "2019-06", "2019-07", "2019-08", "2019-09", "2019-10", "2019-11", "2019-12",
]  # fmt: skip
"""Months that the publisher revised after the monthly files: they differ, and are not repaired."""


@pytest.mark.real
@pytest.mark.slow
def test_the_real_series_agrees_with_the_monthly_files_in_91_months_of_105(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    folder = shared_folder / "data/dtoc"
    monthly: dict[tuple[str, date], set[float]] = defaultdict(set)
    for path in [*folder.glob("dtoc_days_*.csv.gz"), *folder.glob("nhse_monthly/*.xls")]:
        for reading in read_all(path, catalogue):
            for (area, component, month), value in figures(reading).items():
                if area == ENGLAND:
                    monthly[component, month].add(value)

    whole = read_all(shared_folder / SERIES, catalogue)
    told = {key[1:]: value for reading in whole for key, value in figures(reading).items()}

    shared = set(told) & set(monthly)
    differ = {
        (name, month) for name, month in shared if monthly[name, month] != {told[name, month]}
    }
    by_agency = {"delayed_days_nhs", "delayed_days_social_care", "delayed_days_both"}
    assert [(reading.rows_landed, len(reading.set_aside)) for reading in whole] == [(115, 0)] * 3
    assert len({month for _, month in told}) == 115
    assert len({month for name, month in shared if name in by_agency}) == 105
    assert sorted({f"{month:%Y-%m}" for name, month in differ if name in by_agency}) == REVISED
    assert sorted({f"{month:%Y-%m}" for _, month in differ}) == REVISED


@pytest.mark.real
def test_the_sheet_that_is_not_read_comes_to_what_the_others_tell(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    book = CalamineWorkbook.from_path(str(shared_folder / SERIES))
    rows = book.get_sheet_by_name("Delayed Days").to_python(skip_empty_area=False)
    months = [row for row in rows if str(row[1])[:2] == "20" and row[2]]
    kinds = {"NHS": "delayed_days_nhs", "Social Care": "delayed_days_social_care",
             "Both": "delayed_days_both"}  # fmt: skip

    reading = by_agency(shared_folder / SERIES, catalogue)

    told = figures(reading)
    for heading, component in kinds.items():
        columns = [place for place, name in enumerate(rows[16]) if name == heading]
        sums = [sum(row[place] for place in columns) for row in months]
        series = [value for key, value in told.items() if key[1] == component]
        assert len(columns) == 21
        assert sums == series
