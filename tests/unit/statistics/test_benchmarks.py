import numpy as np
import pytest

from caresight.statistics.benchmarks import (
    judgement,
    ratio_funnel_limits,
    ratio_significance,
    share_funnel_limits,
    share_significance,
)
from caresight.statistics.intervals import Interval, exact_poisson_interval, wilson_interval
from caresight.statistics.quantiles import quantile_groups
from caresight.statistics.trend import share_trend

BOUNDS = Interval(np.array([1.0, 3.0, 0.0, np.nan]), np.array([2.0, 4.0, 5.0, np.nan]))


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("higher_is_better", ["worse", "better", "similar", "unknown"]),
        ("lower_is_better", ["better", "worse", "similar", "unknown"]),
        ("neutral", ["lower", "higher", "similar", "unknown"]),
    ],
)
def test_a_place_is_judged_by_whether_its_interval_holds_the_reference(polarity, words):
    assert judgement(BOUNDS, 2.5, polarity=polarity).tolist() == words


def test_a_reference_on_the_bound_is_similar():
    assert judgement(BOUNDS, [1.0, 4.0, 2, 2], polarity="neutral")[:2].tolist() == ["similar"] * 2


def test_at_the_limit_of_a_share_its_wilson_interval_touches_the_baseline():
    limit = float(share_funnel_limits(200, baseline=0.3).upper)

    assert wilson_interval(limit * 200, 200).lower == pytest.approx(0.3)


def test_limits_of_shares_stay_between_0_and_1_and_nobody_is_unknown():
    limits = share_funnel_limits([1, 0], baseline=0.3)

    assert (limits.lower[0], limits.upper[0]) == (0, 1)
    assert np.isnan(limits.lower[1])


def test_a_baseline_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="baseline"):
        share_funnel_limits(5, baseline=1.2)


def test_expected_counts_on_the_limits_are_the_ends_of_the_exact_interval():
    limits = ratio_funnel_limits([7, 0], confidence=0.998)

    exact = exact_poisson_interval(7, 1, confidence=0.998)
    assert limits.lower_expected[0] == pytest.approx(exact.upper)
    assert limits.upper_limit[0] == pytest.approx(7 / exact.lower)
    assert np.isnan(limits.upper_limit[1])


def test_public_healths_rounding_is_a_few_parts_in_ten_million():
    exact = ratio_funnel_limits([7.0, 400.0])
    rounded = ratio_funnel_limits([7.0, 400.0], as_public_health_rounds=True)

    assert rounded.lower_limit == pytest.approx(exact.lower_limit, rel=1e-6)
    assert (rounded.lower_limit != exact.lower_limit).all()


def test_shares_are_placed_in_the_funnel_around_the_overall_share():
    words = share_significance([500, 50, 63, 37, 20, 0], [1000, 100, 100, 100, 100, 0])

    assert words.tolist() == [
        "Not significant", "Not significant", "High (0.025)", "Low (0.025)", "Low (0.001)",
        "unknown",
    ]  # fmt: skip


def test_ratios_are_placed_in_the_funnel_around_1():
    words = ratio_significance([100, 150, 125, 80, 50, 3], [100, 100, 100, 100, 100, 0])

    assert words.tolist() == [
        "Not significant", "High (0.001)", "High (0.025)", "Low (0.025)", "Low (0.001)", "unknown",
    ]  # fmt: skip


def test_quarters_hold_equal_numbers_and_ties_stay_together():
    parts = quantile_groups([1, 2, 3, 3, 5, 6, 7, 8], groups=[0] * 8, number=4)

    assert parts.tolist() == [1, 1, 2, 2, 3, 3, 4, 4]


def test_the_first_part_may_hold_the_highest_values():
    parts = quantile_groups([1, 2, np.nan, 4], groups=[0] * 4, number=3, highest_first=True)

    assert parts[[0, 1, 3]].tolist() == [3, 2, 1]
    assert np.isnan(parts[2])


def test_each_region_has_parts_of_its_own_and_an_unknown_region_none():
    parts = quantile_groups([1, 2, 10, 20, np.nan], groups=[0, 0, 1, 1, 2], number=2)

    assert parts[:4].tolist() == [1, 2, 1, 2]


def test_fewer_than_two_parts_are_refused():
    with pytest.raises(ValueError, match="at least 2 parts"):
        quantile_groups([1], groups=[0], number=1)


def test_a_rising_share_is_an_increase():
    trend = share_trend([10, 20, 30, 40], [100] * 4)

    assert trend.change == "increasing"
    assert trend.slope == pytest.approx(0.1)
    assert trend.chi_squared == pytest.approx(0.1**2 * 500 / (0.25 * 0.75))


def test_a_falling_share_is_a_decrease_whenever_its_points_lie():
    trend = share_trend([40, 20, 10], [100] * 3, times=[1, 3, 4])

    assert trend.change == "decreasing"
    assert trend.slope == pytest.approx(-0.1)


def test_a_small_change_is_none():
    assert share_trend([10, 11, 12], [100] * 3).change == "no significant change"


def test_points_that_are_unknown_are_left_out():
    with_gap = share_trend([10, np.nan, 30, 0], [100, 100, 100, 0], times=[1, 2, 3, 4])

    assert with_gap == share_trend([10, 30], [100, 100], times=[1, 3])


@pytest.mark.parametrize(("events", "trials"), [([5], [9]), ([0, 0], [5, 5]), ([5, 5], [5, 5])])
def test_where_nothing_can_change_no_trend_is_known(events, trials):
    trend = share_trend(events, trials)

    assert np.isnan(trend.p_value)
    assert trend.change == "no significant change"


def test_a_trend_of_impossible_counts_is_refused():
    with pytest.raises(ValueError, match="between 0 and trials"):
        share_trend([3], [2])
    with pytest.raises(ValueError, match="one length"):
        share_trend([3], [4, 5])
