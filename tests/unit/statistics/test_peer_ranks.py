import numpy as np
import pytest

from caresight.statistics.peer_ranks import peer_ranks
from caresight.statistics.peer_summary import peer_summary
from tests.unit.statistics import peers_in_plain_python as plainly

VALUES = np.array([4.0, 1.0, 4.0, 9.0, np.nan, 2.0])
GROUPS = np.array([0, 0, 0, 0, 0, 1])


def test_ties_share_their_place():
    ranks = peer_ranks(values=VALUES, groups=GROUPS)

    assert ranks.below[:4].tolist() == [0.5, 0.125, 0.5, 0.875]
    assert ranks.at_or_below[:4].tolist() == [0.75, 0.25, 0.75, 1.0]


def test_a_home_alone_in_its_group_stands_in_the_middle():
    assert peer_ranks(values=VALUES, groups=GROUPS).below[5] == 0.5


def test_what_is_unknown_or_in_no_group_has_no_rank():
    ranks = peer_ranks(values=[1.0, np.nan, 2.0], groups=[0, 0, -1])

    assert np.isnan(ranks.below[1:]).all()
    assert np.isnan(ranks.upper[1:]).all()


def test_a_group_in_which_nothing_is_known_has_no_rank():
    assert np.isnan(peer_ranks(values=[np.nan], groups=[0]).below).all()


def test_the_bounds_are_the_ranks_of_the_ends_of_the_homes_own_interval():
    ranks = peer_ranks(
        values=[1.0, 2.0, 3.0, 4.0], groups=[0] * 4, lower=[0, 0, 2.5, 3.5], upper=[1.5, 5, 5, 5]
    )

    assert ranks.lower.tolist() == [0, 0, 0.5, 0.75]
    assert ranks.upper.tolist() == [0.25, 1, 1, 1]


def test_ranks_agree_with_counting():
    rng = np.random.default_rng(5)
    values, groups = rng.integers(0, 6, (40, 3)).astype(float), rng.integers(0, 3, 40)

    ranks = peer_ranks(values=values, groups=groups)

    for home in range(40):
        peers = values[groups == groups[home], 1].tolist()
        own = values[home, 1]
        below = sum(v < own for v in peers) + sum(v == own for v in peers) / 2
        assert ranks.below[home, 1] == pytest.approx(below / len(peers))


def test_a_summary_has_quartiles_and_the_best_tenth_by_the_welcome_direction():
    values = np.arange(1.0, 12.0)

    high = peer_summary(values=values, groups=[0] * 11, polarity="higher_is_better")
    low = peer_summary(values=values, groups=[0] * 11, polarity="lower_is_better")

    assert (high.lower_quartile[0], high.median[0], high.upper_quartile[0]) == (3.5, 6, 8.5)
    assert high.best_tenth[0] == 10
    assert low.best_tenth[0] == 2
    assert np.isnan(peer_summary(values=values, groups=[0] * 11).best_tenth[0])


def test_the_overall_value_weighs_homes_by_their_exposure():
    summary = peer_summary(
        values=[0.5, 0.1], groups=[0, 0], numerators=[1, 10], denominators=[2, 100]
    )

    assert summary.overall[0] == pytest.approx(11 / 102)


def test_without_counts_the_overall_value_is_the_mean():
    assert peer_summary(values=[1.0, 2.0, np.nan], groups=[0] * 3).overall[0] == 1.5


def test_a_summary_by_period_agrees_with_plain_python():
    values = np.random.default_rng(6).normal(size=(30, 2))
    groups = np.arange(30) % 2

    summary = peer_summary(values=values, groups=groups)

    assert summary.upper_quartile[1, 0] == pytest.approx(
        plainly.quantile(values[groups == 1, 0].tolist(), 0.75)
    )
    assert summary.homes.tolist() == [[15, 15], [15, 15]]


def test_a_group_without_homes_is_unknown():
    summary = peer_summary(values=[1.0], groups=[0], number_of_groups=3)

    assert summary.homes.tolist() == [1, 0, 0]
    assert np.isnan(summary.median[1:]).all()


def test_numerators_without_denominators_are_refused():
    with pytest.raises(ValueError, match="both"):
        peer_summary(values=[1.0], groups=[0], numerators=[1])
