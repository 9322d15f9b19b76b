"""Lines of a list find their homes by code, by name within an area, or not at all."""

import pytest

from caresight.maturity.matching import Match, Organisation, Place, match, name_key
from tests.unit.maturity.homes import INDEX

DEVON, TORBAY = "E10000008", "E06000027"
CCG = "NHS SOUTH DEVON AND TORBAY CCG"


def home(home_id: str, name: str = "", ods: str = "", area: str = TORBAY, **other: str) -> Place:
    return Place(
        home_id, frozenset({ods} - {""}), frozenset({name} - {""}),
        other.get("provider_id", ""), other.get("provider_name", ""), frozenset({area}),
    )  # fmt: skip


def line(code: str, name: str, sector: str = "Care Home", area: str = CCG, parent: str = ""):
    return Organisation(code, name, sector, area, parent)


def found(lines: list[Organisation], homes: list[Place]) -> list[tuple[str, str, str]]:
    return [(m.ods_code, m.home_id, m.method) for m in match(lines, homes, INDEX).matches]


def test_the_code_of_the_register_counts_whatever_the_name():
    assert found([line("VM1", "ANOTHER NAME")], [home("h1", "Park House", "VM1")]) == [
        ("VM1", "h1", "ods_code")
    ]


def test_a_name_counts_within_the_councils_that_the_health_area_names():
    homes = [
        home("h1", "Park House Care Home", area=TORBAY),
        home("h2", "Park House", area="E08000003"),
    ]

    assert found([line("VM1", "PARK HOUSE")], homes) == [("VM1", "h1", "name_in_area")]


def test_a_name_counts_in_the_council_of_a_home_of_that_health_area_found_by_code():
    homes = [home("h1", "Elm", "VM9", area="E06000002"), home("h2", "Park House", area="E06000002")]
    lines = [
        line("VM9", "ELM", area="NHS SOUTH TEES CCG"),
        line("VM1", "PARK HOUSE", area="NHS SOUTH TEES CCG"),
    ]

    assert ("VM1", "h2", "name_in_area") in found(lines, homes)


def test_where_two_homes_fit_none_is_guessed():
    result = match(
        [line("VM1", "PARK HOUSE")],
        [home("h1", "Park House", area=DEVON), home("h2", "Park House Nursing Home")],
        INDEX,
    )

    assert (result.matches, result.ambiguous) == ([], {"VM1"})


def test_where_two_lines_claim_one_home_none_is_believed():
    result = match(
        [line("VM1", "PARK HOUSE"), line("VM2", "Park House Ltd")],
        [home("h1", "Park House")],
        INDEX,
    )

    assert (result.matches, result.ambiguous) == ([], {"VM1", "VM2"})


@pytest.mark.parametrize(
    "other", [line("VM1", "PARK HOUSE", area=""), line("VM1", "PARK HOUSE", sector="GP")]
)
def test_a_name_without_an_area_or_of_another_trade_finds_nothing(other):
    assert found([other], [home("h1", "Park House")]) == []


def test_a_head_office_speaks_for_the_sites_that_name_it():
    lines = [line("VM1", "PARK HOUSE", parent="A1X"), line("A1X", "Alder Care", "Company", "")]

    assert found(lines, [home("h1", "Park House", "VM1")]) == [
        ("VM1", "h1", "ods_code"), ("A1X", "h1", "parent_code"),
    ]  # fmt: skip


def test_a_head_office_that_bears_the_providers_name_speaks_for_all_its_homes():
    homes = [
        home(h, n, provider_id="1-1", provider_name="Alder Care Limited")
        for h, n in (("h1", "Park House"), ("h2", "Elm Court"))
    ]
    result = match([line("A1X", "ALDER CARE LTD", "Company", "")], homes, INDEX)

    assert result.matches == [
        Match("A1X", "h1", "head_office_name", 0.8),
        Match("A1X", "h2", "head_office_name", 0.8),
    ]
    assert all(one.is_head_office for one in result.matches)


def test_a_line_of_another_part_of_the_country_is_no_head_office():
    homes = [
        home("h1", "Elm Court", area="E08000003", provider_id="1", provider_name="Park House Ltd")
    ]

    assert found([line("VM1", "PARK HOUSE")], homes) == []


def test_two_providers_of_one_name_have_no_head_office():
    homes = [home(i, "", provider_id=i, provider_name="Alder Care") for i in ("1", "2")]

    assert found([line("A1X", "ALDER CARE LTD", "Company", "")], homes) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Park House", "PARK HOUSE CARE HOME", True),
        ("St Mary's Nursing Home", "ST MARYS", True),
        ("Park House", "Park Lodge", False),
        ("The Park", "Park House", False),
        ("Rose & Crown", "ROSE AND CROWN", True),
    ],
)
def test_names_are_the_same_but_for_the_kind_of_home_and_the_legal_form(one, other, same):
    assert (name_key(one) == name_key(other)) is same
