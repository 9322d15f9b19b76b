"""The four rules, on many series at once.

Arrays here lie with time down the first axis and series across the second, so that one
step in time is one contiguous row: that is what makes 600,000 series a matter of seconds.
A gap (nan) compares false with everything and thereby ends every run that it interrupts.
"""

import numpy as np
from numpy.typing import NDArray

from caresight.statistics.chart_marks import Mark
from caresight.statistics.rule_sets import RuleSet

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint8]

NEAR = 2 / 3
"""Near limits lie at this share of the way from the centre to the limit (2 of 3 sigma)."""


def marks_of(values: Floats, centre: Floats, reach: Floats, rules: RuleSet) -> Bits:
    """Marks for one phase of many series.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        m periods of n series; nan where nothing is known.
    centre, reach : ndarray, shape (n,) or (m, n)
        Centre line, and distance from it to the limit (three sigma). Where reach is nan
        no limit is drawn and only trends and shifts can be marked.
    rules : RuleSet
        Whose rules.

    Returns
    -------
    ndarray of uint8, shape (m, n)
        Bits of `Mark`.

    References
    ----------
    Nelson L.S. (1984), J. Qual. Technol. 16:237-239.
    Checked against: NHSRplotthedots 0.2.2 and a plain loop over points.
    """
    marks = np.zeros(values.shape, dtype=np.uint8)
    with np.errstate(invalid="ignore"):
        for sign, outside, two_in_three, shift in (
            (1, Mark.OUTSIDE_HIGH, Mark.TWO_IN_THREE_HIGH, Mark.SHIFT_HIGH),
            (-1, Mark.OUTSIDE_LOW, Mark.TWO_IN_THREE_LOW, Mark.SHIFT_LOW),
        ):
            beyond = _beyond(values, centre + sign * reach, sign)
            near = _beyond(values, centre + sign * NEAR * reach, sign)
            side = _beyond(values, centre, sign)
            _add(marks, beyond, outside)
            if rules.two_in_three == "between":
                near &= ~beyond
            _add(marks, _two_in_three(near, side), two_in_three)
            _add(marks, _runs(side, rules.shift_points), shift)
        _mark_trends(marks, values, rules)
    return marks


def _beyond(values: Floats, line: Floats, sign: int) -> Flags:
    return np.greater(values, line) if sign > 0 else np.less(values, line)


def _add(marks: Bits, flags: Flags, mark: Mark) -> None:
    np.bitwise_or(marks, flags.view(np.uint8) * np.uint8(mark), out=marks)


def _runs(flags: Flags, length: int) -> Flags:
    """All members of every run of at least `length` consecutive true flags."""
    if len(flags) < length:
        return np.zeros_like(flags)
    return all_of_a_run(_all_of_the_next(flags, length), length)


def all_of_a_run(starts: Flags, length: int) -> Flags:
    """Every period of the runs of `length` periods that begin at the true flags.

    Parameters
    ----------
    starts : ndarray of bool, shape (m - length + 1, n)
        Whether a run begins in a period.
    length : int
        Periods of a run.

    Returns
    -------
    ndarray of bool, shape (m, n)
    """
    for offset in _doublings(length):
        starts = _padded_or(starts, offset)
    return starts


def _all_of_the_next(flags: Flags, length: int) -> Flags:
    held = flags
    for offset in _doublings(length):
        held = held[:-offset] & held[offset:]
    return held


def _padded_or(flags: Flags, offset: int) -> Flags:
    grown = np.zeros((len(flags) + offset, *flags.shape[1:]), dtype=bool)
    grown[: len(flags)] = flags
    grown[offset:] |= flags
    return grown


def _doublings(length: int) -> list[int]:
    """Offsets that widen a window of one point to `length` points in few steps."""
    offsets, width = [], 1
    while width < length:
        offsets.append(min(width, length - width))
        width += offsets[-1]
    return offsets


def _two_in_three(near: Flags, side: Flags) -> Flags:
    """Points near the limit in a window of three on one side, two or more of them near."""
    found = np.zeros_like(near)
    if len(near) >= 3:
        first, second, third = near[:-2], near[1:-1], near[2:]
        windows = (first & second) | (third & (first | second))
        windows &= side[:-2] & side[1:-1] & side[2:]
        found[:-2] = windows
        found[1:-1] |= windows
        found[2:] |= windows
        found &= near
    return found


def _mark_trends(marks: Bits, values: Floats, rules: RuleSet) -> None:
    if len(values) < rules.trend_points:
        return
    steps = values[1:] - values[:-1]
    if rules.ties == "pass_over" and (steps == 0).any():
        _mark_trends_over_ties(marks, steps, rules.trend_points)
        return
    for flags, mark in ((steps > 0, Mark.TREND_UP), (steps < 0, Mark.TREND_DOWN)):
        starts = _all_of_the_next(flags, rules.trend_points - 1)
        if starts.any():
            _add(marks, all_of_a_run(starts, rules.trend_points), mark)


def _mark_trends_over_ties(marks: Bits, steps: Floats, points: int) -> None:
    """Trends in which an equal neighbour neither adds a point nor ends the run."""
    for sign, mark in ((1, Mark.TREND_UP), (-1, Mark.TREND_DOWN)):
        moves = steps * sign > 0
        passes = steps == 0
        before = _moves_so_far(moves, passes)
        after = _moves_so_far(moves[::-1], passes[::-1])[::-1]
        member = before + after - moves >= points - 1
        member &= moves | passes
        _add(marks[1:], member, mark)
        _add(marks[:-1], member, mark)


def _moves_so_far(moves: Flags, passes: Flags) -> NDArray[np.int16]:
    counts = np.zeros(moves.shape, dtype=np.int16)
    count = np.zeros(moves.shape[1:], dtype=np.int16)
    for period in range(len(moves)):
        count = np.where(moves[period], count + 1, np.where(passes[period], count, 0))
        counts[period] = count
    return counts
