from types import SimpleNamespace

import numpy as np
import pytest

from caresight.indicators.measured import BELOW_GATE, ESTIMATED, SMALL
from caresight.surveillance.detection import detect
from caresight.surveillance.findings import carried, lasting_weak, latest_usable, run_length
from tests.unit.surveillance.invented import WEIGHTS, measured

NOW = -1


def charts(figures, signalled=0):
    shape = figures.values.shape
    nothing = np.full(shape, np.nan)
    return SimpleNamespace(
        signalled=np.broadcast_to(np.asarray(signalled, dtype=np.int8), shape).copy(),
        centre=nothing,
        lower_limit=nothing,
        upper_limit=nothing,
    )


def found(figures, signalled=0, home=0):
    """(rule, direction, strength) of what is found in the last period."""
    return {
        (finding.rule, finding.direction, int(finding.strength[home, NOW]))
        for finding in detect(figures, charts(figures, signalled), WEIGHTS).findings
        if finding.strength[home, NOW]
    }


def test_nothing_is_found_in_a_home_like_its_peers_and_its_past():
    assert found(measured("falls", [4.0] * 12, z=0.3)) == set()


def test_a_marked_point_is_moderate_and_two_in_a_row_are_strong():
    once, twice = [0] * 11 + [1], [0] * 10 + [1, 1]

    assert found(measured("falls", [4.0] * 12), once) == {("own_history", "concerning", 2)}
    assert found(measured("falls", [4.0] * 12), twice) == {("own_history", "concerning", 3)}


@pytest.mark.parametrize(
    ("code", "sign", "direction"),
    [
        ("vacancies", 1, "concerning"),
        ("vacancies", -1, "improving"),
        ("training_in_date", -1, "concerning"),
        ("training_in_date", 1, "improving"),
        ("compliments", 1, "improving"),
    ],
)
def test_polarity_decides_what_a_rise_says(code, sign, direction):
    meets_standard = 0.05 if code == "vacancies" else 0.95
    figures = measured(code, [meets_standard] * 12)

    assert found(figures, [0] * 11 + [sign]) == {("own_history", direction, 2)}


def test_a_mark_stays_as_a_weak_echo_and_then_fades():
    lasts = WEIGHTS.rules.own_history.lasts_periods
    just, past = [0] * 20, [0] * 20
    just[-lasts], past[-lasts - 1] = 1, 1

    assert found(measured("vacancies", [0.05] * 20), just) == {("own_history", "concerning", 1)}
    assert found(measured("vacancies", [0.05] * 20), past) == set()


def test_a_fall_in_calls_is_never_good_news_and_never_more_than_weak():
    figures = measured("ambulance_incidents", [50.0] * 12)

    assert found(figures, [0] * 10 + [-1, -1]) == {("own_history", "concerning", 1)}


def test_few_calls_beside_the_peers_are_unusually_quiet():
    figures = measured("ambulance_incidents", [5.0] * 12, z=-5)

    assert found(figures) == {("unusually_quiet", "concerning", 1)}


@pytest.mark.parametrize(
    ("z", "strength"), [([0, 0, 3, 3], 0), ([0, 3, 3, 3], 1), ([0, 5, 5, 5], 2), ([0, 5, 5, 3], 1)]
)
def test_the_distance_to_the_peers_must_last_three_months(z, strength):
    expected = {("peers", "concerning", strength)} if strength else set()

    assert found(measured("vacancies", [0.05] * 4, z=z, expected=0.1)) == expected


def test_a_month_without_a_figure_breaks_what_lasts():
    z = [3, np.nan, 3, 3]

    assert found(measured("vacancies", [0.05] * 4, z=z)) == set()


@pytest.mark.parametrize("quality", [SMALL, BELOW_GATE])
def test_a_figure_too_small_or_from_a_source_below_its_gate_raises_nothing(quality):
    figures = measured("vacancies", [0.05] * 12, z=9, quality=quality)

    assert found(figures, 1) == set()


