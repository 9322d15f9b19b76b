"""England's real files of delayed transfers, outcomes and people, to the pages of a release."""

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from caresight.indicators.area_definition import Published, load_area_measures
from caresight.lake.as_at import KnownAt
from caresight.lake.lake import Lake
from caresight.pipeline.build import build
from caresight.pipeline.landing import land
from caresight.pipeline.release_index.places import MeasureDocument
from caresight.pipeline.release_index.reading import ReleaseIndex, index_path
from caresight.sources.catalogue import load_sources
from caresight.vocabulary.areas_over_time import ENGLAND

pytestmark = [pytest.mark.real, pytest.mark.slow]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASCOF = "ascof/ascof_2020-21_open_data.xlsx"
SECONDS = 30
"""Of the processor, for landing and for building alike."""


@pytest.fixture(scope="module")
def england(
    shared_folder: Path, definitions: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[ReleaseIndex, float, float]:
    data = shared_folder / "data"
    paths = [
        *sorted((data / "dtoc").glob("dtoc_days_*.csv.gz")),
        *sorted((data / "dtoc/nhse_monthly").glob("*.xls")),
        data / "dtoc/dtoc_england_time_series_2010-08_to_2020-02.xls",
        data / ASCOF,
        data / "ascof/oflog_asc_measures_by_la_2015-23.csv",
        data / "la/ons_mid2020_population_by_age_la.xls",
        data / "la/iod2019_upper_tier_la_summaries.xlsx",
        data / "deaths/cqc_notified_care_home_deaths_la_daily_2020.csv.gz",
        data / "deaths/phe_care_home_outbreaks_2020.ods",
        data / "workforce/skills_for_care_la_turnover_vacancy_2019-20.csv",
    ]
    lake = Lake(tmp_path_factory.mktemp("england"))
    began = time.process_time()
    land(lake, load_sources(definitions / "sources"), paths, received_at=NOW)
    landed = time.process_time()
    release = build(lake, definitions, known=KnownAt(NOW.date()), made_at=NOW)
    built = time.process_time()
    index = ReleaseIndex(index_path(lake.home, release.release_id))
    return index, landed - began, built - landed


def measure(index: ReleaseIndex, code: str) -> MeasureDocument:
    found = index.measure(code)
    assert found is not None
    return found


def year(document: MeasureDocument, start: str) -> dict[str, float]:
    column = document["periods"].index(start)
    every = {area: values[column] for area, values in document["series"].items()}
    return {area: value for area, value in every.items() if value is not None}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("delayed_days_12_months", 12.2),
        ("delayed_days_social_care_12_months", 4.3),
        ("delayed_days_nhs_12_months", 7.0),
        ("delayed_days_both_12_months", 0.9),
    ],
)
def test_england_of_2017_18_is_as_reported(
    code: str, expected: float, england: tuple[ReleaseIndex, float, float]
) -> None:
    assert round(year(measure(england[0], code), "2017-04-01")[ENGLAND], 1) == expected


def test_the_parts_of_england_come_to_the_whole(england: tuple[ReleaseIndex, float, float]) -> None:
    parts = ("delayed_days_social_care", "delayed_days_nhs", "delayed_days_both")
    total = year(measure(england[0], "delayed_days_12_months"), "2017-04-01")

    found = [year(measure(england[0], f"{one}_12_months"), "2017-04-01") for one in parts]

    assert sum(one[ENGLAND] for one in found) == pytest.approx(total[ENGLAND], abs=1e-5)


def test_the_best_and_worst_councils_are_those_that_were_reported(
    england: tuple[ReleaseIndex, float, float],
) -> None:
    councils = {
        area: value
        for area, value in year(measure(england[0], "delayed_days_12_months"), "2017-04-01").items()
        if not area.startswith(("E12", "E92"))
    }
    ranked = sorted(councils, key=councils.__getitem__)

    redbridge, bradford, rutland = "E09000026", "E08000032", "E06000017"
    stoke, cumbria = "E06000021", "E10000006"
    assert {redbridge, bradford} <= set(ranked[:10])
    assert rutland in ranked[:20]
    assert {stoke, cumbria} <= set(ranked[-10:])


