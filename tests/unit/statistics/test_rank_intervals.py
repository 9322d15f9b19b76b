"""Places in a ranking: known cases, and how often their intervals are right."""

import numpy as np
import pytest

from caresight.statistics.differing import differing
from caresight.statistics.rank_intervals import places, rank_intervals, weighted_ranks

NAN = float("nan")


def ranks(values, half, *, lowest_first=True, seed=1):
    values, half = np.array(values, dtype=float), np.array(half, dtype=float)
    return rank_intervals(
        values, values - half, values + half, lowest_first=lowest_first, draws=1000, seed=seed
    )


def test_figures_that_are_sure_have_one_place_each() -> None:
    found = ranks([3, 1, 2], [0.01, 0.01, 0.01])

    assert found.place.tolist() == [3, 1, 2]
    assert found.lower.tolist() == found.upper.tolist() == [3, 1, 2]


def test_the_highest_is_first_where_higher_is_better() -> None:
    assert ranks([3, 1, 2], [0, 0, 0], lowest_first=False).place.tolist() == [1, 3, 2]


def test_figures_that_are_all_chance_may_stand_anywhere() -> None:
    found = ranks([10, 10.1, 9.9, 10.05], [50, 50, 50, 50])

    assert found.lower.tolist() == [1] * 4
    assert found.upper.tolist() == [4] * 4


def test_an_area_without_a_figure_has_no_place_and_takes_none() -> None:
    found = ranks([3, NAN, 2], [0.1, 0.1, 0.1])

    assert np.isnan(found.place).tolist() == [False, True, False]
    assert found.place[[0, 2]].tolist() == [2, 1]
    assert np.isnan(found.lower[1])


def test_a_figure_without_an_interval_has_a_place_and_no_interval() -> None:
    found = ranks([3, 1, 2], [0.1, NAN, 0.1])

    assert found.place[1] == 1
    assert np.isnan(found.lower).tolist() == [False, True, False]


def test_equal_figures_share_the_better_place() -> None:
    assert places(np.array([[5.0, 5.0, 7.0]]), lowest_first=True).tolist() == [[1, 1, 3]]


def test_the_same_seed_gives_the_same_places() -> None:
    values, half = np.arange(30.0), np.full(30, 6.0)

    one, two = ranks(values, half), ranks(values, half)

    assert one.lower.tolist() == two.lower.tolist()
    assert one.upper.tolist() == two.upper.tolist()


@pytest.mark.parametrize("noise", [0.3, 1.0])
def test_intervals_hold_the_true_place_nearly_as_often_as_they_say(noise: float) -> None:
    rng = np.random.default_rng(3)
    held = []
    for seed in range(15):
        true = rng.normal(size=60)
        error = noise * rng.uniform(0.5, 1.5, 60)
        found = ranks(true + rng.normal(size=60) * error, 1.96 * error, seed=seed)
        place = places(true[None, :], lowest_first=True)[0]
        held.append(((found.lower <= place) & (place <= found.upper)).mean())

    assert 0.92 < np.mean(held) < 0.99


def weighted(values, weights, vary=2.0, half=0.0):
    values = np.array(values, dtype=float)
    return weighted_ranks(
        values, values - half, values + half, lowest_first=np.array([True] * values.shape[1]),
        weights=np.array(weights, dtype=float), weights_vary_by=vary, draws=500, seed=5,
    )  # fmt: skip


def test_the_heavier_measure_decides() -> None:
    found = weighted([[1, 3], [2, 2], [3, 1]], [5, 1])

    assert found.place.tolist() == [1, 2, 3]


def test_who_leads_in_all_measures_leads_by_any_weights() -> None:
    found = weighted([[1, 1], [2, 3], [3, 2]], [1, 1])

    assert (found.weight_lower[0], found.weight_upper[0]) == (1, 1)
    assert found.weight_upper[1] == found.weight_upper[2] == 3


def test_weights_that_stay_as_they_are_change_no_place() -> None:
    found = weighted([[1, 3], [2, 2], [4, 1]], [2, 1], vary=1.0)

    assert found.weight_lower.tolist() == found.weight_upper.tolist() == found.place.tolist()


def test_an_area_that_lacks_one_measure_is_not_ranked() -> None:
    found = weighted([[1, 3], [2, NAN], [3, 1]], [2, 1])

    assert np.isnan(found.place).tolist() == [False, True, False]


@pytest.mark.parametrize(("weights", "vary"), [([0, 1], 2.0), ([1, 1], 0.5)])
def test_weights_that_mean_nothing_are_refused(weights, vary) -> None:
    with pytest.raises(ValueError, match="weight"):
        weighted([[1, 3], [2, 2]], weights, vary=vary)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((10, 9, 11), (12, 11.5, 12.5), -1),
        # Intervals that overlap a little may still differ.
        ((10, 9, 11), (11.6, 10.8, 12.4), -1),
        ((10, 9, 11), (10.5, 9.5, 11.5), 0),
        # What has no interval is taken as certain.
        ((10, 9, 11), (8, NAN, NAN), 1),
    ],
)
def test_two_figures_differ_beyond_chance_or_not(one, other, expected) -> None:
    assert differing(*one, *other) == expected


@pytest.mark.parametrize(("one", "other"), [((NAN,) * 3, (1, 0, 2)), ((1, NAN, NAN), (2, 1, 3))])
def test_a_figure_without_an_interval_cannot_be_told_apart(one, other) -> None:
    assert np.isnan(differing(*one, *other))
