"""The truth table says what the numbers show, and most homes are left in peace."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.worlds.course import strength
from caresight.worlds.happenings import STORIES, draw_happenings
from caresight.worlds.system import System, invent
from caresight.worlds.truth import (
    AGENCY_OF,
    DETERIORATIONS,
    FILE_FAULTS,
    LIFE_EVENTS,
    REPORTING_FAULTS,
    Happening,
    quiet_homes,
)

COUNT_OF = {
    "falls": "falls",
    "new_pressure_ulcers": "new_pressure_ulcers",
    "ambulance": "ambulance_incidents",
    "admissions": "emergency_admissions",
    "safeguarding": "safeguarding_concerns",
}


def ratio(world: System, kind: str) -> tuple[float, float]:
    """Observed and intended ratio of the rates during and before, over all homes of a kind."""
    days = world.counted.components["occupied_bed_days"]
    seen = meant = 0.0
    for thing in (h for h in world.happenings if h.kind == kind):
        during = slice(thing.start, None if thing.end is None else thing.end + 1)
        before = slice(0, thing.start)
        for driver, factor in thing.factors:
            if driver in COUNT_OF:
                counts = world.counted.components[COUNT_OF[driver]][thing.home]
                if not days[thing.home, before].sum():
                    continue
                base = counts[before].sum() / days[thing.home, before].sum()
                expected = base * days[thing.home, during].sum()
                seen += counts[during].sum()
                meant += expected * float(
                    np.mean(strength(thing, factor, world.months.count), dtype=float)
                )
    return seen, meant


@pytest.mark.parametrize("kind", ["step", "drift", "weak_together", "improvement", "silence"])
def test_counts_move_as_much_as_the_truth_table_says(region: System, kind: str) -> None:
    seen, meant = ratio(region, kind)

    assert meant > 100
    assert seen == pytest.approx(meant, rel=0.12)


def test_three_quarters_of_the_homes_are_left_in_peace(borough: System) -> None:
    quiet = len(quiet_homes(450, borough.happenings))

    assert 0.70 < quiet / 450 < 0.80


def test_a_home_meets_one_thing_unless_one_follows_from_the_other(borough: System) -> None:
    together = {("change_of_hands", "step"), ("closure", "still_reporting")}
    by_home: dict[int, list[str]] = {}
    for thing in borough.happenings:
        by_home.setdefault(thing.home, []).append(thing.kind)

    several = {tuple(kinds) for kinds in by_home.values() if len(kinds) > 1}

    assert several <= together


def test_evaluation_has_sixty_deteriorations_and_the_first_page_ten_to_thirty(
    borough: System,
) -> None:
    worse = [truth for truth in borough.truth if truth.is_deterioration]
    lasting = [truth for truth in worse if truth.end_month is None]

    assert len(worse) >= 60
    assert 10 <= len(lasting) <= 30


def test_every_kind_of_thing_happens(borough: System) -> None:
    expected = {*DETERIORATIONS, "improvement", *LIFE_EVENTS, *REPORTING_FAULTS, *FILE_FAULTS}

    assert {truth.kind for truth in borough.truth} == expected


def test_recent_steps_begin_three_to_eight_months_before_the_end(borough: System) -> None:
    starts = [h.start for h in borough.happenings if h.kind == "step" and h.end is None]

    assert all(3 <= 36 - start <= 8 for start in starts)


def test_the_demo_finds_its_stories(borough: System) -> None:
    by_story = {story: [t for t in borough.truth if t.story == story] for story in STORIES.values()}

    together = by_story["weak-for-each-strong-together"][0]
    assert len(together.agencies) == 5
    assert max(together.factors) < 2.3
    assert [truth.kind for truth in by_story["new-owner"]] == ["change_of_hands", "step"]
    assert "agency_use" in by_story["new-owner"][1].indicators
    assert len(by_story["new-owner"][0].location_ids) == 2
    assert by_story["silent"][0].kind == "silence"
    assert all(factor < 0.7 for factor in by_story["improving"][0].factors)


def test_a_silent_home_sends_nothing_hardly_calls_and_has_no_manager(borough: System) -> None:
    silent = next(h for h in borough.happenings if h.story == "silent")
    calls = borough.counted.components["ambulance_incidents"][silent.home]

    assert not borough.reported.returned[silent.home, silent.start :].any()
    assert not borough.counted.manager_in_post[silent.home, silent.start - 1 :].any()
    assert calls[silent.start :].mean() < 0.3 * calls[: silent.start].mean()


def test_a_drift_rises_and_an_improvement_settles() -> None:
    drift = strength(Happening(0, "drift", 4, 8), 2.0, 20)
    better = strength(Happening(0, "improvement", 10), 0.5, 20)

    assert drift.tolist() == pytest.approx([1.2, 1.4, 1.6, 1.8, 2.0])
    assert better.tolist() == pytest.approx([0.875, 0.75, 0.625] + [0.5] * 7)


def test_every_driver_belongs_to_an_agency_and_every_agency_has_one(borough: System) -> None:
    moved = {name for truth in borough.truth for name in truth.indicators}

    assert moved <= set(AGENCY_OF)
    assert {AGENCY_OF[name] for name in moved} == {
        "provider", "workforce", "ambulance", "hospital", "safeguarding",
    }  # fmt: skip


@pytest.mark.parametrize(("homes", "months"), [(3, 36), (450, 6), (10**7, 36), (450, 999)])
def test_a_world_too_small_or_too_large_is_refused(homes: int, months: int) -> None:
    with pytest.raises(Refusal, match="cannot have"):
        invent(seed=1, homes=homes, months=months, last_month=date(2026, 10, 1))


def test_the_smallest_world_still_has_its_stories() -> None:
    world = invent(seed=5, homes=40, months=18, last_month=date(2026, 10, 1))

    assert {truth.story for truth in world.truth} - {""} == set(STORIES.values())


@pytest.mark.parametrize("seed", range(12))
def test_twenty_homes_make_a_world_even_where_none_fits_a_thing(seed: int) -> None:
    world = invent(seed=seed, homes=20, months=18, last_month=date(2026, 10, 1))

    assert all(0 <= h.start < 18 for h in world.happenings)
    assert all(h.end is None or h.start <= h.end < 18 for h in world.happenings)


def test_deteriorations_and_improvements_are_told_apart(borough: System) -> None:
    better = [truth for truth in borough.truth if truth.is_improvement]

    assert {truth.kind for truth in better} == {"improvement"}
    assert not any(truth.is_deterioration for truth in better)


def test_nothing_happens_where_every_home_is_too_small_for_it(borough: System) -> None:
    tiny = replace(borough.traits, beds=np.ones_like(borough.traits.beds))

    assert draw_happenings(np.random.default_rng(1), tiny, 36) == ()
