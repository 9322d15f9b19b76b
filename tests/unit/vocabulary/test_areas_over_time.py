"""Areas by code and name, as they were called at the time."""

from datetime import date

import pytest

from caresight.vocabulary.areas import councils
from caresight.vocabulary.areas_over_time import (
    ENGLAND,
    area_code,
    councils_within,
    ended_areas,
    kind_of,
    known_area,
    name_of,
    region_of,
    regions,
)

BEFORE, SINCE = date(2018, 3, 1), date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "before", "since"),
    [
        ("England", ENGLAND, ENGLAND),
        ("ENGLAND", ENGLAND, ENGLAND),
        ("Yorkshire & The Humber", "E12000003", "E12000003"),
        ("Sutton", "E09000029", "E09000029"),
        ("Barking & Dagenham", "E09000002", "E09000002"),
        ("Derby UA", "E06000015", "E06000015"),
        ("Medway Towns UA", "E06000035", "E06000035"),
        # Merged: an area of its own until the day, and after it no area at all.
        ("Poole UA", "E06000029", None),
        ("Bournemouth", "E06000028", None),
        ("Northamptonshire", "E10000021", None),
        ("E10000006", "E10000006", None),
        # Another council took the name over, with other land.
        ("Dorset", "E10000009", "E06000059"),
        ("Bournemouth, Christchurch and Poole", "E06000058", "E06000058"),
        # A new number for the same land.
        ("E10000002", "E06000060", "E06000060"),
        ("Somerset", "E06000066", "E06000066"),
        ("E08000020", "E08000037", "E08000037"),
        # Not of England, and not an area.
        ("Resident In Wales", None, None),
        ("-", None, None),
        ("", None, None),
    ],
)
def test_a_name_means_the_area_of_its_day(text: str, before: str | None, since: str | None) -> None:
    assert (area_code(text, BEFORE), area_code(text, SINCE)) == (before, since)


def test_an_area_ends_on_its_day_and_not_before() -> None:
    assert area_code("Poole", date(2019, 3, 31)) == "E06000029"
    assert area_code("Poole", date(2019, 4, 1)) is None


def test_every_council_of_today_is_known_by_its_name_and_its_code() -> None:
    living = {code: one for code, one in councils().items() if code not in ended_areas()}

    for code, council in living.items():
        found = area_code(council.name, SINCE)
        assert found == area_code(code, SINCE) is not None, council.name


def test_who_followed_an_ended_area_is_known() -> None:
    followed = {code for ended in ended_areas().values() for code in ended.followed_by}

    assert followed <= set(councils())


def test_areas_have_names() -> None:
    assert name_of(ENGLAND) == "England"
    assert name_of("E12000007") == "London" == regions()["E12000007"]
    assert name_of("E10000009") == "Dorset (before April 2019)"
    assert name_of("E09000029") == "Sutton"
    assert name_of("E99999999") == "E99999999"


def test_the_councils_of_a_region_are_those_of_the_day_and_each_once() -> None:
    before, after = (councils_within("E12000009", date(2019, month, 1)) for month in (3, 4))

    assert {"E06000028", "E06000029", "E10000009"} <= set(before)
    assert set(after) - set(before) == {"E06000058", "E06000059"}
    assert len(set(before)) == len(before)


def test_england_had_152_councils_in_2017_and_153_since_2023() -> None:
    # With the City of London and the Isles of Scilly.
    assert len(councils_within(ENGLAND, date(2017, 4, 1))) == 152
    assert len(councils_within(ENGLAND, date(2023, 4, 1))) == 153


def test_an_area_lies_in_its_region_also_after_it_ended() -> None:
    assert region_of("E06000029") == ("E12000009", "South West")
    assert region_of(ENGLAND) == ("", "")
    assert kind_of("E12000009") == "region"


@pytest.mark.parametrize(("text", "code"), [("E54000027", "E54000027"), ("E5400002", None)])
def test_the_code_of_a_board_is_an_area_whichever_boards_there_are(text, code):
    assert area_code(text, date(2026, 4, 1)) == code
    assert known_area(text) == code
