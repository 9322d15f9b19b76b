"""The care workforce by district: a council's figure once, and no part of a share for a whole."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from caresight.sources.catalogue import SourceCatalogue
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal
from tests.sources.conftest import Make
from tests.sources.test_delayed_transfers import figures

HEADINGS = (
    "LAD19CD,Staff turnover rate,Mean sickness days,Adult Social Care - Coping score,"
    "Vacancy rate,Mean % of non-zero-hours contracts\n"
)
NAME = "invented_turnover_2019-20.csv"
SUTTON, CORNWALL, EXETER = "E09000029", "E06000052", "E07000041"
YEAR = date(2019, 4, 1)
LOOKUP = "data/la/ltla_to_utla_to_region_2019-04.csv"
REAL = "data/workforce/skills_for_care_la_turnover_vacancy_2019-20.csv"


def test_figures_of_councils_land_and_parts_that_were_spread_over_districts_do_not(
    make: Make, catalogue: SourceCatalogue
) -> None:
    part = "0.3,5,0.1,0.08,0.9"
    path = make(HEADINGS + f"{EXETER},{part}\n{CORNWALL},{part}\n{SUTTON},0.2,4,7,0.05,0.8\n", NAME)

    reading = read(path, catalogue)

    assert figures(reading) == {
        (SUTTON, "care_staff_turnover_share", YEAR): 0.2,
        (SUTTON, "care_staff_sickness_days", YEAR): 4,
        (SUTTON, "care_staff_vacancy_share", YEAR): 0.05,
        (SUTTON, "care_staff_not_zero_hours_share", YEAR): 0.8,
    }
    assert (reading.rows_landed, reading.rows_passed_over, reading.set_aside) == (1, 2, ())


def test_what_cannot_be_a_share_is_set_aside_alone_and_scores_of_others_are_not_read(
    make: Make, catalogue: SourceCatalogue
) -> None:
    path = make(HEADINGS + f"{SUTTON},27.4,4,1.3,NA,0.8\n", NAME)

    reading = read(path, catalogue)

    assert {name for _, name, _ in figures(reading)} == {
        "care_staff_sickness_days", "care_staff_not_zero_hours_share",
    }  # fmt: skip
    assert [(aside.column, aside.rule) for aside in reading.set_aside] == [
        ("Staff turnover rate", "out_of_bounds")
    ]


def test_a_file_whose_name_tells_no_year_is_refused(make: Make, catalogue: SourceCatalogue) -> None:
    with pytest.raises(Refusal, match="does not say of which month"):
        read(make(HEADINGS + f"{SUTTON},0.2,4,7,0.05,0.8\n"), catalogue)


@pytest.mark.real
def test_the_real_file_gives_121_councils_and_no_county(
    shared_folder: Path, catalogue: SourceCatalogue
) -> None:
    reading = read(shared_folder / REAL, catalogue)

    areas = {area for area, _, _ in figures(reading)}
    assert (reading.rows_read, reading.rows_landed, reading.rows_passed_over) == (316, 121, 195)
    assert reading.set_aside == ()
    assert len(areas) == 121
    assert not {area for area in areas if area.startswith("E10")}


@pytest.mark.real
def test_districts_of_a_county_hold_parts_of_one_figure_and_are_therefore_no_figures(
    shared_folder: Path,
) -> None:
    # The quotient of two shares is the same in all districts: each is the county's times a part.
    with (shared_folder / LOOKUP).open(encoding="utf-8") as file:
        county = {row["LTLA19CD"]: row["UTLA19CD"] for row in csv.DictReader(file)}
    quotients: dict[str, set[float]] = defaultdict(set)
    with (shared_folder / REAL).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = row["LAD19CD"]
            if code.startswith("E07") or code in ("E06000052", "E06000053"):
                within = county[code] if code.startswith("E07") else "Cornwall"
                quotient = float(row["Vacancy rate"]) / float(row["Staff turnover rate"])
                quotients[within].add(round(quotient, 6))

    assert len(quotients) == 27
    assert {len(found) for found in quotients.values()} == {1}
