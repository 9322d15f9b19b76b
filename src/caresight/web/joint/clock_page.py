"""How long it took, in words: by stage, by home, and month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from math import ceil

from caresight.evaluation.loop_clock import (
    STAGES,
    Loop,
    Stage,
    StageTimes,
    Wait,
    loops_of,
    stage_times,
    trend,
    waiting,
)
from caresight.vocabulary.periods import months_after
from caresight.web.joint.clock_days import GroupDays, NeverDiscussed
from caresight.web.ui.words import count, month, short_day

MONTHS_SHOWN = 12
FEWEST_FOR_A_MEDIAN = 5
"""A median of fewer homes is given with a warning that it says little."""
FROM_TO = {
    Stage.FLAGGED: "First sign to flagged",
    Stage.DISCUSSED: "Flagged to discussed",
    Stage.ACTION: "Discussed to action",
    Stage.EFFECT: "Action to effect seen",
}
NEXT = {
    Stage.FLAGGED: "to be flagged",
    Stage.DISCUSSED: "to be discussed",
    Stage.ACTION: "for an action",
    Stage.EFFECT: "for an effect to be seen",
}
STAGE_WORDS = {
    Stage.SIGNAL: "First sign",
    Stage.FLAGGED: "Flagged",
    Stage.DISCUSSED: "Discussed",
    Stage.ACTION: "Action opened",
    Stage.EFFECT: "Effect seen",
}
CSV_COLUMNS = (
    "home_id", "home", *(f"{stage.value}_on" for stage in STAGES), "ended_on",
    "waits_for", "waiting_days",
)  # fmt: skip


@dataclass(frozen=True)
class StageLine:
    """One stage of the sum."""

    words: str
    median: str
    spread: str
    homes: int
    with_waits: str
    waits: str
    out_of_order: str
    says_little: bool


@dataclass(frozen=True)
class WaitLine:
    """A home that waits."""

    home_id: str
    name: str
    waits: str
    since: str
    days: int


@dataclass(frozen=True)
class MonthLine:
    """One month of the trend: median and homes for each stage."""

    month: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class LoopLine:
    """One loop of one home, stage by stage."""

    steps: list[tuple[str, str, str]]
    """Stage, day, and how long after the one before."""
    now: str


@dataclass(frozen=True)
class ClockPage:
    """Everything that the page shows of a group."""

    stages: list[StageLine]
    waits: list[WaitLine]
    months: list[MonthLine]
    never_discussed: list[NeverDiscussed]
    loops: int
    homes: int


def all_loops(days: GroupDays) -> list[Loop]:
    """The loops of every home, oldest first within each."""
    return [loop for home in days.homes for loop in loops_of(home)]


def clock_page(days: GroupDays, loops: Sequence[Loop], day: date) -> ClockPage:
    """The sum of a group."""
    return ClockPage(
        stages=[_stage_line(times) for times in stage_times(loops, day)],
        # A weak sign that reaches no threshold is no work that waits for somebody.
        waits=[
            _wait_line(wait, days)
            for wait in waiting(loops, day)
            if wait.stage is not Stage.FLAGGED
        ],
        months=_months(loops, day),
        never_discussed=sorted(days.never_discussed, key=lambda one: (-one.days, one.ref)),
        loops=len(loops),
        homes=len({loop.home_id for loop in loops}),
    )


def in_days(value: float) -> str:
    """“1 day”, “34 days”: a median between two days is the later one."""
    return count(ceil(value), "day")


def _stage_line(times: StageTimes) -> StageLine:
    quartiles, waits = times.quartiles, times.waits
    longest = max((wait.days for wait in waits), default=0)
    many = f"{count(len(waits), 'home')} still waiting, the longest {in_days(longest)}"
    if times.stage is Stage.FLAGGED:
        many = f"{count(len(waits), 'home')} with a sign below the threshold"
    middle = times.median_with_waits
    return StageLine(
        words=FROM_TO[times.stage],
        median=in_days(quartiles[1]) if quartiles else "not yet known",
        spread=f"{ceil(quartiles[0])} to {in_days(quartiles[2])}" if quartiles else "",
        homes=len(times.days),
        with_waits=""
        if not waits
        else f"half of all by {in_days(middle)}"
        if middle is not None
        else "fewer than half have reached it",
        waits=many if waits else "none",
        out_of_order=f"{times.out_of_order} came to it in another order"
        if times.out_of_order
        else "",
        says_little=0 < len(times.days) < FEWEST_FOR_A_MEDIAN,
    )


def _wait_line(wait: Wait, days: GroupDays) -> WaitLine:
    return WaitLine(
        home_id=wait.home_id,
        name=days.names.get(wait.home_id, wait.home_id),
        waits=f"Waits {NEXT[wait.stage]}",
        since=short_day(wait.since.isoformat()),
        days=wait.days,
    )


def _months(loops: Sequence[Loop], day: date) -> list[MonthLine]:
    first = day.replace(day=1)
    months = [months_after(first, back) for back in range(1 - MONTHS_SHOWN, 1)]
    columns = [trend(loops, stage, months) for stage in STAGES[1:]]
    lines = [
        MonthLine(
            month=month(of_month.isoformat()),
            cells=[
                (
                    in_days(one.median) if one.median is not None else "–",
                    count(one.homes, "home") if one.homes else "",
                )
                for one in (column[place] for column in columns)
            ],
        )
        for place, of_month in enumerate(months)
    ]
    # Before the group began there is nothing to compare: those months would only be in the way.
    return list(dropwhile(lambda line: not any(homes for _, homes in line.cells), lines))


def home_loops(loops: Iterable[Loop], day: date) -> list[LoopLine]:
    """The loops of one home, the latest first."""
    lines = []
    for loop in loops:
        reached = sorted(
            ((on, stage) for stage in STAGES if (on := loop.day(stage))),
            key=lambda one: (one[0], STAGES.index(one[1])),
        )
        steps, before = [], None
        for on, stage in reached:
            later = f"{in_days((on - before).days)} later" if before and on > before else ""
            steps.append((STAGE_WORDS[stage], short_day(on.isoformat()), later))
            before = on
        lines.append(LoopLine(steps, _now(loop, day)))
    return lines[::-1]


def _now(loop: Loop, day: date) -> str:
    if loop.effect:
        return f"From first to last {in_days((loop.effect - loop.began_on).days)}."
    if loop.ended_on:
        on = short_day(loop.ended_on.isoformat())
        return f"Nothing was noticed any more on {on}, before anything was agreed."
    (wait,) = waiting([loop], day)
    return f"Still waiting {NEXT[wait.stage]}: {in_days(wait.days)}."


def csv_rows(days: GroupDays, loops: Iterable[Loop], day: date) -> Iterable[list[object]]:
    """A row for each loop."""
    for loop in loops:
        wait = next(iter(waiting([loop], day)), None)
        yield [
            loop.home_id,
            days.names.get(loop.home_id, ""),
            *(loop.day(stage) for stage in STAGES),
            loop.ended_on,
            wait.stage.value if wait else "",
            wait.days if wait else "",
        ]
