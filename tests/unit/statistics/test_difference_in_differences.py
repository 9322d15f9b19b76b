"""A group's change beside another's: two oracles, a plain version, and what cannot be said."""

import math

import numpy as np
import pytest
from statsmodels.genmod.cov_struct import Independence
from statsmodels.genmod.families import Binomial, Poisson
from statsmodels.genmod.generalized_estimating_equations import GEE
from statsmodels.genmod.generalized_linear_model import GLM

from caresight.statistics.difference_in_differences import difference_in_differences
from caresight.statistics.month_effects import month_effects


def counts(dice, *, treated=12, others=30, ratio=0.7):
    """Homes of different size and level, months already added up."""
    homes = treated + others
    group = np.arange(homes) < treated
    level = dice.gamma(3, 6, homes)
    before = dice.poisson(level * dice.gamma(15, 1 / 15, homes))
    after = dice.poisson(0.8 * level * np.where(group, ratio, 1) * dice.gamma(15, 1 / 15, homes))
    return before, after, np.full(homes, 12.0), np.full(homes, 10.0), group


def in_plain_python(before, after, expected_before, expected_after, group):
    """Two ratios of sums and their CR2 variance, from the formulas of two saturated groups."""
    logs, variances = [], []
    for side in (True, False):
        rows = [i for i in range(len(group)) if bool(group[i]) is side and before[i] + after[i] > 0]
        offset = math.log(expected_after[0] / expected_before[0])
        share = sum(after[i] for i in rows) / sum(after[i] + before[i] for i in rows)
        logs.append(math.log(share / (1 - share)) - offset)
        weights = [(before[i] + after[i]) * share * (1 - share) for i in rows]
        whole = sum(weights)
        variances.append(
            sum(
                (after[i] - (before[i] + after[i]) * share) ** 2 / (1 - weight / whole)
                for i, weight in zip(rows, weights, strict=True)
            )
            / whole**2
        )
    return logs[0] - logs[1], math.sqrt(sum(variances))


def test_it_agrees_with_a_version_in_plain_python() -> None:
    for seed in range(20):
        given = counts(np.random.default_rng(seed))

        found = difference_in_differences(*given)
        effect, error = in_plain_python(*given)

        assert math.log(found.ratio) == pytest.approx(effect, abs=1e-7)
        assert found.standard_error == pytest.approx(error, rel=1e-6)


def test_it_agrees_with_a_monthly_model_with_an_effect_for_each_home_and_month() -> None:
    dice = np.random.default_rng(5)
    homes, months, group = 14, 12, np.arange(14) < 5
    season = 1 + 0.3 * np.sin(np.arange(months))
    cells = dice.poisson(dice.gamma(3, 3, homes)[:, None] * season)
    after = np.arange(months) >= 7
    home, month = (axis.ravel() for axis in np.indices(cells.shape))
    design = np.column_stack([
        home[:, None] == np.arange(homes),
        month[:, None] == np.arange(1, months),
        group[home] & after[month],
    ]).astype(float)  # fmt: skip
    oracle = GLM(cells.ravel(), design, family=Poisson()).fit(tol=1e-12)
    effect = month_effects(cells[~group], np.ones_like(cells[~group]))

    found = difference_in_differences(
        cells[:, ~after].sum(axis=1), cells[:, after].sum(axis=1),
        np.full(homes, effect[~after].sum()), np.full(homes, effect[after].sum()), group,
    )  # fmt: skip

    assert math.log(found.ratio) == pytest.approx(float(oracle.params[-1]), abs=1e-6)


