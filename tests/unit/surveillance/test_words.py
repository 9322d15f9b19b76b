from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from caresight.statistics.choosing import ASKED_FOR, REASONS
from caresight.surveillance.detection import detect
from caresight.surveillance.notices import Notices
from caresight.surveillance.numbers_in_words import (
    between,
    counted,
    figure,
    over,
    period_name,
    rounded,
    subject,
    times,
    years_and_months,
)
from caresight.surveillance.series_in_words import chart_in_words, method_in_words
from caresight.vocabulary.periods import Period, month_of, months_after
from tests.unit.surveillance.invented import INDICATORS, LAST, WEIGHTS, measured, months


def said(figures, signalled=0):
    shape = figures.values.shape
    nothing = np.full(shape, np.nan)
    charts = SimpleNamespace(
        signalled=np.broadcast_to(np.asarray(signalled, dtype=np.int8), shape).copy(),
        centre=nothing,
        lower_limit=nothing,
        upper_limit=nothing,
    )
    notices = Notices(WEIGHTS)
    notices.add_indicator(figures, detect(figures, charts, WEIGHTS), month_of(LAST))
    return [signal.sentence for signal in notices.signals]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1240.4, "1,240"), (46.0, "46"), (46.3, "46"), (5.88, "5.9"), (0.417, "0.42"),
        (0.0, "0"), (float("nan"), "not known"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_for_people(number, words):
    assert rounded(number) == words


def test_a_share_is_shown_as_a_percentage_and_a_rate_with_its_unit():
    assert figure(0.314, INDICATORS.by_code["training_in_date"]) == "31%"
    assert figure(4.9, INDICATORS.by_code["falls"]) == "4.9 per 1,000 occupied bed days"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(1.2, 6.6, "1.2 to 6.6"), (np.nan, 6.6, "up to 6.6"), (1.2, np.nan, "1.2 or more")],
)
def test_an_open_end_of_a_range_is_said(low, high, words):
    assert between(low, high, INDICATORS.by_code["falls"]) == words


def test_titles_lose_their_unit_inside_a_sentence():
    assert subject(INDICATORS.by_code["falls"]) == "Falls"
    assert subject(INDICATORS.by_code["agency_use"]) == "Care hours given by agency staff"


def test_small_counts_are_words_and_large_ones_figures():
    assert (times(1, "month"), times(3, "month"), times(14, "month")) == (
        "one month", "three months", "14 months",
    )  # fmt: skip
    assert years_and_months(75) == "six years and three months"


def test_a_part_of_a_month_names_its_days():
    assert period_name(Period(date(2020, 4, 10), date(2020, 5, 1))) == "10 to 30 April 2020"
    assert period_name(Period(date(2020, 9, 1), date(2020, 9, 12))) == "1 to 11 September 2020"
    assert period_name(Period(date(2020, 4, 10), date(2020, 4, 11))) == "10 April 2020"


def test_a_longer_period_names_both_ends():
    assert period_name(month_of(LAST)) == "October 2026"
    assert period_name(Period(months_after(LAST, -2), months_after(LAST, 1))) == (
        "August 2026 to October 2026"
    )


def test_a_count_beside_its_peers_is_given_with_what_was_expected_and_how_sure():
    figures = measured(
        "falls", [4.0] * 4, z=3, numerators=12, denominators=1000, expected=5.9, lower=1, upper=9
    )

    assert said(figures) == [
        "Falls: 12 in October 2026, where 5.9 would be expected for a home of its size and "
        "kind. Allowing for chance, the 12 seen may stand for 6.2 to 21."
    ]


def test_a_count_beside_its_own_past_is_given_over_the_stretch_that_stands_out():
    counts = [2.0] * 24 + [8.0] * 3
    figures = measured(
        "falls", np.array(counts) * 1.0, numerators=np.array(counts), denominators=1000.0,
        lower=0.0, upper=50.0,
    )  # fmt: skip

    assert said(figures, [0] * 26 + [1]) == [
        "Falls: 24 in the three months to October 2026, where this home's own past would "
        "lead one to expect 6."
    ]


