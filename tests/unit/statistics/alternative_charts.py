"""A slow second implementation of the chart rules: plain Python, one point at a time."""

import math
from itertools import groupby, pairwise

NOTHING = math.nan


def plain_chart(values, rules, baseline_points=None):
    """Centre, reach and marks (sets of words) of one phase of one series."""
    base = values[:baseline_points]
    known = [v for v in base if not math.isnan(v)]
    centre = math.fsum(known) / len(known) if known else NOTHING
    ranges = [abs(b - a) for a, b in pairwise(base) if not (math.isnan(a) or math.isnan(b))]
    reach = plain_reach(ranges, rules.screen_moving_ranges)
    marks = plain_marks(values, centre, reach, rules)
    if math.isnan(reach) or sum(not math.isnan(v) for v in values) < rules.minimum_points:
        marks = [set() for _ in values]
    if sum(not math.isnan(v) for v in values) < rules.minimum_points:
        reach = NOTHING
    return centre, reach, marks


def plain_reach(ranges, screen):
    if not ranges:
        return NOTHING
    mean = math.fsum(ranges) / len(ranges)
    if mean == 0:
        return 0.0
    if sum(r == 0 for r in ranges) * 2 > len(ranges):
        return NOTHING
    if screen:
        kept = [r for r in ranges if r < 3.267 * mean]
        mean = math.fsum(kept) / len(kept)
    return 2.66 * mean


def plain_marks(values, centre, reach, rules):
    marks = [set() for _ in values]
    for sign, way in ((1, "HIGH"), (-1, "LOW")):
        offsets = [sign * (v - centre) for v in values]
        beyond = [o > reach for o in offsets]
        near = [o > reach * 2 / 3 for o in offsets]
        if rules.two_in_three == "between":
            near = [n and not b for n, b in zip(near, beyond, strict=True)]
        side = [o > 0 for o in offsets]
        for at in range(len(values)):
            if beyond[at]:
                marks[at].add(f"OUTSIDE_{way}")
        for at in range(len(values) - 2):
            three = range(at, at + 3)
            if all(side[i] for i in three) and sum(near[i] for i in three) >= 2:
                for i in three:
                    if near[i]:
                        marks[i].add(f"TWO_IN_THREE_{way}")
        mark_plain_shifts(marks, side, rules, way)
    mark_plain_trends(marks, values, rules)
    return marks


def mark_plain_shifts(marks, side, rules, way):
    at = 0
    for on_side, run in groupby(side):
        length = len(list(run))
        if on_side and length >= rules.shift_points:
            for i in range(at, at + length):
                marks[i].add(f"SHIFT_{way}")
        at += length


def mark_plain_trends(marks, values, rules):
    for sign, way in ((1, "UP"), (-1, "DOWN")):
        for start in range(len(values)):
            moves, end = 0, start
            for at in range(start + 1, len(values)):
                step = sign * (values[at] - values[at - 1])
                if step > 0:
                    moves, end = moves + 1, at
                elif step == 0 and rules.ties == "pass_over":
                    end = at
                else:
                    break
            if moves >= rules.trend_points - 1:
                for at in range(start, end + 1):
                    marks[at].add(f"TREND_{way}")
