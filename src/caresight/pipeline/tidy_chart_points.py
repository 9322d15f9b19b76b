"""Draws the series of a tidy csv and puts each point into words."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from caresight.pipeline.tidy_chart_files import TidyPoint
from caresight.pipeline.tidy_chart_parameters import ChartParameters
from caresight.statistics.chart_labels import COMMON_CAUSE, nhs_r_labels, point_types
from caresight.statistics.chart_marks import Mark
from caresight.statistics.chart_rules import NEAR
from caresight.statistics.choosing import looks_like_counts
from caresight.statistics.control_charts import Charts, control_charts
from caresight.statistics.rule_sets import RuleSet
from caresight.vocabulary.refusal import Refusal

SHORT_GROUP = 13
"""Fewer points than this between two rebases, and the limits are trial limits."""

COUNT_METHODS = ("u_prime", "exact")
"""Charts of counts: every value must be a whole number, 0 or more."""


@dataclass(frozen=True)
class TidyLine:
    """One series and facet with what is to be done to it."""

    series_id: str
    facet: str
    points: list[TidyPoint]
    parameters: ChartParameters
    groups: list[int]
    """Number of the rebase group of each point."""


def point_rows(lines: list[TidyLine], method: str, rules: RuleSet) -> Iterator[dict[str, Any]]:
    """One row for each point, in the order of the lines."""
    drawn: dict[int, tuple[Charts, int]] = {}
    for members in _alike(lines, method).values():
        charts = _charts([lines[at] for at in members], method, rules)
        drawn.update({at: (charts, row) for row, at in enumerate(members)})
    for at, line in enumerate(lines):
        yield from _rows_of(line, *drawn.pop(at))


def _alike(lines: list[TidyLine], method: str) -> dict[tuple[Any, ...], list[int]]:
    """Lines that one call can chart together: like settings, and about as long."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        length = len(line.points).bit_length()
        counts = method in COUNT_METHODS or (method == "auto" and _are_counts(line))
        setting = line.parameters
        groups[length, setting.fixed_points, setting.screen, counts].append(at)
    return groups


def _are_counts(line: TidyLine) -> bool:
    values = np.array([[point.value for point in line.points]])
    return bool(looks_like_counts(values)[0])


def _charts(lines: list[TidyLine], method: str, rules: RuleSet) -> Charts:
    periods = max(len(line.points) for line in lines)
    values = np.full((len(lines), periods), np.nan)
    phases = np.zeros((len(lines), periods), dtype=int)
    for row, line in enumerate(lines):
        values[row, : len(line.points)] = [point.value for point in line.points]
        phases[row] = line.groups[-1]
        phases[row, : len(line.points)] = line.groups
    setting = lines[0].parameters
    # The column speaks of XmR charts; for charts that the data choose, the rules decide.
    if setting.screen is not None and method == "xmr":
        rules = replace(rules, screen_moving_ranges=setting.screen)
    counts = method in COUNT_METHODS or (method == "auto" and _are_counts(lines[0]))
    return control_charts(
        values=None if counts else values,
        numerators=values if counts else None,
        kind="count" if counts else "value",
        method=method,
        rule_set=rules,
        phases=phases,
        baseline_points=setting.fixed_points,
        signals=False,
    )


def _rows_of(line: TidyLine, charts: Charts, row: int) -> Iterator[dict[str, Any]]:
    span = slice(0, len(line.points))
    marks = charts.marks[row, span]
    words = nhs_r_labels(marks)
    kinds = point_types(marks, line.parameters.direction)
    sizes = np.bincount(line.groups)
    target = line.parameters.target_of(line.facet)
    for at, point in enumerate(line.points):
        centre = float(charts.centre[row, at])
        upper = float(charts.upper_limit[row, at])
        known = not math.isnan(point.value)
        limited = known and not math.isnan(upper)
        outside = bool(marks[at] & (Mark.OUTSIDE_HIGH | Mark.OUTSIDE_LOW))
        near = abs(point.value - centre) > NEAR * (upper - centre) and not outside
        side = known and not math.isnan(centre)
        yield {
            "series_id": line.series_id,
            "f": line.facet,
            "x": point.on,
            "y": point.value,
            "rebase_group": line.groups[at],
            "short_group_warning": _truth(sizes[line.groups[at]] < SHORT_GROUP),
            "mean": centre,
            "lpl": float(charts.lower_limit[row, at]),
            "upl": upper,
            "outside_limits": _truth(outside) if limited else None,
            "relative_to_mean": int(np.sign(point.value - centre)) if side else None,
            "close_to_limits": _truth(near) if limited else None,
            "special_cause_type": str(words[at]),
            "special_cause_flag": _truth(words[at] != COMMON_CAUSE),
            "point_type": str(kinds[at]),
            "target": target,
            "method": str(charts.method[row]),
            "method_reason": charts.reason[row],
        }


def _truth(value: object) -> str:
    """As the peers' tables write it."""
    return "TRUE" if value else "FALSE"


def require_counts(lines: list[TidyLine], method: str, file: str) -> None:
    """Refuse a chart of counts for values that are none."""
    for line in lines:
        for point in line.points:
            if not math.isnan(point.value) and (point.value < 0 or point.value % 1):
                raise Refusal(
                    f"a {method} chart needs counts", file=file, column="y",
                    expected="whole numbers, 0 or more",
                    came=f"{point.value:g} in {line.series_id[:100]} on {point.on}",
                    what_to_do="Choose --method xmr, or auto.",
                )  # fmt: skip