def test_official_outcomes_stand_in_the_release_to_the_published_decimals(
    england: tuple[ReleaseIndex, float, float], shared_folder: Path, definitions: Path
) -> None:
    path = shared_folder / "data" / ASCOF
    sheet = CalamineWorkbook.from_path(os.fspath(path)).get_sheet_by_index(0).to_python()
    renamed = {"E10000023": "E06000065", "E10000027": "E06000066", "E10000002": "E06000060"}
    official = {
        (renamed.get(str(row[3]), row[3]), f"ascof_{row[4]}_outcome".lower()): row[7]
        for row in sheet[1:]
        if row[3] and row[6] == "Outcome" and not str(row[7]).startswith("[")
    }
    shown = 0
    for one in load_area_measures(definitions):
        if not isinstance(one.method, Published) or not one.method.outcome.startswith("ascof_"):
            continue
        document = measure(england[0], one.code)
        found = {area: values[0] for area, values in document["series"].items()}
        component = one.method.outcome
        assert found == {area: v for (area, name), v in official.items() if name == component}
        shown += len(found)
    assert shown > 2_000
    assert (
        round(year(measure(england[0], "still_at_home_91_days"), "2020-04-01")[ENGLAND], 1) == 79.1
    )


def test_a_region_is_the_sum_of_its_councils(england: tuple[ReleaseIndex, float, float]) -> None:
    lines = {
        one["area_name"]: one for one in measure(england[0], "delayed_days_12_months")["lines"]
    }
    north_east = lines["North East"]["figure"]
    councils = [
        one["figure"]["numerator"]
        for one in lines.values()
        if one["region"] == "North East" and one["kind"] == "council"
    ]

    assert len(councils) == 12
    assert north_east["numerator"] == sum(filter(None, councils))
    assert "added up from its 12 councils" in north_east["source"]


def test_england_and_its_councils_are_compared_and_the_rest_is_reported(
    england: tuple[ReleaseIndex, float, float],
) -> None:
    document = measure(england[0], "delayed_days")

    apart = {one["period_words"]: one for one in document["does_not_add_up"]}
    assert len(apart) > 100
    # People who live outside England are counted in the whole and in no council.
    assert all(one["sum"] < one["told"] for one in apart.values())
    # England alone is told twice: its series was revised from January 2019 on.
    differ = document["differences"]
    assert {one["area_name"] for one in differ} == {"England"}
    assert len({one["period_words"] for one in differ}) == 11


def test_deaths_in_homes_are_told_by_council_region_and_england_for_every_month_that_was_told(
    england: tuple[ReleaseIndex, float, float],
) -> None:
    document = measure(england[0], "deaths_in_homes")
    whole = measure(england[0], "deaths_in_homes_covid_2020")

    assert document["period_words"] == [
        "10 to 30 April 2020", "May 2020", "June 2020", "July 2020", "August 2020",
        "1 to 11 September 2020",
    ]  # fmt: skip
    assert [round(value or 0, 1) for value in document["series"][ENGLAND]] == [
        60.2, 30.1, 18.5, 15.7, 14.9, 18.4,
    ]  # fmt: skip
    assert whole["england"] is not None
    assert whole["england"]["numerator"] == 14_232
    assert len([one for one in whole["lines"] if one["kind"] == "region"]) == 9
    assert document["does_not_add_up"] == document["differences"] == []


def test_homes_with_an_outbreak_keep_what_exceeds_the_homes_and_give_it_no_interval(
    england: tuple[ReleaseIndex, float, float],
) -> None:
    document = measure(england[0], "homes_with_an_outbreak")

    beyond = [one for one in document["lines"] if (one["figure"]["value"] or 0) > 100]
    assert document["england"] is not None
    assert round(document["england"]["value"] or 0, 1) == 44.0
    assert {one["area_name"] for one in beyond} == {
        "Hammersmith and Fulham", "Kensington and Chelsea", "Tower Hamlets",
    }  # fmt: skip
    assert {one["figure"]["upper"] for one in beyond} == {None}
    # The weeks come to all outbreaks, and the councils to their regions, everywhere.
    assert document["does_not_add_up"] == []


def test_landing_and_building_keep_their_time(england: tuple[ReleaseIndex, float, float]) -> None:
    _, landing, building = england

    assert landing < SECONDS
    assert building < SECONDS


def test_a_page_of_an_area_is_read_in_a_moment(england: tuple[ReleaseIndex, float, float]) -> None:
    began = time.process_time()

    page = england[0].place("E09000029")

    assert time.process_time() - began < 0.05
    assert page is not None
    assert page["overall"] is not None
    assert "not of one time" in page["overall"]["periods_differ"]
    assert len(page["neighbours"]) == 15
    assert date.fromisoformat(page["measures"][2]["row"]["latest"]) == date(2019, 1, 1)
