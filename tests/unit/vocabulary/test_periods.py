from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caresight.vocabulary.periods import (
    Period,
    month_of,
    months_after,
    months_between,
    parse_period,
    quarter_of,
)

MARCH = Period(date(2024, 3, 1), date(2024, 4, 1))
dates = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize("end", [date(2024, 3, 1), date(2024, 2, 1)])
def test_a_period_must_end_after_it_starts(end):
    with pytest.raises(ValueError, match="must end after it starts"):
        Period(date(2024, 3, 1), end)


def test_a_period_counts_its_days_leap_day_included():
    assert month_of(date(2024, 2, 10)).days == 29
    assert month_of(date(2023, 2, 10)).days == 28


def test_a_month_is_written_by_its_name_and_another_period_by_its_first_and_last_day():
    assert str(MARCH) == "Mar 2024"
    assert str(Period(date(2023, 4, 1), date(2024, 4, 1))) == "01 Apr 2023 to 31 Mar 2024"


def test_periods_are_ordered_by_their_start():
    assert Period(date(2024, 3, 2), date(2024, 3, 3)) > MARCH


@given(dates)
def test_a_day_lies_in_its_month_and_its_quarter(day):
    for period in (month_of(day), quarter_of(day)):
        assert period.start <= day < period.end
        assert period.start.day == period.end.day == 1


@given(dates)
def test_a_quarter_starts_in_january_april_july_or_october(day):
    assert quarter_of(day).start.month in (1, 4, 7, 10)
    assert months_between(quarter_of(day).start, quarter_of(day).end) == 3


@given(dates, st.integers(-120, 120))
def test_counting_months_forth_and_back_comes_to_the_same(day, count):
    later = months_after(day.replace(day=1), count)

    assert months_between(day, later) == count
    assert months_after(later, -count) == day.replace(day=1)


@given(dates)
def test_a_month_follows_the_month_before_without_a_gap(day):
    month = month_of(day)

    assert month_of(month.start - timedelta(days=1)).end == month.start


@pytest.mark.parametrize(
    "text", ["2024-03", " 2024-03 ", "March 2024", "Mar 2024", "march-2024", "MAR 2024", "Mar-24"]
)
def test_a_month_is_read_in_any_of_its_forms(text):
    assert parse_period(text) == MARCH


@pytest.mark.parametrize("text", ["2024Q2", "CY2024Q2", "2024-Q2", "2024 q2", "cy2024q2"])
def test_a_quarter_is_read_in_any_of_its_forms(text):
    assert parse_period(text) == Period(date(2024, 4, 1), date(2024, 7, 1))


@pytest.mark.parametrize("text", ["2023/24", "2023/2024", "2023-2024"])
def test_a_financial_year_runs_from_april_to_march(text):
    assert parse_period(text) == Period(date(2023, 4, 1), date(2024, 4, 1))


@pytest.mark.parametrize("text", ["2023-24 March", "2023/24 Mar", "2023-2024 march"])
def test_a_month_of_a_financial_year_lies_in_the_year_that_it_ends_in(text):
    assert parse_period(text) == MARCH


def test_a_month_from_april_on_lies_in_the_year_that_the_financial_year_begins_in():
    assert parse_period("2010-11 August") == month_of(date(2010, 8, 1))
    assert parse_period("2010-11 April") == month_of(date(2010, 4, 1))


def test_a_financial_year_may_cross_the_century():
    assert parse_period("1999/00") == Period(date(1999, 4, 1), date(2000, 4, 1))


def test_a_year_alone_is_the_calendar_year():
    assert parse_period("2024") == Period(date(2024, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    "text",
    ["", "2024-13", "2024-00", "2023/25", "2024Q5", "24", "Ma 2024", "Foo 2024", "Mayor 2024",
     "2024-03-01", "next month", "Mar 24", "2023-25 March", "2023-24 Ju"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_the_forms_that_are(text):
    with pytest.raises(ValueError, match="expected a month"):
        parse_period(text)


def test_a_word_that_begins_two_months_is_no_month():
    with pytest.raises(ValueError, match="is not a period"):
        parse_period("Ju 2024")
