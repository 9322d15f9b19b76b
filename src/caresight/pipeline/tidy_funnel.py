"""Funnel plots for anyone's tidy csv: units in one file, runs with their settings in another.

Rows of one group in one data set are added up, as the field's package does; every unit
comes once, in the order of its name.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from caresight.pipeline.tidy_table import TidyRow, TidyTable, read_tidy, write_tidy
from caresight.statistics.funnel import Funnel, funnel
from caresight.statistics.funnel_limits import RULES, FunnelRules
from caresight.statistics.funnel_scores import FunnelSettings
from caresight.vocabulary.refusal import Refusal

INPUT_COLUMNS = ("dataset_id", "row", "group", "numerator", "denominator")
RUN_COLUMNS = (
    "run_id", "dataset_id", "data_type", "sr_method", "trim_by", "limit", "multiplier",
    "draw_adjusted", "draw_unadjusted", "shmi_rounding",
)  # fmt: skip
PASSED_OVER = ("split", "n_units", "target", "phi", "tau2", "used_adjusted", "n_outliers", "error")
"""Columns that a table of runs may have from an earlier answer: results, not settings."""
OUTPUT_COLUMNS = (
    "run_id", "group", "numerator", "denominator", "rr", "z", "z_trimmed", "trimmed",
    "ll95", "ul95", "ll998", "ul998", "od_ll95", "od_ul95", "od_ll998", "od_ul998",
    "outlier", "phi", "tau2",
)  # fmt: skip

_YES_NO = {"TRUE": (True,), "FALSE": (False,)}


@dataclass(frozen=True)
class FunnelReport:
    """What was done, for the reader."""

    runs: int
    rows: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Unit:
    row: TidyRow
    group: str
    numerator: float
    denominator: float


def draw_tidy_funnels(inputs: Path, runs: Path, to: Path, *, rules: str = RULES[0]) -> FunnelReport:
    """Read both files, judge every run, write the answer as one csv."""
    chosen = _rules(rules)
    if to.resolve() in (inputs.resolve(), runs.resolve()):
        raise Refusal(
            "The answer would replace one of the files it is made from.",
            file=str(to),
            what_to_do="Name another file with -o.",
        )
    units = read_tidy(inputs, columns=INPUT_COLUMNS)
    settings = read_tidy(runs, columns=RUN_COLUMNS, known=PASSED_OVER)
    by_dataset = _datasets(units)
    rows: list[dict[str, Any]] = []
    for row in _without_repeats(settings, "run_id"):
        rows.extend(_run(row, _dataset_of(row, by_dataset, inputs.name), chosen))
    write_tidy(to, rows, OUTPUT_COLUMNS)
    return FunnelReport(len(settings.rows), len(rows), _notes(units, settings))


def _rules(name: str) -> FunnelRules:
    for rules in RULES:
        if rules == name:
            return rules
    raise Refusal(
        "No rules of that name are known.",
        expected=" or ".join(RULES),
        came=f"“{name}”",
        what_to_do="Name one of these with --rules.",
    )


def _notes(units: TidyTable, settings: TidyTable) -> tuple[str, ...]:
    return tuple(
        f"{table.rows[0].file}: columns not used: {', '.join(table.passed_over)}"
        for table in (units, settings)
        if table.passed_over
    )


def _datasets(table: TidyTable) -> dict[str, list[_Unit]]:
    found: dict[str, list[_Unit]] = defaultdict(list)
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        dataset, place = row.text("dataset_id"), row.text("row")
        first = seen.setdefault((dataset, place), row.number)
        if first != row.number:
            row.refuse(
                "row",
                f"The same row of the same data set was there already, in row {first}.",
                expected="each row of a data set once",
                what_to_do="Take the repeated row out, or number it anew if it is another.",
            )
        found[dataset].append(
            _Unit(
                row,
                row.text("group"),
                row.number_in(
                    "numerator", expected="a count, 0 or more", fits=lambda value: value >= 0
                ),
                row.number_in(
                    "denominator", expected="a number above 0", fits=lambda value: value > 0
                ),
            )
        )
    return found


def _without_repeats(table: TidyTable, column: str) -> Iterator[TidyRow]:
    seen: dict[str, int] = {}
    for row in table.rows:
        first = seen.setdefault(row.text(column), row.number)
        if first != row.number:
            row.refuse(
                column,
                f"The same {column} was there already, in row {first}.",
                expected="each once",
                what_to_do="Give every run a name of its own.",
            )
        yield row


def _dataset_of(row: TidyRow, datasets: dict[str, list[_Unit]], file: str) -> list[_Unit]:
    found = datasets.get(row.text("dataset_id"))
    if found is None:
        row.refuse(
            "dataset_id",
            f"There is no such data set in {file}.",
            expected=", ".join(list(datasets)[:5]),
            what_to_do="Correct the name, or add the data set.",
        )
    return found


def _settings(row: TidyRow) -> FunnelSettings:
    data_type = row.one_of("data_type", {"PR": "PR", "SR": "SR", "RC": "RC"})
    methods = {"SHMI": "SHMI", "CQC": "CQC"}
    return FunnelSettings(
        data_type=data_type,
        sr_method=row.one_of("sr_method", methods) if data_type == "SR" else "SHMI",
        trim_by=row.number_in(
            "trim_by", expected="a share from 0 to below 0.5", fits=lambda value: 0 <= value < 0.5
        ),
        limit=row.one_of("limit", {"95": 95, "99": 99}),
        multiplier=row.number_in(
            "multiplier", expected="a number above 0", fits=lambda value: value > 0
        ),
        draw_adjusted=row.one_of("draw_adjusted", _YES_NO)[0],
        draw_unadjusted=row.one_of("draw_unadjusted", _YES_NO)[0],
        shmi_rounding=row.one_of("shmi_rounding", _YES_NO)[0],
    )


def _run(row: TidyRow, units: list[_Unit], rules: FunnelRules) -> list[dict[str, Any]]:
    settings = _settings(row)
    if settings.data_type == "PR":
        _check_shares(units)
    groups, numerators, denominators = _added_up(units)
    try:
        drawn = funnel(numerators, denominators, settings=settings, rules=rules)
    except ValueError as fault:
        row.refuse(
            "dataset_id",
            f"The data set cannot be drawn: {fault}.",
            expected="units that can be compared",
            what_to_do="Look at the data set's rows.",
        )
    return _rows(row.cells["run_id"], groups, numerators, drawn)


def _check_shares(units: list[_Unit]) -> None:
    for unit in units:
        if unit.numerator > unit.denominator:
            unit.row.refuse(
                "numerator",
                "A share cannot have more events than trials.",
                expected=f"at most the denominator, {unit.row.cells['denominator']}",
                what_to_do="Correct the cell; if this is a ratio, its runs are RC or SR.",
            )


def _added_up(units: list[_Unit]) -> tuple[list[str], np.ndarray, np.ndarray]:
    groups = sorted({unit.group for unit in units})
    place = {group: index for index, group in enumerate(groups)}
    where = [place[unit.group] for unit in units]
    return (
        groups,
        np.bincount(where, weights=[unit.numerator for unit in units]),
        np.bincount(where, weights=[unit.denominator for unit in units]),
    )


def _rows(
    run_id: str, groups: list[str], numerators: np.ndarray, drawn: Funnel
) -> list[dict[str, Any]]:
    scores = drawn.scores
    limits = {
        "95": drawn.plain_95,
        "998": drawn.plain_998,
    }
    adjusted = {"95": drawn.adjusted_95, "998": drawn.adjusted_998}
    columns: dict[str, list[Any]] = {
        "numerator": [_plain(value) for value in numerators.tolist()],
        "denominator": [_plain(value) for value in scores.denominators.tolist()],
        "rr": scores.ratio.tolist(),
        "z": scores.z.tolist(),
        "z_trimmed": scores.z_trimmed.tolist(),
        "trimmed": scores.trimmed.astype(int).tolist(),
        "outlier": drawn.outlier.astype(int).tolist(),
    }
    for prefix, bounds in (("", limits), ("od_", adjusted)):
        for name, interval in bounds.items():
            columns[f"{prefix}ll{name}"] = interval.lower.tolist()
            columns[f"{prefix}ul{name}"] = interval.upper.tolist()
    same = {"run_id": run_id, "phi": scores.phi, "tau2": scores.between_variance}
    return [
        {"group": group, **same, **dict(zip(columns, cells, strict=True))}
        for group, cells in zip(groups, zip(*columns.values(), strict=True), strict=True)
    ]


def _plain(value: float) -> int | float:
    return int(value) if value.is_integer() else value