def test_an_echo_is_explained_by_the_month_that_was_marked():
    counts = np.array([2.0] * 24 + [20.0, 2.0])
    figures = measured("falls", counts, numerators=counts, denominators=1000.0, lower=0, upper=50)

    assert said(figures, [0] * 24 + [1, 0])[0].startswith("Falls: 20 in September 2026")


def test_a_share_beside_its_own_past_is_given_before_and_after():
    shares = np.array([0.05] * 24 + [0.06] * 3)
    figures = measured("vacancies", shares, numerators=shares * 100, denominators=100.0)

    assert said(figures, [0] * 26 + [1])[0] == (
        "Share of posts that are vacant: 6% in the three months to October 2026, against 5% before."
    )


@pytest.mark.parametrize(
    ("code", "values", "sentence"),
    [
        ("rating", [1.0], "The regulator rates it Inadequate."),
        ("days_since_rating", [[2260.0], [30.0]], "Not inspected for six years and two months."),
        ("manager_in_post", [0.0] * 3, "No registered manager for three months."),
    ],
)
def test_facts_of_the_register_are_said_plainly(code, values, sentence):
    assert said(measured(code, values)) == [sentence]


def test_what_is_low_where_low_may_mean_silence_says_why():
    figures = measured(
        "ambulance_incidents", [5.0] * 4, z=-4, numerators=1, denominators=36525, expected=6.1
    )

    assert said(figures)[0].startswith("Unusually quiet. 999 incidents: 1 in October 2026")
    assert INDICATORS.by_code["ambulance_incidents"].both_tails_because.strip() in said(figures)[0]


def test_a_chart_is_described_by_its_span_its_ends_its_limits_and_its_marks():
    words = chart_in_words(
        INDICATORS.by_code["falls"], [4.0, None, 8.0], [0, 0, 1], months(3), [1.0] * 3, [6.0] * 3
    )

    assert words == (
        "Falls, August 2026 to October 2026: latest 8 per 1,000 occupied bed days. "
        "Lowest 4, highest 8. "
        "An ordinary month lies at 1 to 6. Marked: one month unusually high. "
        "One month without a figure."
    )


def test_a_chart_of_nothing_says_so():
    assert chart_in_words(INDICATORS.by_code["falls"], [None], [0], months(1), [None], [None]) == (
        "Falls: nothing is known."
    )


def test_a_lower_limit_that_no_count_can_reach_is_not_told():
    words = chart_in_words(
        INDICATORS.by_code["sickness"], [4.0, 5.0], [0, 0], months(2), [-3.0] * 2, [9.0] * 2
    )

    assert "An ordinary month lies at 0 to 9." in words


def test_a_step_of_a_scale_is_said_to_be_one():
    assert figure(2.0, INDICATORS.by_code["rating"]).startswith("2 on a scale of 1 ")


def test_a_percentage_of_something_is_given_without_saying_twice_of_what():
    assert figure(21.7, INDICATORS.by_code["agency_use"]) == "21.7%"


def test_an_expected_count_is_no_finer_than_a_count():
    assert [counted(number) for number in (0.69, 6.5, 25.1, 1240.4)] == [
        "0.69", "6.5", "25", "1,240",
    ]  # fmt: skip


def test_a_period_in_a_sentence_says_how_long_it_is():
    assert over(month_of(LAST)) == "in October 2026"
    year = Period(months_after(LAST, -11), months_after(LAST, 1))
    assert over(year) == "in the twelve months to October 2026"


def test_a_fall_that_may_be_silence_is_not_told_as_good_news():
    counts = np.array([8.0] * 24 + [0.0] * 3)
    figures = measured(
        "ambulance_incidents", counts, numerators=counts, denominators=1000.0, lower=0, upper=50
    )

    assert said(figures, [0] * 26 + [-1])[0].startswith("Unusually quiet. 999 incidents: 0 in")


@pytest.mark.parametrize(
    ("reason", "has_figures", "words"),
    [
        (REASONS["none"], True, "no figure is large and sound enough"),
        (REASONS["none"], False, "Nothing is known"),
        (ASKED_FOR, True, "shown as it is"),
    ],
)
def test_a_line_without_limits_says_why(reason, has_figures, words):
    assert words in method_in_words("none", reason, has_figures=has_figures)
