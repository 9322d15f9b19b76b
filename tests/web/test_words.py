"""Numbers and dates as people say them."""

import pytest

from caresight.web.ui import words
from caresight.web.ui.paging import Paging
from caresight.web.ui.values import shown_value, unit_words, with_unit


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "not known"), (0.0, "0"), (1204.4, "1,204"), (38.25, "38.2"), (4.94, "4.9"),
        (0.07, "0.07"), (0.0004, "0.0004"), (-2.5, "-2.5"), (12.0, "12"),
    ],
)  # fmt: skip
def test_a_number_has_as_many_digits_as_it_deserves(value: float | None, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, "not known"),
        (0.0, "0%"),
        (0.004, "0.4%"),
        (0.5, "50%"),
        (0.998, "99.8%"),
        (1, "100%"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(share: float | None, text: str) -> None:
    assert words.percent(share) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.31, "share of posts", "31% of posts"),
        (31.0, "% in a year", "31% in a year"),
        (4.9, "per 1,000 bed days", "4.9 per 1,000 bed days"),
        (3.0, "1 Inadequate to 4 Outstanding", "Good"),
        (2.5, "1 Inadequate to 4 Outstanding", "2.5 (1 Inadequate to 4 Outstanding)"),
        (1.0, "1 in post, 0 not", "In post"),
        (0.0, "1 in post, 0 not", "Not in post"),
        (4.0, "1 to 5 stars", "4 of 5 stars"),
        (7.0, "1 low to 3 high", "7 (1 low to 3 high)"),
        (None, "share of posts", "not known"),
    ],
)
def test_a_value_is_read_with_its_unit(value: float | None, unit: str, text: str) -> None:
    assert with_unit(value, unit) == text


def test_a_unit_as_a_heading() -> None:
    assert unit_words("share of posts") == "% of posts"
    assert unit_words("1 to 5 stars") == "Scale of 1 to 5 stars"
    assert unit_words("per bed") == "per bed"


def test_a_suppressed_value_is_never_a_number() -> None:
    assert shown_value(0.0, "per bed", "suppressed").text == "suppressed"


def test_a_missing_value_is_never_nought() -> None:
    assert shown_value(None, "per bed", "missing").text == "not known"


def test_dates_are_written_as_in_a_letter() -> None:
    assert words.day("2026-11-05") == "5 November 2026"
    assert words.short_day("2026-11-05T10:00:00+00:00") == "5 Nov 2026"
    assert words.day("") == "not known"
    assert words.month("2026-10-01") == "Oct 2026"


def test_counts_take_their_noun() -> None:
    assert words.count(1, "home") == "1 home"
    assert words.count(1204, "home") == "1,204 homes"
    assert words.count(2, "agency", "agencies") == "2 agencies"
    assert [words.count_in_words(n) for n in (3, 12)] == ["Three", "12"]


def test_the_last_page_has_no_next_and_the_first_no_previous() -> None:
    first, last = Paging(1, 50, 120, "q=x"), Paging(3, 50, 120, "q=x")

    assert (first.previous, first.next) == ("", "q=x&page=2")
    assert (last.previous, last.next) == ("q=x&page=2", "")
    assert last.sentence == "Showing 101 to 120 of 120"


def test_a_page_beyond_the_end_leads_back_to_the_last() -> None:
    beyond = Paging(9, 50, 120)

    assert beyond.sentence == "Nothing on this page; 120 in all"
    assert beyond.previous == "page=3"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-06-30T22:59:00+00:00", "30 June 2026"),
        ("2026-06-30T23:00:00+00:00", "1 July 2026"),
        ("2026-12-31T23:30:00+00:00", "31 December 2026"),
        ("2026-06-30T23:30:00", "30 June 2026"),
    ],
)
def test_the_day_of_a_moment_is_the_day_where_people_live(text: str, shown: str) -> None:
    assert words.day(text) == shown
