import math

import numpy as np
import pytest

from caresight.statistics.chart_attributes import (
    individuals_limits,
    moving_range_limits,
    rate_limits,
    share_limits,
)
from caresight.statistics.chart_kernel import individuals_charts
from caresight.statistics.chart_labels import (
    assurance_types,
    leading_marks,
    nhs_r_labels,
    point_types,
)
from caresight.statistics.chart_marks import Mark
from caresight.statistics.chart_runs import medians, run_tests
from caresight.statistics.rare_events import (
    between_events_limits,
    exposure_between_events,
    time_between_limits,
)
from caresight.statistics.rule_sets import RULE_SETS


def column(*values):
    return np.array(values, dtype=float)[:, None]


def test_u_and_p_limits_by_hand():
    rates = rate_limits(column(4, 6), column(100, 400), laney=False)
    shares = share_limits(column(4, 6), column(10, 40), laney=False)

    assert rates.centre[0, 0] == pytest.approx(0.02)
    assert rates.upper[0, 0] == pytest.approx(0.02 + 3 * math.sqrt(0.02 / 100))
    assert rates.lower[0, 0] == 0.0
    assert shares.upper[1, 0] == pytest.approx(0.2 + 3 * math.sqrt(0.2 * 0.8 / 40))


def test_laneys_factor_by_hand():
    events, trials = column(10, 20, 10), column(100, 100, 100)

    plain = share_limits(events, trials, laney=False)
    primed = share_limits(events, trials, laney=True)

    sigma = math.sqrt((40 / 300) * (260 / 300) / 100)
    factor = 0.1 / sigma / 1.128
    assert primed.reach[0, 0] == pytest.approx(plain.reach[0, 0] * factor)


def test_a_period_without_exposure_is_a_gap():
    limits = rate_limits(column(4, 3, 6), column(100, 0, 400), laney=True)

    assert np.isnan(limits.value[1, 0])
    assert limits.centre[0, 0] == pytest.approx(0.02)


def test_individuals_and_moving_ranges_by_hand():
    values = column(3, 5, 4, 8)

    individuals = individuals_limits(values, baseline=3)
    ranges = moving_range_limits(values)

    assert individuals.upper[0, 0] == pytest.approx(4 + 3 * 1.5 / 1.128)
    assert ranges.value[1:, 0].tolist() == [2, 1, 4]
    assert ranges.upper[0, 0] == pytest.approx(3.267 * 7 / 3)


def test_g_and_t_charts_by_hand():
    gaps = between_events_limits(column(2, 4, 9))
    times = time_between_limits(column(2, 2, 2))

    assert gaps.centre[0, 0] == 4
    assert gaps.upper[0, 0] == pytest.approx(5 + 3 * math.sqrt(30))
    assert times.centre[0, 0] == pytest.approx(2)


def test_exposure_between_events_sums_to_the_exposure_before_the_last():
    gaps = exposure_between_events([0, 2, 0, np.nan, 1], [30, 30, 30, 30, 30])

    assert gaps.tolist() == pytest.approx([37.5, 15.0, 52.5])


@pytest.mark.parametrize("counts", [[-1.0], [1.5]])
def test_exposure_between_what_are_no_counts_is_refused(counts):
    with pytest.raises(ValueError, match="whole numbers"):
        exposure_between_events(counts, [30.0])


def test_anhoejs_rules_by_hand():
    tests = run_tests([1, 2, 3, 7, 8, 9, 5, np.nan, 1], 5.0)

    assert tests == (7, 3, 6, 2, 1)
    assert not tests.signal
    assert run_tests([9.0] * 12 + [1.0], 5.0).signal
    assert run_tests([5.0, np.nan], 5.0) == (0, 0, 0, 0, 0)


def test_medians_pass_over_gaps():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, np.nan], [9.0, np.nan]])

    assert medians(values).tolist() == pytest.approx([2.0, np.nan], nan_ok=True)
    assert np.isnan(medians(values[:, 1:])).all()


def test_the_first_mark_in_precedence_leads():
    marks = np.array([[255 - Mark.TREND_UP, Mark.SHIFT_LOW | Mark.TWO_IN_THREE_LOW, 0]])

    assert nhs_r_labels(marks)[0].tolist() == ["Above UCL", "2 in 3 Below CL", "Common Cause"]


def test_a_turning_point_belongs_to_the_trend_that_starts_there():
    up, down = Mark.TREND_UP, Mark.TREND_DOWN

    leads = leading_marks(np.array([up, up, up | down, down, down], dtype=np.uint8))

    assert leads.tolist() == [up, up, down, down, down]


def test_equal_neighbours_between_two_rising_trends_do_not_make_either_falling():
    values = [[1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13]]

    labels = nhs_r_labels(individuals_charts(values, rules=RULE_SETS["nhs-r-0.2.2"]).marks)

    assert labels[0, 6] == "7 Point Trend (Increasing)"


@pytest.mark.parametrize(
    ("direction", "types"),
    [
        ("increase", ["special_cause_improvement", "special_cause_concern", "common_cause"]),
        ("decrease", ["special_cause_concern", "special_cause_improvement", "common_cause"]),
        ("neutral", ["special_cause_neutral_high", "special_cause_neutral_low", "common_cause"]),
    ],
)
def test_point_types_follow_the_direction(direction, types):
    assert point_types([Mark.TREND_UP, Mark.SHIFT_LOW, 0], direction).tolist() == types


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError, match="direction"):
        point_types([0], "upwards")


@pytest.mark.parametrize(
    ("lower", "upper", "target", "increase", "decrease"),
    [
        (10, 20, 30, "consistent_fail", "consistent_pass"),
        (10, 20, 5, "consistent_pass", "consistent_fail"),
        (10, 20, 20, "inconsistent", "inconsistent"),
        (12, 12, 12, "consistent_pass", "consistent_pass"),
        (12, 12, 13, "consistent_fail", "consistent_pass"),
        (np.nan, 20, 5, "", ""),
    ],
)
def test_assurance_types_as_a_truth_table(lower, upper, target, increase, decrease):
    assert assurance_types(lower, upper, target, "increase") == increase
    assert assurance_types(lower, upper, target, "decrease") == decrease
    assert assurance_types(lower, upper, target, "neutral") == ""
