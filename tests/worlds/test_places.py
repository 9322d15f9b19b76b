"""Invented areas: what is drawn of them, and that the readers of real files read it."""

from pathlib import Path

import numpy as np
import pytest

from caresight.sources.catalogue import load_sources
from caresight.sources.reading import Reading, read_all
from caresight.vocabulary.areas import invented_councils
from caresight.worlds.place_files import NOT_GIVEN, write_place_files
from caresight.worlds.places import DELAY_MONTHS, FEWEST_PLACES, Places, draw_places

BOARD = tuple(invented_councils().values())[:6]


@pytest.fixture(scope="module")
def places() -> Places:
    return draw_places(seed=20, councils=BOARD)


@pytest.fixture(scope="module")
def readings(
    places: Places, definitions: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Reading]:
    files = write_place_files(tmp_path_factory.mktemp("areas"), places)
    catalogue = load_sources(definitions / "sources")
    found = [reading for file in files for reading in read_all(file.path, catalogue)]
    return {reading.source: reading for reading in found}


def test_the_councils_of_the_homes_come_first_and_others_make_up_the_number(
    places: Places,
) -> None:
    assert places.councils[:6] == BOARD
    assert len(set(places.councils)) == FEWEST_PLACES


def test_the_same_seed_draws_the_same_areas_and_another_one_others(places: Places) -> None:
    again = draw_places(seed=20, councils=BOARD)
    other = draw_places(seed=21, councils=BOARD)

    assert np.array_equal(again.delayed, places.delayed)
    assert not np.array_equal(other.people, places.people)


def test_no_delay_is_put_down_to_a_body_that_cannot_cause_it(places: Places) -> None:
    further_nhs_care, housing = 2, 9

    assert not places.delayed[:, :, 1:, further_nhs_care].any()
    assert not places.delayed[:, :, 1:, housing].any()


def test_the_same_areas_are_written_in_the_same_bytes(places: Places, tmp_path: Path) -> None:
    first = write_place_files(tmp_path / "one", places)
    second = write_place_files(tmp_path / "two", places)

    for one, two in zip(first, second, strict=True):
        assert one.path.read_bytes() == two.path.read_bytes()


def test_every_file_about_areas_is_recognised_dated_and_known_to_be_invented(
    readings: dict[str, Reading],
) -> None:
    assert set(readings) >= {
        "delayed_transfers_by_agency_long", "delayed_transfers_by_reason_long",
        "delayed_transfers_by_agency", "population_by_age", "deprivation", "ascof_2020_21",
        "care_home_deaths_daily", "care_home_outbreaks_council", "care_workforce",
    }  # fmt: skip
    assert all(reading.invented for reading in readings.values())
    assert all(reading.published_on for reading in readings.values())
    assert not any(reading.rows_set_aside for reading in readings.values())


def test_the_figures_that_are_read_are_those_that_were_drawn(
    places: Places, readings: dict[str, Reading]
) -> None:
    told = readings["delayed_transfers_by_agency_long"].tables["observations"].to_pylist()
    read_back = {
        (row["entity_id"], row["period_start"], row["component"]): row["value"] for row in told
    }

    for place, council in enumerate(places.councils):
        for month in range(DELAY_MONTHS.count):
            key = (council.code, DELAY_MONTHS.start(month), "delayed_days_social_care")
            drawn = places.by_agency[place, month, 1]
            assert read_back.get(key) == (None if (place, month) == NOT_GIVEN else drawn)


def test_an_invented_region_tells_its_own_delayed_days_as_england_does(
    places: Places, readings: dict[str, Reading]
) -> None:
    month = DELAY_MONTHS.start(7)
    ((region, _), within), *others = places.by_region.items()

    for source in ("delayed_transfers_by_agency_long", "delayed_transfers_by_reason_long"):
        told = readings[source].tables["observations"].to_pylist()
        days = sum(
            row["value"]
            for row in told
            if (row["entity_id"], row["period_start"]) == (region, month)
            and row["component"] != "delayed_days"
        )
        assert days == places.delayed[within, 7].sum()
    assert others == []
