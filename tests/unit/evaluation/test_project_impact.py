"""What is claimed of a project, and each reason for claiming nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from caresight.evaluation.comparison_homes import HomeLike, comparison_homes
from caresight.evaluation.digital_projects import load_digital_projects
from caresight.evaluation.impact_months import ChosenBy, Start, sides
from caresight.evaluation.project_impact import Obstacle, Panel, project_impact
from caresight.vocabulary.periods import months_after

RULES = load_digital_projects(Path(__file__).resolve().parents[3] / "definitions").impact
BEGINS = date(2026, 1, 1)
BY_LOT = Start(BEGINS, ChosenBy.OTHERWISE)


def panel(*, project=20, others=60, before=24, after=10, ratio=0.7, seed=1, course=None, level=1.0):
    """Homes of one size, with levels of their own; `course` is the project homes' before."""
    dice = np.random.default_rng(seed)
    homes, months = project + others, before + after
    own = np.arange(homes) < project
    rate = 2.0 * dice.gamma(6, 1 / 6, homes)[:, None] * np.ones(months)
    rate[own] *= level
    rate[:project, :before] *= np.ones(before) if course is None else course
    rate[:project, before:] *= ratio
    return Panel(
        home_ids=tuple(f"H{place}" for place in range(homes)),
        starts=tuple(months_after(BEGINS, place - before) for place in range(months)),
        numerators=dice.poisson(rate).astype(float),
        denominators=np.full((homes, months), 900.0),
        is_project=own,
        per=1000.0,
    )


def test_a_lasting_fall_that_the_others_did_not_have_is_claimed() -> None:
    found = project_impact(panel(), BY_LOT, RULES)

    assert found.obstacles == ()
    assert found.can_say
    assert found.difference.upper < 1
    assert found.difference.lower < 0.7 < found.difference.upper
    middle, low, high = found.spared
    assert 0 < low < middle < high


def test_expected_rates_start_at_the_project_homes_own_level() -> None:
    found = project_impact(panel(ratio=1.0), BY_LOT, RULES)
    before = found.months.before

    assert np.nanmean(found.expected_rates[before]) == pytest.approx(found.project.before, rel=0.01)


@pytest.mark.parametrize(
    ("how", "start", "obstacle"),
    [
        ({"project": 6}, BY_LOT, Obstacle.TOO_FEW_HOMES),
        ({"others": 12}, BY_LOT, Obstacle.TOO_FEW_COMPARISON_HOMES),
        ({"before": 6}, BY_LOT, Obstacle.TOO_FEW_MONTHS_BEFORE),
        ({"before": 18}, Start(BEGINS), Obstacle.TOO_FEW_MONTHS_BEFORE),
        ({"after": 4}, BY_LOT, Obstacle.TOO_EARLY),
        ({"ratio": 0.02}, BY_LOT, Obstacle.TOO_FEW_EVENTS),
        ({"level": 4.0}, BY_LOT, Obstacle.LEVELS_DIFFER),
        ({"course": np.linspace(0.6, 1.6, 24)}, BY_LOT, Obstacle.COURSES_DIFFER),
        ({"course": np.repeat([1.6, 1.0], 12)}, BY_LOT, Obstacle.PLACEBO_FINDS),
    ],
)
def test_each_thing_that_speaks_against_a_claim_is_named_and_no_number_claimed(
    how, start, obstacle
) -> None:
    found = project_impact(panel(**how), start, RULES)

    assert obstacle in found.obstacles
    assert not found.can_say


def test_one_home_with_most_of_the_events_decides_nothing() -> None:
    given = panel()
    numerators = given.numerators.copy()
    numerators[0] *= 60

    found = project_impact(
        replace(given, numerators=numerators),
        BY_LOT,
        RULES.model_copy(update={"level_ratio_most": 9}),
    )

    assert found.obstacles == (Obstacle.ONE_HOME_DECIDES,)


