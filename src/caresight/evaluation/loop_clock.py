"""How long it took from a first sign to an effect, stage by stage, home by home.

A loop begins with a first sign, and ends when an effect was seen, or when the sign went away
before anybody had to act. What has not happened yet is no gap in the data: it is a wait that
lasts, and is shown as one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

import numpy as np


class Stage(StrEnum):
    """What happens in a loop, in this order where everything goes its way."""

    SIGNAL = "signal"
    FLAGGED = "flagged"
    DISCUSSED = "discussed"
    ACTION = "action"
    EFFECT = "effect"


STAGES = tuple(Stage)
_LATEST_FIRST = range(len(STAGES) - 1, -1, -1)


@dataclass(frozen=True)
class HomeDays:
    """The days on which things happened to one home, in any order."""

    home_id: str
    signals: tuple[date, ...] = ()
    """Days on which something was noticed, or somebody said something worrying."""
    flags: tuple[date, ...] = ()
    """Days on which it was above the lowest level, by the machine or by a group."""
    discussions: tuple[date, ...] = ()
    actions: tuple[date, ...] = ()
    effects: tuple[date, ...] = ()
    """Days on which somebody found that an action had worked."""
    quiet: tuple[date, ...] = ()
    """Days on which nothing was noticed any more."""


@dataclass(frozen=True)
class Loop:
    """One way of one home through the stages."""

    home_id: str
    signal: date | None
    flagged: date | None
    discussed: date | None
    action: date | None
    effect: date | None
    ended_on: date | None
    """When it ended without an effect; None where it goes on, or an effect was seen."""

    def day(self, stage: Stage) -> date | None:
        """When a stage was reached."""
        found: date | None = getattr(self, stage.value)
        return found

    @property
    def began_on(self) -> date:
        """The first day of anything."""
        return min(day for stage in STAGES if (day := self.day(stage)))

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.effect is None and self.ended_on is None


@dataclass(frozen=True)
class Wait:
    """A home that has reached a stage and waits for the next one."""

    home_id: str
    stage: Stage
    """What it waits for."""
    since: date
    days: int


@dataclass(frozen=True)
class StageTimes:
    """How long homes took to reach one stage from the one before."""

    stage: Stage
    days: tuple[int, ...]
    """Of the homes that came from the stage before, shortest first."""
    waits: tuple[Wait, ...]
    """Of those that are still to come, longest first."""
    out_of_order: int
    """Homes that reached it before, or without, the stage before."""
    went_away: int
    """Homes whose sign went away before they reached it."""

    @property
    def quartiles(self) -> tuple[float, float, float] | None:
        """Lower quartile, median and upper quartile of the days; None where none is known."""
        if not self.days:
            return None
        low, middle, high = np.quantile(self.days, [0.25, 0.5, 0.75])
        return float(low), float(middle), float(high)

    @property
    def median_with_waits(self) -> int | None:
        """The day by which half had reached it, allowing for those that still wait.

        Kaplan and Meier (1958). None where fewer than half are known to have reached it: the
        median of those that did would flatter.
        """
        left = 1.0
        waited = sorted(wait.days for wait in self.waits)
        for day, reached in sorted(Counter(self.days).items()):
            # Both are in order, so that those still at risk are counted by halving.
            at_risk = len(self.days) - bisect_left(self.days, day)
            at_risk += len(waited) - bisect_left(waited, day)
            left *= 1 - reached / at_risk
            if left <= 0.5 + 1e-12:
                return day
        return None


def loops_of(home: HomeDays) -> list[Loop]:
    """The loops of one home, oldest first; each begins after the one before has ended."""
    found: list[Loop] = []
    after = date.min
    while loop := _next_loop(home, after):
        found.append(loop)
        end = loop.effect or loop.ended_on
        if end is None:
            break
        after = end
    return found


def _next_loop(home: HomeDays, after: date) -> Loop | None:
    begins = [
        day
        for days in (home.signals, home.flags, home.discussions, home.actions)
        if (day := _first(days, after))
    ]
    if not begins:
        return None
    start = min(begins)
    from_start = date.fromordinal(start.toordinal() - 1)
    action = _first(home.actions, from_start)
    effect = _first(home.effects, date.fromordinal(action.toordinal() - 1)) if action else None
    quiet = _first(home.quiet, start)
    # Once something was agreed, its effect is waited for, however quiet the home has become.
    ended = quiet if quiet and (action is None or action > quiet) else None
    if ended:
        action = effect = None
    end = ended or effect or date.max
    return Loop(
        home_id=home.home_id,
        signal=_within(home.signals, from_start, end),
        flagged=_within(home.flags, from_start, end),
        discussed=_within(home.discussions, from_start, end),
        action=action,
        effect=effect,
        ended_on=ended,
    )


def _first(days: Iterable[date], after: date) -> date | None:
    return min((day for day in days if day > after), default=None)


def _within(days: Iterable[date], after: date, until: date) -> date | None:
    day = _first(days, after)
    return day if day and day <= until else None


def stage_times(loops: Sequence[Loop], until: date) -> list[StageTimes]:
    """Every stage but the first, over all loops, as known on a day."""
    return [_times(loops, before, stage, until) for before, stage in pairwise(STAGES)]


def _times(loops: Sequence[Loop], before: Stage, stage: Stage, until: date) -> StageTimes:
    days, waits, out_of_order, went_away = [], [], 0, 0
    for loop in loops:
        start, reached = loop.day(before), loop.day(stage)
        if reached:
            if start and start <= reached:
                days.append((reached - start).days)
            else:
                out_of_order += 1
        elif start and loop.is_open:
            waits.append(Wait(loop.home_id, stage, start, (until - start).days))
        elif start:
            went_away += 1
    waits.sort(key=lambda wait: (-wait.days, wait.home_id))
    return StageTimes(stage, tuple(sorted(days)), tuple(waits), out_of_order, went_away)


def waiting(loops: Iterable[Loop], until: date) -> list[Wait]:
    """Every loop that goes on, with what it waits for after the last stage it reached."""
    found = []
    for loop in loops:
        if not loop.is_open:
            continue
        place = next(place for place in _LATEST_FIRST if loop.day(STAGES[place]))
        since = loop.day(STAGES[place])
        if since:
            found.append(Wait(loop.home_id, STAGES[place + 1], since, (until - since).days))
    return sorted(found, key=lambda wait: (-wait.days, wait.home_id))


@dataclass(frozen=True)
class MonthTimes:
    """One month of a trend: the homes that reached a stage in it."""

    month: date
    homes: int
    median: float | None


def trend(loops: Sequence[Loop], stage: Stage, months: Sequence[date]) -> list[MonthTimes]:
    """How long those took that reached a stage in each month; `months` are first days."""
    before = STAGES[STAGES.index(stage) - 1]
    took: dict[date, list[int]] = {month: [] for month in months}
    for loop in loops:
        reached, start = loop.day(stage), loop.day(before)
        if reached and start and start <= reached and (month := reached.replace(day=1)) in took:
            took[month].append((reached - start).days)
    return [
        MonthTimes(month, len(days), float(np.median(days)) if days else None)
        for month, days in took.items()
    ]
