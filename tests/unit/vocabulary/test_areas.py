import re

import pytest

from caresight.vocabulary.areas import area_name, council_code, councils, invented_councils

ABOLISHED = {"E10000006", "E10000021", "E10000023", "E10000027"}
"""Counties that files of earlier years still name."""


def test_england_has_153_councils_with_adult_social_care_duties_today():
    assert len(set(councils()) - ABOLISHED) == 153


def test_counties_that_are_gone_are_still_known():
    gone = ABOLISHED & set(councils())

    assert {councils()[code].name for code in gone} >= {"Cumbria", "Northamptonshire"}


def test_no_invented_council_has_a_code_or_name_of_englands():
    invented = invented_councils().values()

    assert all(re.fullmatch(r"X99\d{6}", council.code) for council in invented)
    assert not {c.name for c in invented} & {c.name for c in councils().values()}
    assert {council_code(council.name) for council in invented} == set(invented_councils())


def test_every_council_has_a_code_a_name_and_a_region():
    for code, council in councils().items():
        assert code == council.code
        assert code[:3] in ("E06", "E08", "E09", "E10")
        assert council.name
        assert council.region


def test_every_council_is_found_by_its_own_name_and_no_two_by_the_same():
    assert {council_code(council.name) for council in councils().values()} == set(councils())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E08000009", "E08000009"),
        ("Trafford", "E08000009"),
        ("TRAFFORD METROPOLITAN BOROUGH COUNCIL", "E08000009"),
        ("  trafford  ", "E08000009"),
        ("St. Helens", "E08000013"),
        ("Saint Helens", "E08000013"),
        ("Bristol, City of", "E06000023"),
        ("Kingston upon Hull, City of", "E06000010"),
        ("Herefordshire, County of", "E06000019"),
        ("County Durham", "E06000047"),
        ("Hammersmith & Fulham", "E09000013"),
        ("London Borough of Hammersmith and Fulham", "E09000013"),
        ("Bournemouth", "E06000058"),
    ],
)
def test_a_council_is_found_as_files_spell_it(text, code):
    assert council_code(text) == code


@pytest.mark.parametrize("text", ["", "Nowhere", "X99999999", "E99999999", "Council", "123"])
def test_an_unknown_area_is_not_guessed(text):
    assert council_code(text) is None


def test_a_councils_code_has_a_name_and_an_unknown_code_keeps_itself():
    assert area_name("E08000009") == "Trafford"
    assert area_name("X99999999") == "X99999999"


@pytest.mark.parametrize(("text", "code"), [
    ("Leicester City Council", "E06000016"),
    ("City of Westminster", "E09000033"),
    ("Camden London Boro", "E09000007"),
    ("City of London Corporation", "E09000001"),
    ("Wakefield Metropolitan District Council", "E08000036"),
])  # fmt: skip
def test_a_council_is_known_as_a_city_or_a_district_too(text: str, code: str) -> None:
    assert council_code(text) == code


def test_a_word_for_a_kind_of_place_alone_is_no_council() -> None:
    assert {council_code(text) for text in ("London", "The District", "Oxford City Council")} == {
        None
    }
