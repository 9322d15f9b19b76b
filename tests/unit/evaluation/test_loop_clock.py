from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caresight.evaluation.loop_clock import (
    STAGES,
    HomeDays,
    Stage,
    StageTimes,
    Wait,
    loops_of,
    stage_times,
    trend,
    waiting,
)

DAY = date(2026, 1, 1)
UNTIL = date(2026, 6, 30)
KINDS = ("signals", "flags", "discussions", "actions", "effects", "quiet")


def days(**kinds):
    """A home by the numbers of days after New Year."""
    given = {kind: tuple(DAY + timedelta(n) for n in numbers) for kind, numbers in kinds.items()}
    return HomeDays("H1", **given)


def after(day):
    return None if day is None else (day - DAY).days


def told(loop):
    return tuple(after(loop.day(stage)) for stage in STAGES)


def test_a_loop_that_goes_its_way_has_a_day_for_every_stage():
    (loop,) = loops_of(days(signals=[3], flags=[20], discussions=[31], actions=[31], effects=[120]))

    assert told(loop) == (3, 20, 31, 31, 120)
    assert not loop.is_open


def test_the_next_loop_begins_after_an_effect_was_seen():
    first, second = loops_of(days(signals=[3, 130], actions=[10], effects=[120], flags=[140]))

    assert told(first) == (3, None, None, 10, 120)
    assert told(second) == (130, 140, None, None, None)
    assert second.is_open


def test_a_sign_that_went_away_before_anything_was_agreed_ends_its_loop():
    first, second = loops_of(days(signals=[3, 60], flags=[20], quiet=[40]))

    assert (told(first), after(first.ended_on)) == ((3, 20, None, None, None), 40)
    assert told(second)[0] == 60


def test_once_something_was_agreed_a_quiet_home_still_waits_for_the_effect():
    (loop,) = loops_of(days(signals=[3], actions=[30], quiet=[40]))

    assert loop.is_open
    assert [(wait.stage, wait.days) for wait in waiting([loop], DAY + timedelta(64))] == [
        (Stage.EFFECT, 34)
    ]


def test_an_effect_seen_before_any_action_belongs_to_no_loop():
    (loop,) = loops_of(days(signals=[3], effects=[5], actions=[30]))

    assert told(loop) == (3, None, None, 30, None)


def test_a_home_without_a_sign_has_no_loop():
    assert loops_of(days(effects=[3], quiet=[5])) == []


def test_a_home_that_was_discussed_before_it_was_flagged_is_counted_apart():
    loops = loops_of(days(signals=[3], discussions=[10], flags=[20]))
    flagged, discussed, action, effect = stage_times(loops, UNTIL)

    assert (flagged.days, discussed.days, discussed.out_of_order) == ((17,), (), 1)
    assert [wait.days for wait in action.waits] == [(UNTIL - DAY).days - 10]
    assert (effect.days, effect.waits, effect.went_away) == ((), (), 0)


def test_those_whose_sign_went_away_are_neither_waiting_nor_done():
    flagged, *_ = stage_times(loops_of(days(signals=[3], quiet=[40])), UNTIL)

    assert (flagged.days, flagged.waits, flagged.went_away) == ((), (), 1)


def test_a_trend_has_a_month_without_homes_as_a_month_without_a_median():
    loops = loops_of(days(signals=[0], flags=[40]))
    months = trend(loops, Stage.FLAGGED, [date(2026, 1, 1), date(2026, 2, 1)])

    assert [(month.homes, month.median) for month in months] == [(0, None), (1, 40)]


def times(done, waits):
    held = tuple(Wait("H", Stage.FLAGGED, DAY, n) for n in waits)
    return StageTimes(Stage.FLAGGED, tuple(sorted(done)), held, 0, 0)


@pytest.mark.parametrize(
    ("done", "waits", "expected"),
    [
        ([5, 10, 20], [], 10),
        ([5, 10, 20], [30, 30], 20),
        ([5], [30, 30], None),
        ([5, 10], [7, 30], 10),
        ([], [30], None),
        # Kaplan and Meier's own ordering: who stops waiting on a day was at risk on it.
        ([6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], 23),
    ],
    ids=["no waits", "some", "most", "one stopped early", "none done", "Freireich 1963, 6-MP"],
)
def test_a_median_allows_for_those_that_still_wait(done, waits, expected):
    assert times(done, waits).median_with_waits == expected


def test_quartiles_are_of_those_that_are_done():
    assert times([1, 2, 3, 4, 5], [99]).quartiles == (2, 3, 4)
    assert times([], [99]).quartiles is None


def slow_loops(home):
    """The same told day by day, in plain Python."""
    loops, current = [], None
    last = max((d for kind in KINDS for d in getattr(home, kind)), default=DAY)
    day = DAY
    while day <= last:
        on = {kind: day in getattr(home, kind) for kind in KINDS}
        begins = on["signals"] or on["flags"] or on["discussions"] or on["actions"]
        # A loop that ends on a day leaves nothing of that day to the next one.
        if current is None and begins:
            current = dict.fromkeys(STAGES)
            started = day
        if current is not None:
            for kind, stage in zip(KINDS, STAGES, strict=False):
                if stage is Stage.EFFECT:
                    if on["effects"] and current[Stage.ACTION] and not current[stage]:
                        current[stage] = day
                elif on[kind] and not current[stage]:
                    current[stage] = day
            gone = (
                on["quiet"]
                and day > started
                and (current[Stage.ACTION] is None or current[Stage.ACTION] > day)
            )
            if current[Stage.EFFECT] or gone:
                loops.append((tuple(current.values()), day if gone else None))
                current = None
        day += timedelta(1)
    return loops + ([(tuple(current.values()), None)] if current else [])


numbers = st.lists(st.integers(0, 40), max_size=4)
homes = st.builds(days, **dict.fromkeys(KINDS, numbers))


@given(homes)
def test_loops_are_what_plain_python_tells_day_by_day(home):
    fast = [(tuple(loop.day(stage) for stage in STAGES), loop.ended_on) for loop in loops_of(home)]

    assert fast == slow_loops(home)


@given(st.lists(homes, max_size=6))
def test_every_loop_is_counted_once_at_every_stage_whose_turn_had_come(several):
    loops = [loop for home in several for loop in loops_of(home)]

    for before, found in zip(STAGES, stage_times(loops, UNTIL), strict=False):
        reached = sum(loop.day(found.stage) is not None for loop in loops)
        assert len(found.days) + found.out_of_order == reached
        started = sum(
            loop.day(before) is not None and loop.day(found.stage) is None for loop in loops
        )
        assert len(found.waits) + found.went_away == started
        if found.days:
            assert found.quartiles[1] == median(found.days)
