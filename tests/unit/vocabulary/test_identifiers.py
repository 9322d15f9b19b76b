import pytest
from hypothesis import given
from hypothesis import strategies as st

from caresight.vocabulary.identifiers import (
    derived_location_id,
    fold_name,
    fold_postcode,
    is_derived,
)


@pytest.mark.parametrize("text", ["M33 7XB", "m337xb", " M33  7XB ", "M33-7XB"])
def test_a_postcode_is_the_same_however_it_is_written(text):
    assert fold_postcode(text) == "M337XB"


def test_no_postcode_is_an_empty_one():
    assert fold_postcode(None) == fold_postcode("") == ""


@pytest.mark.parametrize(
    "text",
    ["Byre End Care Home", "The Byre End Nursing Home Ltd", "BYRE-END", "Býre  End (Residential)"],
)
def test_a_name_is_compared_without_the_words_that_nearly_every_home_bears(text):
    assert fold_name(text) == "byre end"


def test_an_apostrophe_does_not_part_a_word():
    assert fold_name("St Mary's") == fold_name("St Marys") == "st marys"


def test_a_name_of_nothing_but_such_words_keeps_them():
    assert fold_name("The Care Home") == "the care home"


def test_no_name_is_an_empty_one():
    assert fold_name(None) == ""


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more_of_a_postcode(text):
    assert fold_postcode(fold_postcode(text)) == fold_postcode(text)


def test_a_derived_identifier_is_marked_and_the_same_for_the_same_place():
    first = derived_location_id("Byre End Care Home", "M33 7XB")
    second = derived_location_id("BYRE END", "m337xb")

    assert first == second == "name:byre-end@M337XB"
    assert is_derived(first)


def test_a_registers_identifier_is_not_ours():
    assert not is_derived("1-1000270393")
    assert not is_derived("015009")
