"""Nearest neighbours against distances that are added up pair by pair."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caresight.statistics.neighbours import nearest_neighbours


def by_hand(values: list[list[float]], weights: list[float]) -> list[list[float]]:
    """Distances one by one, with nothing but sums and roots."""
    columns = list(zip(*values, strict=True))
    means = [sum(column) / len(column) for column in columns]
    spreads = [
        math.sqrt(sum((x - mean) ** 2 for x in column) / len(column))
        for column, mean in zip(columns, means, strict=True)
    ]
    apart = [
        [
            math.sqrt(
                sum(
                    weight * ((x - y) / spread) ** 2
                    for x, y, weight, spread in zip(one, other, weights, spreads, strict=True)
                    if spread > 0
                )
            )
            for other in values
        ]
        for one in values
    ]
    farthest = max(max(row) for row in apart)
    return [[distance / farthest for distance in row] for row in apart]


def test_four_areas_on_a_line_have_the_neighbours_that_one_sees() -> None:
    found = nearest_neighbours(np.array([[0.0], [1.0], [3.0], [7.0]]), np.ones(1), how_many=2)

    assert found.nearest.tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]
    assert found.distance.tolist() == pytest.approx(
        np.array([[1, 3], [1, 2], [2, 3], [4, 6]]) / 7, abs=1e-12
    )


@given(
    st.lists(st.lists(st.integers(-50, 50), min_size=3, max_size=3), min_size=3, max_size=12),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
)
def test_distances_are_those_of_the_long_way_round(
    values: list[list[int]], weights: list[int]
) -> None:
    numbers = [[float(x) for x in row] for row in values]
    if len({tuple(row) for row in numbers}) < 2:
        return
    expected = by_hand(numbers, [float(x) for x in weights])

    found = nearest_neighbours(np.array(numbers), np.array(weights, float), how_many=50)

    for area, row in enumerate(found.nearest):
        assert sorted(row) == [other for other in range(len(values)) if other != area]
        assert found.distance[area] == pytest.approx([expected[area][o] for o in row], abs=1e-9)
        assert (np.diff(found.distance[area]) >= -1e-12).all()


def test_no_unit_counts_more_than_another() -> None:
    values = np.array([[1.0, 10.0], [2.0, 30.0], [4.0, 20.0], [8.0, 60.0]])

    metres = nearest_neighbours(values * [1_000.0, 1.0] + [0.0, 5.0], np.ones(2), how_many=3)
    kilometres = nearest_neighbours(values, np.ones(2), how_many=3)

    assert metres.nearest.tolist() == kilometres.nearest.tolist()
    assert metres.distance.tolist() == pytest.approx(kilometres.distance, abs=1e-12)


def test_a_heavier_variable_decides_and_one_without_weight_does_not() -> None:
    values = np.array([[0.0, 0.0], [0.1, 9.0], [5.0, 0.1], [9.0, 9.0]])

    assert nearest_neighbours(values, np.array([1.0, 0.0]), how_many=1).nearest[0] == [1]
    assert nearest_neighbours(values, np.array([0.0, 1.0]), how_many=1).nearest[0] == [2]
    assert nearest_neighbours(values, np.array([9.0, 1.0]), how_many=1).nearest[0] == [1]


def test_a_variable_that_is_the_same_everywhere_tells_nothing_apart() -> None:
    values = np.array([[3.0, 1.0], [3.0, 2.0], [3.0, 4.0]])

    found = nearest_neighbours(values, np.array([100.0, 1.0]), how_many=1)

    assert found.nearest.tolist() == [[1], [0], [1]]


@pytest.mark.parametrize(
    ("values", "weights", "how_many"),
    [
        ([[1.0]], [1.0], 1),
        ([[1.0], [2.0]], [1.0, 1.0], 1),
        ([[1.0], [2.0]], [1.0], 0),
        ([[1.0], [2.0]], [-1.0], 1),
        ([[1.0], [float("nan")]], [1.0], 1),
        ([[1.0], [2.0]], [0.0], 1),
        ([[2.0], [2.0]], [1.0], 1),
    ],
)
def test_what_cannot_be_compared_is_refused(
    values: list[list[float]], weights: list[float], how_many: int
) -> None:
    with pytest.raises(ValueError, match=r"areas|known|differs"):
        nearest_neighbours(np.array(values), np.array(weights), how_many=how_many)