def test_an_estimated_figure_may_raise_a_signal():
    figures = measured("vacancies", [0.05] * 12, z=3, quality=ESTIMATED)

    assert ("peers", "concerning", 1) in found(figures)


def test_a_standard_missed_by_chance_is_not_missed():
    sure = measured("training_in_date", [0.6] * 4, lower=0.5, upper=0.7)
    unsure = measured("training_in_date", [0.8] * 4, lower=0.6, upper=0.95)

    assert found(sure) == {("standard", "concerning", 1)}
    assert found(unsure) == set()


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([3] * 14, set()),
        ([1] * 14, {("rating", "concerning", 3)}),
        ([3] * 10 + [2] * 4, {("rating", "concerning", 1), ("rating_change", "concerning", 2)}),
        ([3] * 1 + [2] * 13, {("rating", "concerning", 1)}),
        ([2] * 10 + [3] * 4, {("rating_change", "improving", 2)}),
        ([4] * 14, {("rating", "improving", 2)}),
    ],
)
def test_the_rating_and_its_change_within_a_year_are_read(ratings, expected):
    assert found(measured("rating", ratings)) == expected


def test_only_the_lowest_rating_may_raise_a_level_alone():
    figures = measured("rating", [[1] * 3, [2] * 3])
    alone = {
        finding.alone: finding.strength[:, NOW].tolist()
        for finding in detect(figures, charts(figures), WEIGHTS).findings
        if finding.rule == "rating"
    }

    assert alone == {"inadequate_rating": [3, 0], "": [0, 1]}


@pytest.mark.parametrize(("months", "strength"), [(1, 0), (2, 1), (3, 1), (4, 2)])
def test_an_absent_manager_weighs_more_the_longer_it_lasts(months, strength):
    figures = measured("manager_in_post", [1.0] * 6 + [0.0] * months)
    expected = {("manager_absent", "concerning", strength)} if strength else set()

    assert found(figures) == expected


def test_a_home_not_inspected_for_more_than_five_years_is_noticed():
    inspected_lately = [60.0]

    assert found(measured("days_since_rating", [[1800.0], inspected_lately])) == set()
    assert found(measured("days_since_rating", [[1900.0], inspected_lately])) == {
        ("since_inspection", "concerning", 1)
    }


def test_where_every_inspection_known_is_old_the_list_is_old_and_gives_no_point():
    figures = measured("days_since_rating", [[1900.0], [1850.0]])

    assert found(figures) == {("since_inspection", "neutral", 1)}


def test_a_newer_list_of_another_area_says_nothing_of_this_one():
    days = [[1900.0]] * 10 + [[60.0]] * 10
    areas = np.array(["X1"] * 10 + ["X2"] * 10, dtype=object)
    figures = measured("days_since_rating", days, area_codes=areas)

    assert found(figures) == {("since_inspection", "neutral", 1)}


def test_falling_silent_does_not_clear_a_home_at_once():
    values = [0.05] * 6 + [np.nan] * 3
    figures = measured("vacancies", values, z=[3] * 6 + [np.nan] * 3)

    assert found(figures) == {("peers", "concerning", 1)}


def test_after_four_silent_months_an_old_finding_is_gone():
    values = [0.05] * 6 + [np.nan] * 4
    figures = measured("vacancies", values, z=[3] * 6 + [np.nan] * 4)

    assert found(figures) == set()


def test_the_latest_usable_period_is_carried_so_far_and_no_further():
    usable = np.array([[True, False, False, False, True]])
    strength = np.array([[2, 0, 0, 0, 1]], dtype=np.int8)

    assert carried(strength, latest_usable(usable, 2)).tolist() == [[2, 2, 2, 0, 1]]


def test_a_run_counts_periods_up_to_each_period():
    condition = np.array([[True, True, False, True]])

    assert run_length(condition).tolist() == [[1, 2, 0, 1]]


def test_an_echo_never_weakens_what_is_found_again():
    strength = np.array([[2, 0, 3, 0, 0]], dtype=np.int8)

    assert lasting_weak(strength, 2).tolist() == [[2, 1, 3, 1, 0]]
