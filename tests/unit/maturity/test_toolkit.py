"""A status of the toolkit: its year, when it lapses, who published it, and what blank means."""

from datetime import date, timedelta

import pytest

from caresight.maturity.toolkit import Listed, lapses_on, read_listed, standing, toolkit_year
from tests.unit.maturity.homes import INDEX

TOOLKIT = INDEX.toolkit
LISTED = date(2019, 6, 17)


def read(words: str, published_on: date | None = date(2019, 1, 25)) -> Listed | None:
    return read_listed(words, published_on=published_on, listed_on=LISTED, toolkit=TOOLKIT)


@pytest.mark.parametrize(
    ("words", "status", "year"),
    [
        ("Standards Met", "met", 2018),
        ("Standards Met (19-20)", "met", 2019),
        ("20/21 Standards Met", "met", 2020),
        ("2021/22 Standards Exceeded", "exceeded", 2021),
        ("21/22 Approaching Standards", "approaching", 2021),
        ("Entry Level (19-20)", "entry_level", 2019),
        ("Standards not fully met (plan agreed)", "not_fully_met", 2018),
        ("Critical Standards Not Met", "not_met", 2018),
        ("not published", "not_published", None),
    ],
)
def test_the_wording_of_every_edition_is_understood(words, status, year):
    line = read(words)

    assert line is not None
    assert (line.status, line.year) == (status, year)


def test_a_wording_that_nobody_declared_is_not_guessed():
    assert read("Standards Nearly Met") is None


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2018, 6, 11), 2018),  # the first year there was
        (date(2019, 3, 31), 2018),
        (date(2019, 6, 30), 2018),  # the deadline
        (date(2019, 7, 1), 2019),
        (date(2020, 2, 1), 2019),
    ],
)
def test_an_assessment_belongs_to_the_year_whose_deadline_comes_next(on, year):
    assert toolkit_year(on, TOOLKIT) == year


def test_a_status_lapses_on_the_day_after_the_next_deadline():
    line = read("Standards Met")
    lapse = lapses_on(2018, TOOLKIT)

    before = standing([line], lapse - timedelta(days=1), TOOLKIT)

    assert lapse == date(2020, 7, 1)
    assert before is not None
    assert (before.status, before.until) == ("met", lapse)
    assert standing([line], lapse, TOOLKIT) is None


def test_nothing_counts_before_it_was_published():
    assert standing([read("Standards Met")], date(2019, 1, 24), TOOLKIT) is None


def test_a_blank_line_says_no_for_as_long_as_the_list_counts_and_then_nothing():
    line = read("Not published", None)

    now = standing([line], LISTED, TOOLKIT)

    assert now is not None
    assert now.status == "not_published"
    assert standing([line], date(2019, 12, 16), TOOLKIT) is not None
    assert standing([line], date(2019, 12, 17), TOOLKIT) is None


def test_a_later_list_that_still_shows_a_lapsed_status_says_that_nothing_is_published():
    line = Listed("met", 2018, date(2019, 1, 25), listed_on=date(2020, 8, 1))

    now = standing([line], date(2020, 8, 2), TOOLKIT)

    assert now is not None
    assert now.status == "not_published"


def test_the_status_of_the_newer_year_counts():
    lines = [
        Listed("exceeded", 2018, date(2019, 1, 1), LISTED),
        Listed("met", 2019, date(2019, 6, 1), LISTED),
    ]

    assert standing(lines, LISTED, TOOLKIT).status == "met"


def test_the_head_office_covers_a_site_that_published_nothing_itself():
    head = Listed("met", 2018, date(2019, 1, 25), LISTED, by_head_office=True)
    blank = Listed("not_published", None, None, LISTED)
    own = Listed("entry_level", 2018, date(2019, 1, 1), LISTED)

    assert standing([head, blank], LISTED, TOOLKIT).by_head_office
    assert standing([head, own], LISTED, TOOLKIT).status == "entry_level"


def test_a_head_office_that_published_nothing_says_nothing_of_its_sites():
    head = Listed("not_published", None, None, LISTED, by_head_office=True)

    assert standing([head], LISTED, TOOLKIT) is None


def test_approaching_standards_counts_in_one_year_only():
    first = Listed("approaching", 2021, date(2022, 6, 1), date(2022, 7, 1))
    again = Listed("approaching", 2022, date(2023, 6, 1), date(2023, 7, 1))

    assert not standing([first], date(2022, 8, 1), TOOLKIT).used_before
    assert standing([first, again], date(2023, 8, 1), TOOLKIT).used_before
