"""What homes say differs from what was counted in the ways that the truth table names."""

import numpy as np

from caresight.worlds.reporting import INCIDENTS, RETURN_COMPONENTS
from caresight.worlds.system import System
from caresight.worlds.truth import Happening


def things(world: System, kind: str) -> list[Happening]:
    found = [h for h in world.happenings if h.kind == kind]
    assert found
    return found


def test_four_to_six_returns_in_a_hundred_are_missing(region: System) -> None:
    due = region.course.is_open & ~region.course.silent

    missing = 1.0 - region.reported.returned[due].mean()

    assert 0.04 < missing < 0.06


def test_late_returns_came_a_month_later_and_none_from_the_last_month(region: System) -> None:
    assert 0.03 < region.reported.late.mean() < 0.05
    assert not region.reported.late[:, -1].any()


def test_copied_months_repeat_the_first_of_them(borough: System) -> None:
    for thing in things(borough, "copied_months"):
        for name in RETURN_COMPONENTS:
            series = borough.reported.components[name][thing.home, thing.start :]
            assert (series == series[0]).all()


def test_perfect_zeros_are_said_though_events_were_counted(borough: System) -> None:
    for thing in things(borough, "perfect_zeros"):
        said = [borough.reported.components[n][thing.home, thing.start :] for n in INCIDENTS]
        assert not np.concatenate(said).any()
        assert borough.counted.components["falls"][thing.home, thing.start :].any()


def test_guessed_counts_end_in_nought_or_five(borough: System) -> None:
    for thing in things(borough, "digit_heaping"):
        days = borough.reported.components["occupied_bed_days"][thing.home, thing.start :]
        assert not (days % 5).any()


def test_a_closed_home_still_reports_for_three_months(borough: System) -> None:
    for thing in things(borough, "still_reporting"):
        months = slice(thing.start, thing.start + 3)
        assert borough.reported.returned[thing.home, months].all()
        assert not borough.course.is_open[thing.home, months].any()


def test_under_reporters_write_down_fewer_than_half_of_their_harmless_falls(
    region: System,
) -> None:
    quiet = region.traits.under_reporter
    said = region.reported.components["falls"][quiet].sum()
    counted = region.counted.components["falls"][quiet].sum()

    assert 0.55 < said / counted < 0.68


def test_nothing_is_counted_where_nobody_lives(region: System) -> None:
    shut = ~region.course.is_open

    assert shut.any()
    assert all(not values[shut].any() for values in region.counted.components.values())
