"""How much comes back by itself: against homes whose reliability is known."""

import numpy as np
import pytest

from caresight.statistics.regression_to_mean import expected_return


def homes(between: float, within: float, *, count: int = 4000, months: int = 12):
    dice = np.random.default_rng(17)
    levels = dice.normal(10, between, count)
    return levels[:, None] + dice.normal(0, within, (count, months))


def slow_return(own, others):
    """The same in plain Python."""
    half = len(own) // 2
    first = [sum(row[:half]) / half for row in others]
    second = [sum(row[half:]) / (len(own) - half) for row in others]
    one, two = sum(first) / len(first), sum(second) / len(second)
    top = sum((a - one) * (b - two) for a, b in zip(first, second, strict=True))
    lasting = min(1.0, max(0.0, top / sum((a - one) ** 2 for a in first)))
    reliability = 2 * lasting / (1 + lasting)
    centre = sum(sum(row) / len(row) for row in others) / len(others)
    return reliability, -(1 - reliability) * (sum(own) / len(own) - centre)


@pytest.mark.parametrize(("between", "within"), [(1.0, 1.0), (1.0, 3.0), (0.5, 4.0)])
def test_the_reliability_is_that_of_the_world_it_was_learnt_from(between, within):
    values = homes(between, within)
    known = between**2 / (between**2 + within**2 / values.shape[1])

    found = expected_return(values[0], values[1:])

    assert found is not None
    assert found.reliability == pytest.approx(known, abs=0.04)


def test_the_expected_fall_is_what_extreme_homes_do_fall_by():
    values = homes(1.0, 3.0, months=24)
    before, after = values[:, :12], values[:, 12:]
    extreme = np.argsort(before.mean(axis=1))[-200:]

    expected = [expected_return(before[home], before).expected for home in extreme]
    fell = (after[extreme].mean(axis=1) - before[extreme].mean(axis=1)).mean()

    assert np.mean(expected) == pytest.approx(fell, rel=0.12)


def test_the_answer_is_that_of_a_slow_version_in_plain_python():
    values = homes(1.0, 2.0, count=40, months=13)

    found = expected_return(values[0], values[1:])
    reliability, expected = slow_return(values[0].tolist(), values[1:].tolist())

    assert found is not None
    assert (found.reliability, found.expected) == pytest.approx((reliability, expected))


def test_chance_alone_comes_back_wholly_and_lasting_levels_not_at_all():
    chance, lasting = homes(0.0, 3.0), homes(5.0, 1e-6)

    by_chance = expected_return(chance[0] + 4, chance[1:])
    by_level = expected_return(lasting[0], lasting[1:])

    assert by_chance is not None
    assert by_level is not None
    assert by_chance.reliability < 0.1
    assert by_chance.expected == pytest.approx(-4, abs=1.5)
    assert by_level.reliability == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("own", "others"),
    [
        (np.ones(3), np.ones((20, 3))),
        (np.full(6, np.nan), np.random.default_rng(1).normal(0, 1, (20, 6))),
        (np.ones(6), np.random.default_rng(1).normal(0, 1, (7, 6))),
        (np.ones(6), np.full((20, 6), 2.0)),
    ],
    ids=["too few periods", "nothing known", "too few homes", "no difference at all"],
)
def test_nothing_is_said_where_nothing_can_be(own, others):
    assert expected_return(own, others) is None


def test_homes_of_other_periods_are_refused():
    with pytest.raises(ValueError, match="periods"):
        expected_return(np.ones(6), np.ones((20, 5)))