def test_what_should_not_change_and_changed_forbids_the_claim() -> None:
    found = project_impact(panel(), BY_LOT, RULES, unchanging=panel(ratio=0.5, seed=9))

    assert found.obstacles == (Obstacle.UNCHANGING_CHANGED,)


def test_what_should_not_change_and_did_not_leaves_the_claim() -> None:
    found = project_impact(panel(), BY_LOT, RULES, unchanging=panel(ratio=1.0, seed=9))

    assert found.can_say


def test_a_project_home_of_which_too_little_is_known_is_left_aside_and_named() -> None:
    given = panel()
    numerators = given.numerators.copy()
    numerators[3, 24:30] = np.nan

    found = project_impact(replace(given, numerators=numerators), BY_LOT, RULES)

    assert found.left_aside == ("H3",)
    assert found.project_homes == 19


def test_homes_known_in_winter_only_are_not_worse_for_it() -> None:
    given = panel(ratio=1.0, seed=4, project=30, others=120)
    winter = np.where(np.arange(34) % 12 < 4, 2.0, 1.0)
    numerators = np.random.default_rng(4).poisson(given.numerators * winter).astype(float)
    numerators[:15, :24][:, winter[:24] == 1] = np.nan
    rules = RULES.model_copy(update={"share_of_months_known": 0.51 / 2})

    found = project_impact(replace(given, numerators=numerators), BY_LOT, rules)

    assert found.difference.lower < 1 < found.difference.upper


def test_a_start_within_a_month_gives_that_month_to_neither_side() -> None:
    starts = [months_after(BEGINS, place) for place in range(-24, 6)]

    found = sides(starts, replace(BY_LOT, on=date(2026, 1, 12)), RULES)

    assert not (found.before | found.after | found.left_out)[24]
    assert found.before[23]
    assert found.after[25]


def test_months_by_which_homes_were_chosen_are_left_out_and_others_before_are_kept() -> None:
    starts = [months_after(BEGINS, place) for place in range(-24, 6)]
    chosen = Start(BEGINS, ChosenBy.FIGURES, date(2025, 4, 1), date(2025, 6, 30))

    found = sides(starts, chosen, RULES)

    assert [str(starts[place])[:7] for place in np.flatnonzero(found.left_out)] == [
        "2025-04", "2025-05", "2025-06",
    ]  # fmt: skip
    assert found.before.sum() == 21


def test_where_nobody_knows_how_homes_were_chosen_the_last_year_is_left_out() -> None:
    starts = [months_after(BEGINS, place) for place in range(-40, 6)]

    found = sides(starts, Start(BEGINS), RULES)

    assert found.left_out.sum() == 12
    assert found.before.sum() == RULES.most_months_before
    assert found.left_out[39]


def home(name, *, kind="nursing", beds=40, area="E06"):
    return HomeLike(name, kind, beds, area)


def test_comparison_homes_are_of_one_kind_and_like_size_the_nearest_first() -> None:
    homes = [
        home("ours"), home("small", beds=19), home("near", beds=41), home("other", kind="small"),
        home("elsewhere", beds=40, area="E09"), home("far", beds=60),
    ]  # fmt: skip

    chosen = comparison_homes(homes, {"ours"}, not_these=(), each=3)

    assert chosen == ["near", "far", "elsewhere"]


def test_no_comparison_home_is_taken_twice_or_from_another_project() -> None:
    homes = [home(name) for name in ("ours", "mine", "a", "b", "c")]

    chosen = comparison_homes(homes, {"ours", "mine"}, not_these={"b"}, each=4)

    assert sorted(chosen) == ["a", "c"]


def test_a_home_of_unknown_size_is_compared_with_such_homes_alone() -> None:
    homes = [home("ours", beds=None), home("a"), home("b", beds=None)]

    assert comparison_homes(homes, {"ours"}, not_these=(), each=2) == ["b"]
