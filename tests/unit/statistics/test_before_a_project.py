"""Month effects and the courses of two groups before a project, against statsmodels."""

import math

import numpy as np
import pytest
from statsmodels.discrete.conditional_models import ConditionalPoisson
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from caresight.statistics.month_effects import month_effects
from caresight.statistics.pre_trend import pre_trend


def test_month_effects_agree_with_the_poisson_model_where_months_are_missing() -> None:
    dice = np.random.default_rng(1)
    cells = dice.poisson(dice.gamma(3, 3, 20)[:, None], (20, 9)).astype(float)
    exposure = dice.uniform(20, 40, cells.shape)
    cells[dice.random(cells.shape) < 0.2] = np.nan
    home, month = np.nonzero(np.isfinite(cells))
    design = np.column_stack([
        home[:, None] == np.arange(20), month[:, None] == np.arange(1, 9),
    ]).astype(float)  # fmt: skip
    oracle = GLM(
        cells[home, month], design, family=Poisson(), offset=np.log(exposure[home, month])
    ).fit(tol=1e-12)

    found = month_effects(cells, exposure)

    assert np.log(found[1:] / found[0]) == pytest.approx(np.asarray(oracle.params[-8:]), abs=1e-6)


def test_a_month_in_which_nothing_is_known_has_no_effect_and_the_others_average_one() -> None:
    cells = np.array([[2.0, np.nan, 4.0], [1.0, np.nan, 2.0]])

    found = month_effects(cells, np.full((2, 3), 10.0))

    assert np.isnan(found[1])
    assert found[[0, 2]] == pytest.approx([2 / 3, 4 / 3])


def test_nothing_known_at_all_gives_no_effects() -> None:
    assert np.isnan(month_effects(np.full((2, 3), np.nan), np.ones((2, 3)))).all()


def test_month_effects_want_homes_by_months() -> None:
    with pytest.raises(ValueError, match="homes by months"):
        month_effects([1, 2], [1, 2])


def test_courses_agree_with_the_conditional_poisson_model() -> None:
    dice = np.random.default_rng(7)
    group = np.arange(30) < 10
    growth = np.where(group, 0.05, 0.0)[:, None] * np.arange(12)
    basis = dice.uniform(0.5, 2, (30, 12))
    cells = dice.poisson(2 * basis * np.exp(growth)).astype(float)

    def alone(side):
        months = np.tile(np.arange(12.0), side.sum())
        model = ConditionalPoisson(
            cells[side].ravel(), months[:, None], offset=np.log(basis[side]).ravel(),
            groups=np.repeat(np.arange(side.sum()), 12),
        )  # fmt: skip
        return float(model.fit(disp=False).params[0])

    found = pre_trend(cells, basis, group)

    assert math.log(found.ratio) == pytest.approx(alone(group) - alone(~group), abs=1e-4)
    assert found.lower < found.ratio < found.upper


def test_the_same_course_is_told_apart_by_chance_in_about_one_of_twenty() -> None:
    dice = np.random.default_rng(3)
    group, apart = np.arange(40) < 15, 0
    for _ in range(300):
        rate = dice.gamma(3, 0.6, 40)[:, None] * dice.gamma(8, 1 / 8, (40, 12))
        found = pre_trend(dice.poisson(rate).astype(float), np.ones((40, 12)), group)
        apart += not found.lower <= 1 <= found.upper

    assert 0.02 <= apart / 300 <= 0.085


def test_too_few_homes_or_months_with_events_give_no_course() -> None:
    cells, group = np.ones((6, 5)), np.arange(6) < 2

    assert pre_trend(cells, np.ones((6, 5)), group) is None
    assert pre_trend(cells * [0, 0, 1, 0, 0], np.ones((6, 5)), np.arange(6) < 3) is None


def test_courses_check_shapes_and_confidence() -> None:
    with pytest.raises(ValueError, match="homes by months"):
        pre_trend(np.ones((3, 2)), np.ones((3, 2)), [True])
    with pytest.raises(ValueError, match="confidence"):
        pre_trend(np.ones((3, 2)), np.ones((3, 2)), [True, False, False], confidence=2)
