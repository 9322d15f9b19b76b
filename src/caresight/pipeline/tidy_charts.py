"""Control charts for anyone's tidy csv: series and parameters in, one row a point out."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from caresight.pipeline.exporting import write_csv
from caresight.pipeline.tidy_chart_files import TidyPoint, read_tidy_series
from caresight.pipeline.tidy_chart_parameters import ChartParameters, read_parameters
from caresight.pipeline.tidy_chart_points import (
    COUNT_METHODS,
    TidyLine,
    point_rows,
    require_counts,
)
from caresight.statistics.rule_sets import DISPLAY_RULES, RULE_SETS, RuleSet, named_rule_set
from caresight.vocabulary.refusal import Refusal

POINT_COLUMNS = (
    "series_id", "f", "x", "y", "rebase_group", "short_group_warning", "mean", "lpl", "upl",
    "outside_limits", "relative_to_mean", "close_to_limits", "special_cause_type",
    "special_cause_flag", "point_type", "target",
)  # fmt: skip
METHOD_COLUMNS = ("method", "method_reason")

METHODS = ("xmr", "auto", "run", "u_prime", "exact")
"""What may be asked for. Values of u_prime and exact are counts, each of one period."""

_RULES_OF_TABLE = "nhs-r-0.2.2"


@dataclass(frozen=True)
class TidySummary:
    """What was written, and what the reader should know of it."""

    series: int
    points: int
    rule_set: str
    notes: tuple[str, ...]


def write_tidy_charts(
    inputs: Path,
    parameters: Path,
    output: Path,
    *,
    method: str = "xmr",
    rules: str | None = None,
) -> TidySummary:
    """Chart every series and write one row for each point.

    Nothing is written unless everything is; rules left out are those of NHSRplotthedots
    for xmr, and the display rules where the data choose the chart.
    """
    rule_set = _rule_set(rules, method)
    if output.resolve() in (inputs.resolve(), parameters.resolve()):
        raise Refusal(
            "the answer would replace one of the files it is made from", file=str(output),
            what_to_do="Name another file with -o.",
        )  # fmt: skip
    series = read_tidy_series(inputs)
    notes = series.notes
    settings = read_parameters(parameters, notes)
    lines = list(_lines(series.points, settings, inputs.name, parameters.name, notes))
    columns = POINT_COLUMNS if method == "xmr" else (*POINT_COLUMNS, *METHOD_COLUMNS)
    if method in COUNT_METHODS:
        require_counts(lines, method, inputs.name)
    rows = point_rows(lines, method, rule_set)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            count = write_csv(rows, columns, stream)
        unfinished.replace(output)
    except OSError as problem:
        raise Refusal(
            "the answer cannot be written", file=str(output), expected="a folder to write in",
            came=problem.strerror or str(problem), what_to_do="Choose another place with -o.",
        ) from None  # fmt: skip
    finally:
        unfinished.unlink(missing_ok=True)
    return TidySummary(len(lines), count, rule_set.name, tuple(notes))


def _rule_set(name: str | None, method: str) -> RuleSet:
    if method not in METHODS:
        raise Refusal(
            "there is no such chart", expected=f"one of {', '.join(METHODS)}", came=method,
            what_to_do="Leave --method out for an XmR chart, or say auto.",
        )  # fmt: skip
    if name is None:
        return named_rule_set(_RULES_OF_TABLE) if method == "xmr" else DISPLAY_RULES
    if name not in RULE_SETS:
        raise Refusal(
            "there is no rule set of that name", expected=f"one of {', '.join(RULE_SETS)}",
            came=name, what_to_do="Name one of these with --rules.",
        )  # fmt: skip
    return RULE_SETS[name]


def _lines(
    points: dict[tuple[str, str], list[TidyPoint]],
    settings: dict[str, ChartParameters],
    inputs: str,
    parameters: str,
    notes: list[str],
) -> Iterator[TidyLine]:
    """Series in the order of the parameters, facets by name within each."""
    facets: dict[str, list[str]] = defaultdict(list)
    for name, facet in points:
        facets[name].append(facet)
    for name in facets:
        if name not in settings:
            raise Refusal(
                "a series has no parameters", file=parameters, column="series_id",
                expected=f"a row for every series of {inputs}", came=f"none for {name[:100]}",
                what_to_do="Add the row; only series_id and improvement_direction must be filled.",
            )  # fmt: skip
    for name, setting in settings.items():
        if name not in facets:
            notes.append(f"{parameters}, row {setting.row}: {inputs} has no series {name}")
        for facet in (*setting.targets, *setting.rebases):
            if facet and facet not in facets[name]:
                notes.append(f"{parameters}, row {setting.row}: {name} has no facet {facet}")
        for facet in sorted(facets[name]):
            own = points[name, facet]
            yield TidyLine(name, facet, own, setting, _groups(name, facet, own, setting, notes))


def _groups(
    name: str, facet: str, points: list[TidyPoint], setting: ChartParameters, notes: list[str]
) -> list[int]:
    """Number of the rebase group of each point."""
    days = {point.on for point in points}
    wanted = set(setting.rebases_of(facet))
    for absent in sorted(wanted - days):
        notes.append(
            f"{name}, {facet}: rebase on {absent} has no effect, for the series has no such "
            "date; name the first date of the new group"
        )
    starts = np.cumsum([point.on in wanted for point in points])
    return [int(number) for number in starts]
