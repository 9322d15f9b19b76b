from datetime import UTC, date, datetime

import pytest

from caresight.identity.likeness import (
    ALIKE,
    are_named_equally,
    beds_agree,
    beds_differ,
    compare_addresses,
    is_named_in_address,
    is_street_postcode,
    name_likeness,
)
from caresight.identity.places import Place


def _place(name: str = "", address: str = "", beds: int | None = None) -> Place:
    return Place(
        location_id="1-1", name=name, first_name=name, provider_id="", provider_name="",
        postcode="ZZ1 1AA", address=address, uprn="", beds=beds, area_code="X99000001",
        first_known=datetime(2026, 11, 1, tzinfo=UTC), seen_first=date(2026, 1, 1),
        seen_last=date(2026, 1, 1), start=None, end=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Larkspur House", "The Larkspur Care Home", True),
        ("Lark Spur Limited", "Larkspur", True),
        ("Larkspur", "Larkspur Therapeutic Community Ltd", True),
        ("Woodlark Residential Home", "Woodlarks Care Home", True),
        ("Larkspur House", "Quince Court", False),
        ("", "Quince Court", False),
    ],
)
def test_names_are_compared_without_the_words_that_most_homes_bear(
    one: str, other: str, alike: bool
) -> None:
    assert (name_likeness(_place(one), _place(other)) >= ALIKE) is alike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12 Invented Road", "12 Invented Rd, Alderbourne", "same"),
        ("20-22 Invented Road", "20 Invented Road", "same"),
        ("91-95 Invented Road", "91-93 Invented Road", "same"),
        ("69 Invented Road", "71-75 Invented Road", "different"),
        ("Larkspur House,  77 Invented Road", "Building 3, 77 Invented Road", "same"),
        ("Invented Road", "12 Invented Road", "unknown"),
        ("", "12 Invented Road", "unknown"),
        ("1-99999 Invented Road", "99999 Invented Road", "same"),
    ],
)
def test_addresses_are_compared_by_house_number(one: str, other: str, expected: str) -> None:
    assert compare_addresses(_place(address=one), _place(address=other)) == expected


def test_a_home_may_be_named_after_the_building_in_the_others_address() -> None:
    order = _place("Sisters of the Quince", "Lady of the Lark Nursing Home, Grange Row")

    assert is_named_in_address(order, _place("Lady of the Lark Care Home", "Grange Row"))
    assert not is_named_in_address(order, _place("Grange Row Care Home", "Grange Row"))


def test_equal_names_are_equal_but_for_common_words() -> None:
    assert are_named_equally(_place("Sorrel of Alder"), _place("Sorrel of Alder Care Home"))
    assert not are_named_equally(_place("Sorrel House"), _place("Sorrel Lodge"))
    assert not are_named_equally(_place(""), _place(""))


@pytest.mark.parametrize(
    ("one", "other", "agree", "differ"),
    [
        (40, 40, True, False),
        (40, 80, False, False),
        (30, 150, False, True),
        (None, 9, False, False),
    ],
)
def test_beds_speak_only_where_both_are_known(
    one: int | None, other: int | None, agree: bool, differ: bool
) -> None:
    first, second = _place(beds=one), _place(beds=other)

    assert (beds_agree(first, second), beds_differ(first, second)) == (agree, differ)


@pytest.mark.parametrize(
    ("postcode", "is_street"),
    [("WA158SN", True), ("M11AE", True), ("EC1A1BB", True), ("35653", False), ("", False)],
)
def test_only_a_british_postcode_names_a_street(postcode: str, is_street: bool) -> None:
    assert is_street_postcode(postcode) is is_street
