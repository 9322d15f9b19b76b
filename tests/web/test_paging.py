"""What an address says is read as far as it can be understood, whatever it says."""

import pytest

from caresight.web.ui.paging import number_in, page_asked, text_asked


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "²", "1.5", "100000", "9" * 5_000])
def test_a_page_that_cannot_be_is_the_first(page: str) -> None:
    assert page_asked({"page": page}) == 1


def test_a_page_that_can_be_is_that_page() -> None:
    assert [page_asked({}), page_asked({"page": "7"}), page_asked({"page": "99999"})] == [
        1, 7, 99_999,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "²", "+1", "1 ", "1" * 10, "9" * 5_000])
def test_a_number_that_no_key_can_have_is_none(text: str) -> None:
    assert number_in(text) is None


def test_words_of_an_address_hold_no_nul_and_are_of_bounded_length() -> None:
    assert text_asked({"home": " H0\x000000 "}, "home", most=4) == "H000"
    assert text_asked({}, "home", most=4) == ""
