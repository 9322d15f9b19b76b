import math

import numpy as np
import pytest

from caresight.checks.behaviours import copied_months, digit_heaping, sudden_zeros

NAN = np.nan


def test_zeros_after_a_busy_past_have_the_probability_of_the_conditional_test():
    counts = np.array([[5, 5, 5, 5, 5, 5, 0, 0]], dtype=float)

    zeros = sudden_zeros(counts, months_before=6)

    assert zeros.probability[0, 6] == pytest.approx((6 / 7) ** 30)
    assert zeros.probability[0, 7] == pytest.approx((6 / 8) ** 30)
    assert zeros.run[0].tolist() == [0, 0, 0, 0, 0, 0, 1, 2]
    assert zeros.before[0, 7] == 5.0


def test_the_probability_agrees_with_counting_where_events_may_fall():
    counts = np.array([[1, 0, 2, 0]], dtype=float)

    found = sudden_zeros(counts, months_before=3).probability[0, 3]

    # Three events fall into four months at random: none of them in the last.
    total = 4**3
    outside = sum(1 for a in range(4) for b in range(4) for c in range(4) if 3 not in (a, b, c))
    assert found == pytest.approx(outside / total)


def test_a_home_that_never_had_an_event_is_not_judged_improbable():
    zeros = sudden_zeros(np.zeros((1, 20)), months_before=6)

    assert zeros.probability.min() == 1.0


def test_a_gap_ends_a_run_of_zeros_and_is_no_zero_itself():
    counts = np.array([[5, 5, 5, 5, 5, 5, 0, NAN, 0]], dtype=float)

    zeros = sudden_zeros(counts, months_before=6)

    assert zeros.run[0].tolist()[6:] == [1, 0, 1]
    assert zeros.probability[0, 7] == 1.0


def test_a_copied_month_is_found_with_the_distance_to_its_model():
    first = np.array([[3, 4, 3, 9]], dtype=float)
    second = np.array([[700, 710, 700, 690]], dtype=float)

    found = copied_months([first, second], at_least=2, not_zero=2, look_back=3)

    assert found.tolist() == [[0, 0, 2, 0]]


@pytest.mark.parametrize(
    ("second", "reason"),
    [([[0, 0]], "too few are not zero"), ([[NAN, NAN]], "too few are stated")],
)
def test_months_that_say_too_little_are_not_called_copies(second, reason):
    first = np.array([[3, 3]], dtype=float)

    found = copied_months([first, np.array(second)], at_least=2, not_zero=2, look_back=1)

    assert not found.any(), reason


def test_a_month_that_leaves_out_a_figure_is_no_copy():
    first, second = np.array([[3.0, 3.0]]), np.array([[5.0, 5.0]])
    third = np.array([[7.0, NAN]])

    assert not copied_months([first, second, third], at_least=2, not_zero=2, look_back=1).any()


def test_looking_back_further_than_the_series_is_harmless():
    same = np.array([[4.0, 4.0]])

    assert copied_months([same, same], at_least=2, not_zero=2, look_back=12).tolist() == [[0, 1]]


def test_heaping_is_the_upper_tail_of_the_binomial():
    values = np.array([[10, 15, 20, 7, 0, NAN]])

    heaps = digit_heaping([values], months=6, at_least=4)

    expected = math.comb(4, 3) * 0.2**3 * 0.8 + 0.2**4
    assert heaps.probability[0, 3] == pytest.approx(expected)
    assert (heaps.round_ones[0, 5], heaps.figures[0, 5]) == (3.0, 4.0)


def test_too_few_figures_and_fractions_say_nothing_of_heaping():
    heaps = digit_heaping([np.array([[10.0, 20.0, 5.5]])], months=3, at_least=3)

    assert heaps.probability.tolist() == [[1.0, 1.0, 1.0]]


def test_the_window_of_heaping_moves_with_the_months():
    heaps = digit_heaping([np.array([[10.0, 11.0, 15.0]])], months=2, at_least=1)

    assert heaps.figures.tolist() == [[1.0, 2.0, 2.0]]
    assert heaps.round_ones.tolist() == [[1.0, 1.0, 1.0]]


def test_on_honest_counts_false_findings_stay_within_their_probability():
    counts = np.random.default_rng(20261101).poisson(6, (2_000, 36)).astype(float)

    zeros = sudden_zeros(counts, months_before=6)
    heaps = digit_heaping([counts], months=12, at_least=10)

    assert (zeros.probability < 0.001).mean() < 0.002
    assert (heaps.probability < 0.0001).mean() < 0.001
