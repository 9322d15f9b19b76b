"""What is said of an action: too early, no comparison, as others did, or more than others."""

from datetime import date

import numpy as np
import pytest

from caresight.evaluation.action_effect import Enough, Figures, Finding, action_effect
from caresight.vocabulary.periods import months_after

ENOUGH = Enough(
    fewest_after=6, fewest_before=8, most_before=24, comparison_homes=30,
    fewest_comparison_homes=12,
)  # fmt: skip
STARTS = tuple(months_after(date(2025, 1, 1), month) for month in range(24))
ACTED = date(2026, 2, 14)
BEFORE, AFTER = slice(0, 13), slice(14, 24)


def world(homes=60, seed=1):
    dice = np.random.default_rng(seed)
    return dice.uniform(4, 9, homes)[:, None] + dice.normal(0, 0.5, (homes, len(STARTS)))


def judge(own, others, *, direction="down", starts=STARTS, **more):
    figures = Figures(starts, tuple(None if v != v else float(v) for v in own), **more)
    return action_effect(figures, ACTED, direction, others, enough=ENOUGH)


def with_fall(values, fall):
    fallen = values.copy()
    fallen[AFTER] -= fall
    return fallen


@pytest.mark.parametrize(
    ("own_fall", "others_fall", "direction", "finding"),
    [
        (3, 0, "down", Finding.AS_EXPECTED),
        (3, 0, "up", Finding.OPPOSITE),
        (-3, 0, "down", Finding.OPPOSITE),
        (-3, 0, "up", Finding.AS_EXPECTED),
        (3, 3, "down", Finding.NO_DIFFERENCE),
        (0, 0, "down", Finding.NO_DIFFERENCE),
        (0, 3, "down", Finding.OPPOSITE),
    ],
)
def test_only_a_difference_from_homes_like_it_is_a_finding(
    own_fall, others_fall, direction, finding
):
    values = world()
    others = values[1:].copy()
    others[:, AFTER] -= others_fall

    effect = judge(with_fall(values[0], own_fall), others, direction=direction)

    assert effect.finding == finding


def test_it_never_says_as_expected_where_the_others_moved_as_much():
    """Whatever fell with everybody fell by itself, in a hundred worlds."""
    found = []
    for seed in range(100):
        values = world(seed=seed)
        values[:, AFTER] -= 3
        found.append(judge(values[0], values[1:]).finding)

    assert found.count(Finding.AS_EXPECTED) + found.count(Finding.OPPOSITE) <= 12


def test_the_period_of_the_action_belongs_to_neither_side():
    values = world()
    own = values[0].copy()
    own[13] = 500.0

    effect = judge(own, values[1:])

    assert (effect.before, effect.after) == (BEFORE, AFTER)
    assert effect.first_after == date(2026, 3, 1)
    assert effect.comparison is not None
    assert effect.comparison.before < 20
    assert effect.comparison.after < 20


@pytest.mark.parametrize(
    ("unknown", "finding"),
    [
        (range(19, 24), Finding.TOO_EARLY),
        (range(8), Finding.TOO_FEW_BEFORE),
        (range(24), Finding.NO_FIGURES),
    ],
    ids=["five figures after", "five figures before", "no figures"],
)
def test_it_is_not_said_before_it_can_be(unknown, finding):
    values = world()
    own = values[0].copy()
    own[list(unknown)] = np.nan

    effect = judge(own, values[1:])

    assert effect.finding == finding
    assert effect.comparison is None


def test_without_enough_homes_there_is_no_comparison():
    values = world(homes=10)

    assert judge(values[0], values[1:]).finding == Finding.NO_COMPARISON


def test_an_action_after_all_figures_has_no_period_after_it():
    values = world()
    figures = Figures(STARTS, tuple(values[0].tolist()))

    effect = action_effect(figures, date(2027, 5, 1), "down", values[1:], enough=ENOUGH)

    assert effect.finding == Finding.TOO_EARLY
    assert effect.first_after is None


def test_an_action_before_all_figures_has_no_period_before_it():
    values = world()
    figures = Figures(STARTS, tuple(values[0].tolist()))

    effect = action_effect(figures, date(2020, 5, 1), "down", values[1:], enough=ENOUGH)

    assert effect.finding == Finding.TOO_FEW_BEFORE


def test_each_side_has_its_own_centre_even_without_enough_points_for_limits():
    values = world()
    own = with_fall(values[0], 3)

    charts = judge(own, values[1:]).charts

    assert charts is not None
    assert charts.centre[0, 0] == pytest.approx(own[BEFORE].mean())
    assert charts.centre[0, -1] == pytest.approx(own[AFTER].mean())
    assert np.isfinite(charts.upper_limit[0, 0])
    assert np.isnan(charts.upper_limit[0, -1])


def test_counts_are_drawn_as_counts_in_the_unit_of_the_values():
    numerators = tuple(float(n) for n in np.random.default_rng(2).poisson(12, 24))
    values = np.array(numerators) / 1500 * 1000
    others = world()

    effect = judge(
        values, others, numerators=numerators, denominators=(1500.0,) * 24, kind="rate",
        method="u_prime",
    )  # fmt: skip

    assert effect.charts is not None
    assert effect.charts.method.tolist() == ["u_prime"]
    assert effect.charts.value[0].tolist() == pytest.approx(values.tolist())


def test_the_band_starts_at_the_homes_own_level():
    values = world()

    effect = judge(values[0], values[1:])

    assert effect.band is not None
    assert effect.band.middle[BEFORE].mean() == pytest.approx(values[0, BEFORE].mean(), abs=0.3)
    assert (effect.band.lower <= effect.band.upper).all()


def test_the_fall_back_is_said_before_there_is_any_figure_after():
    values = world()
    own = values[0].copy()
    own[AFTER] = np.nan

    effect = judge(own, values[1:])

    assert effect.finding == Finding.TOO_EARLY
    assert effect.expected_return is not None
