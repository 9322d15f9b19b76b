import math

import numpy as np
import pytest

from caresight.statistics.intervals import (
    byar_interval,
    deviate,
    exact_poisson_interval,
    rate_interval,
    wilson_interval,
)

NEWCOMBE_1998 = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("events", "trials", "lower", "upper"), NEWCOMBE_1998)
def test_the_wilson_interval_matches_the_published_table(events, trials, lower, upper):
    interval = wilson_interval(events, trials)

    assert interval.lower == pytest.approx(lower, abs=5e-5)
    assert interval.upper == pytest.approx(upper, abs=5e-5)


def test_the_wilson_interval_of_15_in_50_is_the_printed_one():
    interval = wilson_interval(15, 50)

    assert interval.lower == pytest.approx(0.19104, abs=5e-6)
    assert interval.upper == pytest.approx(0.43750, abs=5e-6)


def test_the_wilson_interval_solves_its_defining_equation():
    interval = wilson_interval(7, 31, confidence=0.998)

    for bound in (float(interval.lower), float(interval.upper)):
        distance = abs(7 / 31 - bound) / math.sqrt(bound * (1 - bound) / 31)
        assert distance == pytest.approx(deviate(0.998))


def test_no_event_gives_a_lower_bound_of_exactly_0_and_all_events_an_upper_of_exactly_1():
    interval = wilson_interval([0, 20], [20, 20])

    assert interval.lower[0] == 0
    assert interval.upper[1] == 1


def test_nothing_observed_is_unknown_and_not_0():
    for interval in (
        wilson_interval(0, 0),
        byar_interval(0, 0),
        exact_poisson_interval(0, 0),
        rate_interval(0, 0),
    ):
        assert np.isnan(interval.lower)
        assert np.isnan(interval.upper)


def test_an_unknown_count_has_an_unknown_interval():
    for make in (wilson_interval, byar_interval, exact_poisson_interval, rate_interval):
        interval = make([np.nan, 3], [10, 10])

        assert np.isnan(interval.lower[0])
        assert np.isnan(interval.upper[0])
        assert np.isfinite(interval.upper[1])


def test_byars_interval_of_12_events_is_the_printed_one():
    interval = byar_interval(12, 1)

    assert interval.lower == pytest.approx(6.19351, abs=5e-6)
    assert interval.upper == pytest.approx(20.96286, abs=5e-6)


def test_the_exact_interval_of_3_events_is_the_printed_one():
    interval = exact_poisson_interval(3, 1)

    assert interval.lower == pytest.approx(0.61867, abs=5e-6)
    assert interval.upper == pytest.approx(8.76727, abs=5e-6)


def test_the_exact_interval_leaves_each_tail_its_probability():
    lower, upper = exact_poisson_interval(3, 1)

    def at_most(count, mean):
        return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))

    assert at_most(3, float(upper)) == pytest.approx(0.025)
    assert 1 - at_most(2, float(lower)) == pytest.approx(0.025)


def test_the_exact_lower_bound_of_no_event_is_0():
    assert exact_poisson_interval(0, 5).lower == 0


def test_a_rate_takes_the_exact_interval_below_ten_events_and_byars_from_ten():
    interval = rate_interval([9, 10], [1, 1])

    assert interval.lower[0] == exact_poisson_interval(9, 1).lower
    assert interval.upper[1] == byar_interval(10, 1).upper


def test_byars_bounds_below_ten_events_are_within_0_021_events_of_the_exact_ones():
    few = np.arange(10.0)

    byar, exact = byar_interval(few, 1), exact_poisson_interval(few, 1)

    assert np.abs(byar.lower - exact.lower).max() < 0.021
    assert np.abs(byar.upper - exact.upper).max() < 0.021


def test_byars_lower_bound_is_never_below_0():
    assert byar_interval(1, 1, confidence=0.998).lower == 0
    assert byar_interval(0, 1).lower == 0


def test_bounds_keep_the_shape_of_the_data():
    assert rate_interval(np.ones((2, 3)), np.ones((2, 3))).lower.shape == (2, 3)


@pytest.mark.parametrize("confidence", [0, 1, 1.2, -0.1, math.nan])
def test_a_confidence_outside_0_to_1_is_refused(confidence):
    for make in (wilson_interval, byar_interval, exact_poisson_interval, rate_interval):
        with pytest.raises(ValueError, match="confidence must lie between 0 and 1"):
            make(1, 2, confidence=confidence)


def test_more_events_than_trials_are_refused():
    with pytest.raises(ValueError, match="between 0 and trials"):
        wilson_interval(3, 2)


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="must not be negative"):
        byar_interval(-1, 2)
    with pytest.raises(ValueError, match="must not be negative"):
        exact_poisson_interval(1, -2)
