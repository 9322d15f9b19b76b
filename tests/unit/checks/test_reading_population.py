from datetime import date

import numpy as np

from caresight.checks.time_axis import open_days
from caresight.vocabulary.periods import parse_period
from tests.unit.checks.small_system import JANUARY, SmallSystem

BOTH = np.array([0, 1])


def test_two_locations_of_one_home_share_its_row():
    system = SmallSystem()
    system.home("1-1", home_id="H1", to_on=date(2026, 1, 10), is_current=False)
    system.home("1-2", home_id="H1", from_on=date(2026, 1, 10))

    population = system.population

    assert population.home_ids.tolist() == ["H1"]
    assert population.location_homes.tolist() == [0, 0]
    assert open_days(population, np.array([0]), [JANUARY]).tolist() == [[31.0]]


def test_the_location_that_speaks_for_the_home_now_names_it():
    system = SmallSystem()
    system.home("1-1", home_id="H1", is_current=False, published_on=date(2026, 5, 1), beds=10)
    system.home("1-2", home_id="H1", published_on=date(2026, 1, 1), beds=30)

    population = system.population

    assert population.names.tolist() == ["Home 1-2"]
    assert population.beds.tolist() == [30.0]


def test_what_a_later_edition_leaves_out_is_still_known_from_an_earlier_one():
    system = SmallSystem()
    system.home("1-1", beds=24, nursing=True)
    system.add(
        "locations", register="cqc", location_id="1-1", name="New name", is_care_home=True,
        published_on=date(2026, 3, 1),
    )  # fmt: skip

    population = system.population

    assert population.beds.tolist() == [24.0]
    assert population.has_nursing.tolist() == [True]
    assert population.names.tolist() == ["New name"]


def test_a_place_that_the_register_says_is_no_care_home_is_left_out():
    system = SmallSystem()
    system.home("1-1")
    system.home("1-2", is_care_home=False)
    system.home("1-3", is_care_home=None)

    assert system.population.home_ids.tolist() == ["H-1-1", "H-1-3"]
    assert sorted(system.population.location_ids) == ["1-1", "1-3"]


def test_the_same_id_in_two_registers_is_two_homes():
    system = SmallSystem()
    system.home("015009", home_id="Ha", register="cms")
    system.home("015009", home_id="Hb", register="cqc", beds=7)

    population = system.population

    assert population.register.tolist() == ["cms", "cqc"]
    assert population.beds.tolist() == [20.0, 7.0]


def test_a_home_is_open_only_between_its_first_and_last_day():
    system = SmallSystem()
    system.home("1-1", from_on=date(2026, 1, 11))
    system.home("1-2", to_on=date(2026, 1, 11))

    days = open_days(system.population, BOTH, [JANUARY, parse_period("2026-02")])

    assert days.tolist() == [[21.0, 28.0], [10.0, 0.0]]


def test_days_of_dormancy_are_not_days_open():
    system = SmallSystem()
    system.home("1-1")
    system.home("1-2")
    for home, kind, on in (
        ("H-1-1", "dormant", date(2026, 1, 11)),
        ("H-1-1", "reopened", date(2026, 1, 21)),
        ("H-1-2", "dormant", date(2026, 1, 31)),
        ("H-9", "dormant", date(2026, 1, 1)),
        ("H-8", "reopened", date(2026, 1, 1)),
    ):
        system.add("home_events", home_id=home, kind=kind, on=on)

    days = open_days(system.population, BOTH, [JANUARY, parse_period("2026-02")])

    assert days.tolist() == [[21.0, 28.0], [30.0, 0.0]]


def test_dormancy_of_homes_that_are_not_asked_for_changes_nothing():
    system = SmallSystem()
    system.home("1-1")
    system.home("1-2")
    system.add("home_events", home_id="H-1-2", kind="dormant", on=date(2026, 1, 1))

    assert open_days(system.population, np.array([0]), [JANUARY]).tolist() == [[31.0]]
