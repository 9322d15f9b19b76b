import math

import numpy as np
import pytest

from caresight.statistics.screening import binomial_reference, stouffer_sum
from tests.unit.statistics import peers_in_plain_python as plainly

RELATED = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.2], [0.0, 0.2, 1.0]])


def test_scores_add_up_with_their_weights_and_correlations():
    screened = stouffer_sum([[1.0, 2.0, -0.5]], weights=[1, 2, 1], correlation=RELATED)
    variance = 1 + 4 + 1 + 2 * (0.5 * 2 + 0.2 * 2)

    assert screened.z[0] == pytest.approx((1 + 4 - 0.5) / math.sqrt(variance))
    assert screened.p_value[0] == pytest.approx(plainly.NORMAL.cdf(-screened.z[0]))


def test_a_missing_score_is_left_out_and_the_coverage_told():
    screened = stouffer_sum([[1.0, np.nan, 3.0]], weights=[1, 2, 1])

    assert screened.z[0] == pytest.approx(4 / math.sqrt(2))
    assert screened.coverage[0] == 0.5


def test_a_home_without_any_score_is_unknown_and_not_good():
    screened = stouffer_sum([[np.nan, np.nan]])

    assert np.isnan(screened.z[0])
    assert np.isnan(screened.p_value[0])
    assert screened.coverage[0] == 0


def test_no_single_score_decides_alone():
    assert stouffer_sum([[40.0, 0.0]]).z[0] == pytest.approx(4 / math.sqrt(2))


def test_related_scores_count_for_less_than_unrelated_ones():
    alike = np.array([[1.0, 0.9], [0.9, 1.0]])

    assert stouffer_sum([[2.0, 2.0]], correlation=alike).z < stouffer_sum([[2.0, 2.0]]).z


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weights": [1, 1]}, "3 weights above 0"),
        ({"weights": [1, 0, 1]}, "3 weights above 0"),
        ({"correlation": np.eye(2)}, "3 by 3"),
        ({"correlation": np.triu(np.ones((3, 3)))}, "symmetric"),
        ({"correlation": 2 * np.eye(3)}, "ones on the diagonal"),
        ({"correlation": np.ones((3, 3)) * 3 - 2 * np.eye(3)}, "in \\[-1, 1\\]"),
    ],
)
def test_weights_and_correlations_that_make_no_sense_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        stouffer_sum([[1.0, 2.0, 3.0]], **given)


def test_the_chance_of_so_many_flags_is_the_binomial_tail():
    chance = binomial_reference([0, 1, 3], 8, chance=0.05)

    assert chance == pytest.approx(
        [sum(plainly.binomial_term(k, 8, 0.05) for k in range(count, 9)) for count in (0, 1, 3)]
    )


def test_without_an_applicable_indicator_the_chance_is_unknown():
    assert np.isnan(binomial_reference(0, 0, chance=0.05))


@pytest.mark.parametrize(("flagged", "chance"), [(-1, 0.1), (4, 0.1), (1, 0.0), (1, 1.0)])
def test_impossible_counts_and_chances_are_refused(flagged, chance):
    with pytest.raises(ValueError, match="must lie between"):
        binomial_reference(flagged, 3, chance=chance)
