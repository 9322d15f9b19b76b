from datetime import date

import pytest

from caresight.worlds.said import said_of
from caresight.worlds.system import System, invent
from caresight.worlds.truth import DETERIORATIONS

LAST = date(2026, 10, 1)


@pytest.fixture(scope="module")
def system() -> System:
    return invent(seed=5, homes=300, months=30, last_month=LAST)


def test_the_same_seed_says_the_same_and_another_seed_something_else(system):
    assert said_of(system, seed=1) == said_of(system, seed=1) != said_of(system, seed=2)


def test_everything_is_said_of_a_known_place_within_its_months_and_recorded_later(system):
    known = {location.location_id for location in system.locations.all}

    for one in said_of(system, seed=1):
        assert one.location_id in known
        assert system.months.first <= one.on < date(2026, 11, 1)
        assert one.recorded_on > one.on
        assert 1 <= one.severity <= 5


def test_more_and_graver_worries_are_heard_of_homes_that_got_worse(system):
    worse = {
        location.location_id
        for thing in system.happenings
        if thing.kind in DETERIORATIONS
        for location in system.locations.by_home[thing.home]
    }
    worries = [one for one in said_of(system, seed=1) if one.direction == "worrying"]
    about_worse = [one for one in worries if one.location_id in worse]
    about_others = [one for one in worries if one.location_id not in worse]

    assert len(about_worse) / len(worse) > 2 * len(about_others) / (300 - len(worse))
    assert mean(about_worse) > mean(about_others)


def mean(items):
    return sum(one.severity for one in items) / len(items)