def test_its_variance_lies_between_the_plain_and_the_bias_reduced_sandwich() -> None:
    # CR2 takes the square root of what Mancl and DeRouen's correction takes whole.
    before, after, expected_before, expected_after, group = counts(np.random.default_rng(8))
    home = np.repeat(np.arange(len(group)), before + after)
    is_after = np.concatenate(
        [np.repeat([1.0, 0.0], pair) for pair in zip(after, before, strict=True)]
    )
    model = GEE(
        is_after, np.column_stack([np.ones(len(home)), group[home]]).astype(float),
        groups=home, family=Binomial(), cov_struct=Independence(),
        offset=np.log(expected_after / expected_before)[home],
    )  # fmt: skip
    fits = [model.fit(cov_type=kind) for kind in ("robust", "bias_reduced")]
    plain, reduced = (math.sqrt(fit.cov_params()[1, 1]) for fit in fits)

    found = difference_in_differences(before, after, expected_before, expected_after, group)

    assert math.log(found.ratio) == pytest.approx(float(fits[0].params[1]), abs=1e-6)
    assert 1.01 * plain < found.standard_error < 0.99 * reduced
    assert found.standard_error == pytest.approx(math.sqrt(plain * reduced), rel=0.01)


def test_shuffled_groups_are_as_far_apart_as_rarely_as_its_p_value_says() -> None:
    dice = np.random.default_rng(11)
    before, after, expected_before, expected_after, group = counts(dice, ratio=0.85)
    found = difference_in_differences(before, after, expected_before, expected_after, group)

    def shuffled():
        other = difference_in_differences(
            before, after, expected_before, expected_after, dice.permutation(group)
        )
        return abs(math.log(other.ratio)) / other.standard_error

    own = abs(math.log(found.ratio)) / found.standard_error
    share = np.mean([shuffled() >= own for _ in range(400)])

    assert share == pytest.approx(found.p_value, abs=0.06)


def test_one_home_with_most_of_the_events_leaves_few_degrees_of_freedom() -> None:
    before, after, expected_before, expected_after, group = counts(np.random.default_rng(2))
    even = difference_in_differences(before, after, expected_before, expected_after, group)
    before[0], after[0] = 4000, 3600

    found = difference_in_differences(before, after, expected_before, expected_after, group)

    assert even.freedom > 8
    assert found.freedom < 4


def test_homes_without_events_tell_nothing() -> None:
    before, after, expected_before, expected_after, group = counts(np.random.default_rng(3))
    more = [np.append(values, 0) for values in (before, after)]
    longer = [np.append(values, 5.0) for values in (expected_before, expected_after)]

    found = difference_in_differences(*more, *longer, np.append(group, True))

    assert found == difference_in_differences(before, after, expected_before, expected_after, group)


@pytest.mark.parametrize(
    ("rows", "why"),
    [([0, 1, 12, 13, 14], "two treated"), ([0, 1, 2, 12, 13], "two others")],
)
def test_too_few_homes_give_no_difference(rows, why) -> None:
    given = [values[rows] for values in counts(np.random.default_rng(4))]

    assert difference_in_differences(*given) is None, why


def test_a_group_without_events_after_gives_no_ratio() -> None:
    before, after, expected_before, expected_after, group = counts(np.random.default_rng(4))

    assert (
        difference_in_differences(
            before, np.where(group, 0, after), expected_before, expected_after, group
        )
        is None
    )


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [(0, 1.5, "whole"), (0, -1, "not below 0"), (0, np.nan, "known"), (2, 0.0, "above 0")],
)
def test_what_is_no_count_is_refused(place, value, words) -> None:
    given = [values.astype(float) for values in counts(np.random.default_rng(4))]
    given[place][0] = value

    with pytest.raises(ValueError, match=words):
        difference_in_differences(*given)


def test_shapes_and_confidence_are_checked() -> None:
    before, after, expected_before, expected_after, group = counts(np.random.default_rng(4))

    with pytest.raises(ValueError, match="one entry a home"):
        difference_in_differences(before[1:], after, expected_before, expected_after, group)
    with pytest.raises(ValueError, match="confidence"):
        difference_in_differences(
            before, after, expected_before, expected_after, group, confidence=1
        )
