import numpy as np
import pytest

from caresight.statistics.false_discovery import benjamini_hochberg, expected_false_flags

# Benjamini and Hochberg (1995), section 3.2: fifteen tests, four of which are found at 5 %.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def by_definition(p_values):
    """Smallest p * tests / rank over this rank and all later ones."""
    ordered = sorted(p_values)
    raised = [p * len(ordered) / rank for rank, p in enumerate(ordered, start=1)]
    return [min(1.0, *raised[ordered.index(p) :]) for p in p_values]


def test_the_published_example_finds_four_of_fifteen():
    q = benjamini_hochberg(PUBLISHED)

    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.035625)


def test_q_agrees_with_its_definition_in_any_order():
    p = np.random.default_rng(8).permutation(PUBLISHED)

    assert benjamini_hochberg(p) == pytest.approx(by_definition(p.tolist()))


def test_what_is_no_test_does_not_count_among_the_tests():
    q = benjamini_hochberg([[0.01, np.nan], [0.04, np.nan]])

    assert q[:, 0].tolist() == [0.02, 0.04]
    assert np.isnan(q[:, 1]).all()


def test_no_test_at_all_gives_no_q():
    assert benjamini_hochberg([]).size == 0


def test_under_noise_hardly_anything_is_found():
    p = np.random.default_rng(9).uniform(size=20_000)

    assert (benjamini_hochberg(p) <= 0.05).sum() <= 2


def test_the_number_of_flags_expected_to_be_false_is_told():
    flags = expected_false_flags([0.001, 0.002, 0.3, np.nan, 0.7], threshold=0.002)

    assert flags == (4, 2, 0.008, 0.004)


def test_without_a_flag_no_share_of_flags_is_false():
    assert np.isnan(expected_false_flags([0.5], threshold=0.01).expected_false_share)


def test_not_more_than_all_flags_are_false():
    assert expected_false_flags([0.4, *[0.9] * 9], threshold=0.5).expected_false_share == 1


@pytest.mark.parametrize("p", [-0.1, 1.1])
def test_a_p_value_outside_0_to_1_is_refused(p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([p])
    with pytest.raises(ValueError, match="between 0 and 1"):
        expected_false_flags([p], threshold=0.1)


def test_a_threshold_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="threshold"):
        expected_false_flags([0.1], threshold=1.0)
