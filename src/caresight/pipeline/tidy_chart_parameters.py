"""How each series of a tidy csv is to be charted, as its parameter file says."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from caresight.pipeline.tidy_chart_files import (
    PARAMETER_COLUMNS,
    REQUIRED_PARAMETERS,
    finite_number,
    iso_date,
    tidy_rows,
)
from caresight.statistics.chart_labels import ImprovementDirection
from caresight.vocabulary.refusal import Refusal

FEWEST_FIXED_POINTS = 12
"""A baseline fixed on fewer points than this would move with every one of them."""

_EVERY_FACET = ""


@dataclass(frozen=True)
class ChartParameters:
    """What to do with one series; targets and rebases by facet, "" standing for all."""

    series_id: str
    row: int
    direction: ImprovementDirection
    targets: dict[str, float] = field(default_factory=dict)
    rebases: dict[str, tuple[date, ...]] = field(default_factory=dict)
    fixed_points: int | None = None
    screen: bool | None = None
    """None leaves it to the rule set."""

    def target_of(self, facet: str) -> float | None:
        """The facet's own target, or the one of the whole series."""
        return self.targets.get(facet, self.targets.get(_EVERY_FACET))

    def rebases_of(self, facet: str) -> tuple[date, ...]:
        """Days on which the facet's limits start anew."""
        return self.rebases.get(facet, self.rebases.get(_EVERY_FACET, ()))


def read_parameters(path: Path, notes: list[str]) -> dict[str, ChartParameters]:
    """Parameters by series, in the order of the file."""
    found: dict[str, ChartParameters] = {}
    for row, cells in tidy_rows(path, REQUIRED_PARAMETERS, PARAMETER_COLUMNS, notes):
        parameters = _parameters(path.name, row, cells)
        earlier = found.get(parameters.series_id)
        if earlier is not None:
            raise Refusal(
                "the series is described twice", file=path.name, row=row, column="series_id",
                expected="one row for a series",
                came=f"{parameters.series_id[:100]}, which is also in row {earlier.row}",
                what_to_do="Remove one of the rows.",
            )  # fmt: skip
        found[parameters.series_id] = parameters
    if not found:
        raise Refusal(
            "the file has no rows", file=path.name, expected="one row for each series",
            came="a heading alone", what_to_do="Add a row for each series.",
        )  # fmt: skip
    return found


def _parameters(file: str, row: int, cells: dict[str, str]) -> ChartParameters:
    direction = cells["improvement_direction"]
    if direction not in get_args(ImprovementDirection):
        raise Refusal(
            "the direction is not known", file=file, row=row, column="improvement_direction",
            expected="increase, decrease or neutral", came=direction[:200] or "nothing",
            what_to_do="Say which change would be an improvement, or neutral if neither.",
        )  # fmt: skip
    if not cells["series_id"]:
        raise Refusal(
            "the series has no name", file=file, row=row, column="series_id",
            expected="a name", came="nothing", what_to_do="Name every series.",
        )  # fmt: skip
    place = {"file": file, "column": "target"}
    targets = {
        facet: finite_number(text, row=row, **place)
        for facet, text in _by_facet(cells.get("target", ""), file, row, "target").items()
    }
    rebases = {
        facet: tuple(
            iso_date(day.strip(), file=file, row=row, column="rebase") for day in text.split("|")
        )
        for facet, text in _by_facet(cells.get("rebase", ""), file, row, "rebase").items()
    }
    return ChartParameters(
        cells["series_id"], row, direction, targets, rebases,  # type: ignore[arg-type]
        _fixed_points(file, row, cells.get("fix_after_n_points", "")),
        _screen(file, row, cells.get("screen_outliers", "")),
    )  # fmt: skip


def _by_facet(text: str, file: str, row: int, column: str) -> dict[str, str]:
    """`value` for every facet, or `name=value;name=value`."""
    if not text or text == "NA":
        return {}
    if "=" not in text:
        return {_EVERY_FACET: text}
    found: dict[str, str] = {}
    for part in text.split(";"):
        facet, equals, value = (piece.strip() for piece in part.rpartition("="))
        if not equals or not facet or facet in found:
            raise Refusal(
                "this is not one value for each facet", file=file, row=row, column=column,
                expected="name=value;name=value, each name once", came=text[:200],
                what_to_do="Name the facet before each value.",
            )  # fmt: skip
        found[facet] = value
    return found


def _fixed_points(file: str, row: int, text: str) -> int | None:
    if text in {"", "NA"}:
        return None
    try:
        number = float(text)
    except ValueError:
        number = 0
    if number != int(number) or number < FEWEST_FIXED_POINTS:
        raise Refusal(
            "a baseline cannot be fixed on so many points", file=file, row=row,
            column="fix_after_n_points",
            expected=f"a whole number, {FEWEST_FIXED_POINTS} or more, or nothing", came=text[:200],
            what_to_do="Fix the limits later, or leave the cell empty.",
        )  # fmt: skip
    return int(number)


def _screen(file: str, row: int, text: str) -> bool | None:
    words = {"true": True, "false": False, "": None, "na": None}
    if text.lower() not in words:
        raise Refusal(
            "this is neither true nor false", file=file, row=row, column="screen_outliers",
            expected="TRUE, FALSE or nothing", came=text[:200],
            what_to_do="Say whether outlying moving ranges are left out of the limits.",
        )  # fmt: skip
    return words[text.lower()]
