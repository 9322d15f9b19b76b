import numpy as np
import pytest

from caresight.statistics.deviate_counts import binomial_count_at, poisson_count_at
from caresight.statistics.deviates import LARGEST_DEVIATE, binomial_deviate, poisson_deviate
from tests.unit.statistics import peers_in_plain_python as plainly


@pytest.mark.parametrize("mean", [0.05, 0.3, 1.0, 2.4, 7.5, 40.0])
def test_a_poisson_deviate_agrees_with_tails_summed_term_by_term(mean):
    counts = [0, 1, 2, 5, 9, 30, 60]

    assert poisson_deviate(counts, mean) == pytest.approx(
        [plainly.poisson_tail_deviate(count, mean) for count in counts], rel=1e-9
    )


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.97])
def test_a_binomial_deviate_agrees_with_tails_summed_term_by_term(share):
    counts = [0, 1, 4, 20, 24, 25]

    assert binomial_deviate(counts, 25, share) == pytest.approx(
        [plainly.binomial_tail_deviate(count, 25, share) for count in counts], rel=1e-8
    )


def test_none_seen_where_2_point_4_were_expected_is_no_three_sigma_event():
    assert poisson_deviate(0, 2.4) == pytest.approx(-1.69, abs=0.01)


def test_a_large_count_approaches_the_square_root_score():
    assert poisson_deviate(10_300, 10_000) == pytest.approx(
        2 * (10_300**0.5 - 10_000**0.5), abs=0.02
    )


def test_what_was_expected_for_certain_is_no_surprise():
    assert poisson_deviate(0, 0) == 0
    assert binomial_deviate([0, 5], [5, 5], [0, 1]).tolist() == [0, 0]


def test_the_impossible_is_as_far_away_as_can_be():
    assert poisson_deviate(3, 0) == pytest.approx(LARGEST_DEVIATE)
    assert binomial_deviate([3, 2], [5, 5], [0, 1]) == pytest.approx(
        [LARGEST_DEVIATE, -LARGEST_DEVIATE]
    )


def test_what_is_unknown_has_no_deviate():
    assert np.isnan(poisson_deviate([np.nan, 1], [1, np.nan])).all()
    assert np.isnan(binomial_deviate([np.nan, 0, 1], [2, 0, 2], [0.5, 0.5, np.nan])).all()


@pytest.mark.parametrize("wanted", [-3.0902, -1.96, 0.0, 1.96, 3.0902])
def test_a_count_found_for_a_deviate_has_that_deviate(wanted):
    poisson = poisson_count_at(wanted, [20.0, 300.0])
    binomial = binomial_count_at(wanted, [80.0, 900.0], 0.3)

    assert poisson_deviate(poisson, [20.0, 300.0]) == pytest.approx([wanted] * 2, abs=1e-9)
    assert binomial_deviate(binomial, [80.0, 900.0], 0.3) == pytest.approx([wanted] * 2, abs=1e-9)


def test_where_even_no_event_is_not_so_low_the_count_is_0():
    assert poisson_count_at(-3.0902, 1.0) == 0
    assert binomial_count_at(-3.0902, 4.0, 0.2) == 0


def test_where_even_all_events_are_not_so_high_the_count_is_all():
    assert binomial_count_at(3.0902, 4.0, 0.8) == 4


def test_an_unknown_size_has_no_such_count():
    assert np.isnan(poisson_count_at(1.0, np.nan))
    assert np.isnan(binomial_count_at(1.0, np.nan, 0.5))


@pytest.mark.parametrize("mean", [400.0, 3000.0])
def test_beyond_what_a_double_holds_deviates_go_on_without_a_break(mean):
    counts = np.arange(0.0, 5 * mean, mean / 400)

    z = poisson_deviate(counts, mean)

    assert np.abs(z).max() > 60 if mean > 1000 else np.abs(z).max() > 37
    assert (np.diff(z) > 0).all()
    assert np.abs(np.diff(z, 2)[2:]).max() < 0.05


def test_binomial_deviates_go_on_without_a_break_too():
    z = binomial_deviate(np.arange(0.0, 20_001, 50), 20_000, 0.3)

    assert z.min() < -90
    assert z.max() > 120
    assert (np.diff(z) > 0).all()
    assert np.abs(np.diff(z, 2)[10:-10]).max() < 0.05


def test_a_far_count_found_for_a_deviate_has_that_deviate():
    count = poisson_count_at([-80.0, 80.0], 20_000.0)

    assert poisson_deviate(count, 20_000.0) == pytest.approx([-80, 80], rel=1e-6)
