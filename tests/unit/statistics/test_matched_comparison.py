"""A home beside homes like it: the arithmetic, what cannot be said, and that it is honest."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import t as student

from caresight.statistics.matched_comparison import matched_comparison, usable_candidates


def homes(dice, *, count=200, before=18, after=8, law="normal"):
    """Homes with levels of their own, a common fall, and no effect of anything."""
    levels = dice.gamma(8, 0.5, count)
    months = before + after
    if law == "poisson":
        values = dice.poisson(levels[:, None], (count, months)).astype(float)
    else:
        values = levels[:, None] + dice.normal(0, 1.2, (count, months))
    if law == "drift":
        steps = dice.normal(0, 0.5, (count, months))
        for month in range(1, months):
            steps[:, month] += 0.8 * steps[:, month - 1]
        values += steps
    values -= np.linspace(0, 0.5, months)
    return values[:, :before], values[:, before:]


def slow_comparison(before, after, pool_before, pool_after, matches):
    """The same in plain Python, by the normal equations."""

    def mean(values):
        return sum(values) / len(values)

    def slope(values):
        middle = (len(values) - 1) / 2
        top = sum((place - middle) * value for place, value in enumerate(values))
        return top / sum((place - middle) ** 2 for place in range(len(values)))

    def spread(values):
        return (sum((value - mean(values)) ** 2 for value in values) / len(values)) ** 0.5

    offsets = [(mean(b) - mean(before), slope(b) - slope(before)) for b in pool_before]
    scales = [spread([offset[side] for offset in offsets]) for side in (0, 1)]
    order = sorted(
        range(len(offsets)),
        key=lambda row: sum((offsets[row][s] / scales[s]) ** 2 for s in (0, 1)),
    )[:matches]
    rows = [(1.0, *offsets[row]) for row in order]
    changes = [mean(pool_after[row]) - mean(pool_before[row]) for row in order]
    normal = [[sum(r[i] * r[j] for r in rows) for j in range(3)] for i in range(3)]
    inverse = np.linalg.inv(np.array(normal)).tolist()
    right = [sum(r[i] * c for r, c in zip(rows, changes, strict=True)) for i in range(3)]
    fitted = [sum(inverse[i][j] * right[j] for j in range(3)) for i in range(3)]
    left = [c - sum(f * x for f, x in zip(fitted, r, strict=True))
            for r, c in zip(rows, changes, strict=True)]  # fmt: skip
    variance = sum(one**2 for one in left) / (len(rows) - 3)

    def jumps(values):
        return [(b - a) ** 2 for a, b in pairwise(values)]

    typical = mean([jump for row in order for jump in jumps(pool_before[row])])
    wider = max(1.0, (mean(jumps(before)) / typical) ** 0.5)
    reach = wider * student.ppf(0.975, len(rows) - 3) * (variance * (1 + inverse[0][0])) ** 0.5
    effect = mean(after) - mean(before) - fitted[0]
    return effect, effect - reach, effect + reach, order


def test_the_answer_is_that_of_a_slow_version_in_plain_python():
    before, after = homes(np.random.default_rng(3), count=60)

    fast = matched_comparison(before[0], after[0], before[1:], after[1:])
    effect, lower, upper, order = slow_comparison(
        before[0].tolist(), after[0].tolist(), before[1:].tolist(), after[1:].tolist(), 30
    )

    assert fast is not None
    assert fast.effect == pytest.approx(effect)
    assert (fast.lower, fast.upper) == pytest.approx((lower, upper))
    assert fast.matched.tolist() == order


def test_an_effect_is_found_and_a_common_fall_is_not_one():
    before, after = homes(np.random.default_rng(4))
    fallen = after[0] - 3

    found = matched_comparison(before[0], fallen, before[1:], after[1:])
    common = matched_comparison(before[0], after[0] - 3, before[1:], after[1:] - 3)

    assert found is not None
    assert common is not None
    assert found.upper < 0
    assert common.lower < 0 < common.upper
    assert found.effect == pytest.approx(common.effect - 3, abs=1e-9)


def test_a_shift_of_everything_changes_nothing_but_the_level():
    before, after = homes(np.random.default_rng(5), count=50)

    one = matched_comparison(before[0], after[0], before[1:], after[1:])
    moved = matched_comparison(before[0] + 7, after[0] + 7, before[1:] + 7, after[1:] + 7)

    assert one is not None
    assert moved is not None
    assert moved.effect == pytest.approx(one.effect)
    assert moved.before == pytest.approx(one.before + 7)


def test_gaps_are_left_out_and_homes_with_too_many_are_not_used():
    before, after = homes(np.random.default_rng(6), count=40)
    before[0, 3] = np.nan
    before[5, :8] = np.nan
    after[6, :4] = np.nan

    found = matched_comparison(before[0], after[0], before[1:], after[1:], matches=37)

    assert found is not None
    assert {4, 5}.isdisjoint(found.matched.tolist())
    assert found.before == pytest.approx(np.nanmean(before[0]))


def test_usable_homes_are_those_with_two_thirds_on_both_sides():
    before = np.array([[1, 2, 3], [1, np.nan, np.nan], [1, 2, np.nan]], dtype=float)
    after = np.array([[1, 2], [1, 2], [1, np.nan]], dtype=float)

    assert usable_candidates(before, after).tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ([1.0, np.nan, np.nan], [1.0, 2.0], 20),
        ([1.0, 2.0, 3.0], [np.nan, np.nan], 20),
        ([1.0, 2.0, 3.0], [1.0, 2.0], 11),
    ],
    ids=["one value before", "none after", "too few homes"],
)
def test_nothing_is_said_where_nothing_can_be(before, after, count):
    dice = np.random.default_rng(7)

    found = matched_comparison(
        before, after, dice.normal(0, 1, (count, 3)), dice.normal(0, 1, (count, 2))
    )

    assert found is None


def test_homes_that_never_change_give_a_comparison_without_width():
    flat = np.full((20, 6), 2.0)

    found = matched_comparison(np.full(6, 2.0), np.full(4, 1.0), flat, flat[:, :4])

    assert found is not None
    assert (found.effect, found.lower, found.upper) == pytest.approx((-1, -1, -1))


def test_a_home_noisier_than_the_others_gets_a_wider_interval():
    before, after = homes(np.random.default_rng(8), count=80)
    noisy = before[0].copy()
    noisy[::2] += 4
    noisy[1::2] -= 4

    calm = matched_comparison(before[0], after[0], before[1:], after[1:])
    wide = matched_comparison(noisy, after[0], before[1:], after[1:])

    assert calm is not None
    assert wide is not None
    assert wide.upper - wide.lower > 2 * (calm.upper - calm.lower)


def test_without_two_months_in_a_row_the_homes_own_noise_is_unknown():
    before, after = homes(np.random.default_rng(10), count=40)
    gaps = before[0].copy()
    gaps[1::2] = np.nan

    found = matched_comparison(gaps, after[0], before[1:], after[1:])

    assert found is not None
    assert found.lower < found.effect < found.upper


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"fewest": 7}, "fewest"),
        ({"fewest": 12, "matches": 10}, "fewest"),
        ({"confidence": 1.0}, "confidence"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes, says):
    before, after = homes(np.random.default_rng(9), count=30)

    with pytest.raises(ValueError, match=says):
        matched_comparison(before[0], after[0], before[1:], after[1:], **changes)


@pytest.mark.parametrize(
    ("own", "pool"), [(np.ones((2, 2)), np.ones((9, 2))), (np.ones(3), np.ones((9, 2)))]
)
def test_shapes_that_do_not_fit_are_refused(own, pool):
    with pytest.raises(ValueError, match=r"dimension|periods"):
        matched_comparison(own, np.ones(2), pool, pool)


@pytest.mark.slow
@pytest.mark.parametrize("law", ["normal", "drift", "poisson"])
@pytest.mark.parametrize("chosen", ["at random", "highest mean", "highest last three"])
def test_homes_without_an_effect_lie_in_the_interval_as_often_as_it_says(law, chosen):
    """The proof that matters: chosen for looking bad, nothing done, nothing found."""
    dice = np.random.default_rng(len(law + chosen))
    covered, effects, naive, placebo = [], [], [], []
    for _ in range(600):
        before, after = homes(dice, law=law)
        own = {
            "at random": 0,
            "highest mean": int(before.mean(axis=1).argmax()),
            "highest last three": int(before[:, -3:].mean(axis=1).argmax()),
        }[chosen]
        others = np.arange(len(before)) != own

        found = matched_comparison(before[own], after[own], before[others], after[others])

        assert found is not None
        covered.append(found.lower <= 0 <= found.upper)
        effects.append(found.effect / (found.upper - found.lower))
        naive.append(found.change)
        placebo.append(found.share_as_extreme <= 0.05)
    assert 0.92 <= np.mean(covered) <= 0.99
    assert abs(np.mean(effects)) < 0.09  # of the interval's width, which is about four errors
    assert np.mean(placebo) <= 0.10
    if chosen == "highest mean":
        # Before against after alone would have seen a fall that nobody made.
        assert np.mean(naive) < -0.35
