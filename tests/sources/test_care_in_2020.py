"""Deaths and outbreaks in care homes of 2020: days by council, and homes out of all homes."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read, read_all
from caresight.vocabulary.areas_over_time import ENGLAND, councils_within
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import Make
from tests.sources.test_delayed_transfers import figures

DAYS = "Name,Date,All cause,Covid-19 Deaths\n"
DERBY, SUTTON = "E06000015", "E09000029"
DAILY = "data/deaths/cqc_notified_care_home_deaths_la_daily_2020.csv.gz"
OUTBREAKS = "data/deaths/phe_care_home_outbreaks_2020.ods"


def test_a_day_is_a_stretch_of_its_own_and_notes_below_it_are_passed_over(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        DAYS
        + "England,2020-04-10,9,4\nDerby,2020-04-10,3,1\nNotes:,2020-04-10,,\n"
        + '"1. Data provided by nobody, as it is invented.",2020-04-10,,\nDerby,2020-04-11,0,0\n'
    )

    reading = read(path, catalogue)

    found = figures(reading)
    assert found[ENGLAND, "deaths_in_homes", date(2020, 4, 10)] == 9
    assert found[DERBY, "deaths_in_homes_covid", date(2020, 4, 11)] == 0
    assert {
        (row["period_end"] - row["period_start"]).days
        for row in reading.tables["observations"].to_pylist()
    } == {1}
    assert (reading.rows_landed, reading.rows_passed_over, reading.set_aside) == (3, 2, ())


def test_a_day_that_was_kept_back_or_is_not_told_is_never_nought(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(DAYS + "Derby,2020-04-10,*,[c]\nSutton,2020-04-10,3,-\n")

    assert figures(read(path, catalogue)) == {
        (DERBY, "deaths_in_homes", date(2020, 4, 10)): None,
        (DERBY, "deaths_in_homes_covid", date(2020, 4, 10)): None,
        (SUTTON, "deaths_in_homes", date(2020, 4, 10)): 3,
    }


def test_unknown_places_days_that_are_none_and_days_told_twice_are_set_aside(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        DAYS
        + "Nowhere,2020-04-10,3,1\nDerby,2020-04-31,3,1\n"
        + "Sutton,2020-04-10,3,1\nSutton,2020-04-10,5,1\n"
    )

    reading = read(path, catalogue)

    asides = [(aside.row, aside.column, aside.rule) for aside in reading.set_aside]
    assert reading.rows_landed == 0
    assert ("area and day" in asides[-1][1], asides[-1][2]) == (True, "conflicting_rows")
    assert {row for row, _, _ in asides} == {2, 3, 4, 5}


def outbreaks(path: Path, *, sheet: str = "Upper_Tier_Local_authorities", weeks: Any = ()) -> Path:
    """An invented edition in the layout of the published one."""
    headings = [
        "Local Authority", "UTLAApr19CD", "Government office regions", "2020-03-09", "2020-07-13",
        *weeks, "All outbreaks", "Number of care homes",
    ]  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        about = "Figures are included for each week starting from 2 March 2020 by area. Invented."
        book.add_worksheet("Metadata").write_row(0, 0, ["Summary", about])
        table = book.add_worksheet(sheet)
        table.write_row(0, 3, ["Week commencing"])
        for number, row in enumerate([
            headings,
            ["Derby", DERBY, "East Midlands", 0, 1, *[0] * len(weeks), 38, "72"],
            ["Dorset", "E06000059", "South West", 0, 1, *[0] * len(weeks), 4, "NA"],
        ]):  # fmt: skip
            table.write_row(1 + number, 0, row)
    return path


def test_outbreaks_and_homes_are_told_for_the_weeks_of_the_edition(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    (reading,) = read_all(outbreaks(tmp_path / "outbreaks.xlsx"), catalogue)

    rows = reading.tables["observations"].to_pylist()
    assert {(row["period_start"], row["period_end"]) for row in rows} == {
        (date(2020, 3, 9), date(2020, 7, 20))
    }
    assert [(row["entity_id"], row["component"], row["value"]) for row in rows] == [
        (DERBY, "homes_with_an_outbreak", 38), (DERBY, "homes_that_may_report_outbreaks", 72),
        (DERBY, "homes_with_an_outbreak_03_09", 0), (DERBY, "homes_with_an_outbreak_07_13", 1),
        ("E06000059", "homes_with_an_outbreak", 4),
        ("E06000059", "homes_with_an_outbreak_03_09", 0),
        ("E06000059", "homes_with_an_outbreak_07_13", 1),
    ]  # fmt: skip


def test_another_edition_or_a_renamed_sheet_is_refused(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    later = outbreaks(tmp_path / "later.xlsx", weeks=["2020-07-20"])
    renamed = outbreaks(tmp_path / "renamed.xlsx", sheet="Councils")

    for path in (later, renamed):
        with pytest.raises(Refusal, match="care_home_outbreaks"):
            read_all(path, catalogue)


@pytest.mark.real
def test_the_real_days_land_whole_and_councils_come_to_england_on_every_day(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    reading = read(shared_folder / DAILY, catalogue)

    whole: dict[tuple[str, date], float] = defaultdict(float)
    added: dict[tuple[str, date], float] = defaultdict(float)
    for (area, component, day), value in figures(reading).items():
        (whole if area == ENGLAND else added)[component, day] += value
    areas = {area for area, _, _ in figures(reading)}
    # Four lines of notes stand under each of the 155 days.
    assert (reading.rows_landed, reading.rows_passed_over, reading.set_aside) == (23_250, 620, ())
    assert len(whole) == 2 * 155
    assert whole == added
    assert sum(value for (name, _), value in whole.items() if name == "deaths_in_homes") == 58_362
    assert sum(value for (name, _), value in whole.items() if "covid" in name) == 14_232
    assert set(councils_within(ENGLAND, date(2020, 5, 1))) - areas == {"E06000053", "E09000001"}


@pytest.mark.real
def test_weeks_of_the_statistics_office_count_more_and_are_another_figure_that_is_not_read(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    path = shared_folder / "data/deaths/ons_deaths_care_sector_covid_england_wales.xlsx"
    book = CalamineWorkbook.from_path(str(path))
    daily = figures(read(shared_folder / DAILY, catalogue))
    england: dict[str, list[float]] = defaultdict(list)
    for name, component in (("13", "deaths_in_homes"), ("14", "deaths_in_homes_covid")):
        rows = book.get_sheet_by_name(f"Table {name}").to_python(skip_empty_area=False)
        row = next(row for row in rows if row[0] == "England")
        for ends, told in zip(rows[4][1:5], row[1:5], strict=True):
            days = [day for area, one, day in daily if (area, one) == (ENGLAND, component)]
            within = [day for day in days if 0 <= (ends - day).days < 7]
            england[component].append(told - sum(daily[ENGLAND, component, d] for d in within))

    # In its first week 1,058 died in hospital, 135 elsewhere, and of 1,744 nobody said where.
    assert england["deaths_in_homes"] == [1_467, 1_344, 1_080, 637]
    assert min(england["deaths_in_homes_covid"]) > 0
    with pytest.raises(Refusal, match="no file that Caresight knows"):
        read_all(path, catalogue)


@pytest.mark.real
def test_the_real_outbreaks_land_and_regions_are_the_sums_of_their_councils(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    by_source = {one.source: one for one in read_all(shared_folder / OUTBREAKS, catalogue)}

    councils, regions = (by_source[f"care_home_outbreaks_{of}"] for of in ("council", "region"))
    assert (councils.rows_landed, regions.rows_landed) == (151, 9)
    assert councils.set_aside == regions.set_aside == ()
    sums = [
        {
            name: sum(v for (_, one, _), v in figures(reading).items() if one == name)
            for name in ("homes_with_an_outbreak", "homes_that_may_report_outbreaks")
        }
        for reading in (councils, regions)
    ]
    assert sums[0] == sums[1] == {
        "homes_with_an_outbreak": 6_811, "homes_that_may_report_outbreaks": 15_476,
    }  # fmt: skip
