"""Figures of councils in long rows, and what followed delayed transfers, for England alone."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read, read_all
from caresight.vocabulary.areas_over_time import ENGLAND
from tests.sources.conftest import Make
from tests.sources.test_delayed_transfers import figures

PANEL = (
    "Financial year,Local authority code,Local authority name,Measure,Code,Value,MADs_from_median\n"
)
LONG = "area_code,area_name,period,indicator,measure,unit,value\n"
RATED = "Percentage of care homes rated overall as good or outstanding"


def test_a_panel_of_outcomes_gives_each_measure_a_component_of_its_own(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        PANEL
        + '2016-17,E06000015,Derby,"Outcome, Workforce turnover rate",ASC7,24.5,0\n'
        + "2017-18,E06000015,Derby,Carers,ASC1,7.5,0\n"
    )

    assert figures(read(path, catalogue)) == {
        ("E06000015", "panel_workforce_turnover", date(2016, 4, 1)): 24.5,
        ("E06000015", "panel_carer_quality_of_life", date(2017, 4, 1)): 7.5,
    }


def test_a_bare_nought_of_the_panel_is_not_known_and_never_a_figure(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(
        PANEL
        + "2019-20,E06000015,Derby,Life,ASC2,0,-23.8\n"
        + "2019-20,E06000006,Halton,Life,ASC2,0.4,0\n"
    )

    reading = read(path, catalogue)

    known = {key: value for key, value in figures(reading).items() if value is not None}
    assert set(known.values()) == {0.4}
    assert reading.set_aside == ()


def test_a_measure_that_nobody_named_is_set_aside(make: Make, catalogue: SourceCatalogue) -> None:
    path = make(
        LONG
        + f"E92000001,England,Nov 2023,{RATED},Percentage,Care Homes,78.8\n"
        + "E92000001,England,Nov 2023,Something else,Percentage,Care Homes,12\n"
    )

    reading = read(path, catalogue)

    assert figures(reading) == {
        (ENGLAND, "published_homes_good_or_outstanding_percent", date(2023, 11, 1)): 78.8
    }
    assert [(aside.row, aside.column) for aside in reading.set_aside] == [(3, "indicator")]


def test_discharge_delays_of_england_are_two_tables_of_one_workbook(
    tmp_path: Path, catalogue: SourceCatalogue
) -> None:
    path = tmp_path / "invented_delays.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        first = book.add_worksheet("Figure 1")
        first.write_row(
            0, 0, "month org_code perc_patients_delayed patients_discharged_volume".split()
        )
        first.write(0, 4, "perc_bed_delays")
        first.write_row(1, 0, ["Apr-24", "National", 13.5, 300_000, 10.1])
        second = book.add_worksheet("National Delay length")
        second.write_row(0, 0, ["month", "org_code", "average_delay_los_minus_0_day_delay"])
        second.write_row(1, 0, ["Apr-24", "National", 6.2])
        book.add_worksheet("Figure 2").write_row(0, 0, ["org_code", "post", "pre"])

    found = {}
    for reading in read_all(path, catalogue):
        found |= figures(reading)

    month = date(2024, 4, 1)
    assert found == {
        (ENGLAND, "discharged_late_percent", month): 13.5,
        (ENGLAND, "patients_discharged", month): 300_000,
        (ENGLAND, "bed_days_lost_percent", month): 10.1,
        (ENGLAND, "days_waited_of_those_delayed", month): 6.2,
    }


@pytest.mark.real
def test_the_real_panel_the_real_peers_and_the_real_delays_land_whole(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    data = shared_folder / "data"
    paths = [
        data / "ascof/oflog_asc_measures_by_la_2015-23.csv",
        *sorted((data / "ascof/trafford_neighbours").glob("*.csv")),
        data / "dtoc/hf_discharge_delays_by_trust_2024-26.xlsx",
    ]

    readings = [reading for path in paths for reading in read_all(path, catalogue)]

    landed = [(reading.source, reading.rows_landed, len(reading.set_aside)) for reading in readings]
    assert sorted(landed) == [
        ("council_measures_long", 170, 0), ("council_measures_long", 187, 0),
        ("council_measures_long", 510, 0), ("discharge_delay_length_england", 18, 0),
        ("discharge_delays_england", 18, 0), ("outcomes_panel", 6_376, 0),
    ]  # fmt: skip
