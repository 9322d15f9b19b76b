"""Reads anyone's tidy csv of series, and the csv that says how to chart each.

Nothing is mended: a value that cannot be read stops the run with its file, row and
column, because a chart drawn from the rest would look complete.
"""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from caresight.vocabulary.refusal import Refusal

INPUT_COLUMNS = ("series_id", "f", "x", "y")
PARAMETER_COLUMNS = (
    "series_id", "kind", "split", "improvement_direction", "target", "rebase",
    "fix_after_n_points", "screen_outliers", "note",
)  # fmt: skip
REQUIRED_PARAMETERS = ("series_id", "improvement_direction")

LONGEST_LINE = 1_000_000
"""Characters; a longer line is no csv of ours, and must not fill the memory."""

LARGEST_VALUE = 1e150
"""Squares of larger numbers cannot be held; nothing that is measured comes near."""

_MISSING = {"", "NA", "NaN", "nan"}


@dataclass(frozen=True)
class TidyPoint:
    """One value of one series on one day."""

    on: date
    value: float
    """nan where the file leaves it empty."""


@dataclass(frozen=True)
class TidySeries:
    """All that the input file says: points by series and facet, in date order."""

    points: dict[tuple[str, str], list[TidyPoint]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _Rows:
    """The rows of a csv with a heading, each as a mapping, counted as a spreadsheet does."""

    def __init__(self, path: Path, required: tuple[str, ...], known: tuple[str, ...]) -> None:
        self.path = path
        self.required = required
        self.known = known
        self.extra: list[str] = []

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(self._lines(stream), strict=True)
                heading = [name.strip() for name in next(reader, [])]
                self._check_heading(heading)
                for cells in reader:
                    if cells:
                        yield reader.line_num, self._row(reader.line_num, heading, cells)
        except UnicodeDecodeError as problem:
            raise Refusal(
                "the file is not in UTF-8", file=self.path.name, expected="text in UTF-8",
                came=f"byte {problem.object[problem.start]:#04x}",
                what_to_do="Save it as “CSV UTF-8” and try again.",
            ) from None  # fmt: skip
        except (csv.Error, OSError) as problem:
            raise Refusal(
                "the file cannot be read as csv", file=self.path.name, expected="a csv file",
                came=str(problem), what_to_do="Check the path, or save the file as csv again.",
            ) from None  # fmt: skip

    def _lines(self, stream: "Iterator[str]") -> Iterator[str]:
        row = 0
        while line := stream.readline(LONGEST_LINE):  # type: ignore[attr-defined]
            row += 1
            if len(line) == LONGEST_LINE:
                raise Refusal(
                    "a line is too long", file=self.path.name, row=row,
                    expected=f"fewer than {LONGEST_LINE:,} characters",
                    came="more", what_to_do="Check that the file has line breaks.",
                )  # fmt: skip
            yield line

    def _check_heading(self, heading: list[str]) -> None:
        if not heading:
            raise Refusal(
                "the file is empty", file=self.path.name,
                expected=f"a heading with {', '.join(self.required)}, and rows below it",
                came="nothing", what_to_do="Export the series again.",
            )  # fmt: skip
        for name in self.required:
            if name not in heading:
                raise Refusal(
                    "a column is missing", file=self.path.name, row=1, column=name,
                    expected=", ".join(self.required), came=", ".join(heading)[:200],
                    what_to_do=f"Add the column {name}, or rename the one that holds it.",
                )  # fmt: skip
        twice = sorted({name for name in heading if heading.count(name) > 1})
        if twice:
            raise Refusal(
                "a column comes twice", file=self.path.name, row=1, column=twice[0],
                expected="each column once", came=", ".join(heading)[:200],
                what_to_do="Remove or rename one of them.",
            )  # fmt: skip
        self.extra = [name for name in heading if name not in self.known]

    def _row(self, number: int, heading: list[str], cells: list[str]) -> dict[str, str]:
        if len(cells) != len(heading):
            raise Refusal(
                "the row has another number of cells than the heading", file=self.path.name,
                row=number, expected=f"{len(heading)} cells", came=f"{len(cells)} cells",
                what_to_do="Put quotation marks around text that holds a comma.",
            )  # fmt: skip
        return dict(zip(heading, (cell.strip() for cell in cells), strict=True))


def tidy_rows(
    path: Path, required: tuple[str, ...], known: tuple[str, ...], notes: list[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their numbers; columns that nothing reads are noted."""
    rows = _Rows(path, required, known)
    yield from rows
    if rows.extra:
        notes.append(f"{path.name}: not read: column {', '.join(rows.extra)}")


def iso_date(text: str, *, file: str, row: int, column: str) -> date:
    """A day written as 2026-11-01; anything else is refused."""
    try:
        return date.fromisoformat(text[:10]) if len(text) == 10 else date.fromisoformat("no")
    except ValueError:
        raise Refusal(
            "this is not a date", file=file, row=row, column=column,
            expected="a day as 2026-11-01", came=text[:200] or "nothing",
            what_to_do="Write dates as year-month-day.",
        ) from None  # fmt: skip


def finite_number(text: str, *, file: str, row: int, column: str) -> float:
    """A number that can be squared; anything else is refused."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST_VALUE:
        raise Refusal(
            "this is not a number to chart", file=file, row=row, column=column,
            expected=f"a number between -{LARGEST_VALUE:g} and {LARGEST_VALUE:g}",
            came=text[:200] or "nothing",
            what_to_do="Correct the cell, or leave it empty if the value is not known.",
        )  # fmt: skip
    return number


def read_tidy_series(path: Path) -> TidySeries:
    """The points of every series, in date order; a date that comes twice is refused."""
    series = TidySeries()
    seen: dict[tuple[str, str, date], int] = {}
    for row, cells in tidy_rows(path, INPUT_COLUMNS, INPUT_COLUMNS, series.notes):
        key = (cells["series_id"], cells["f"])
        if not key[0]:
            raise Refusal(
                "the series has no name", file=path.name, row=row, column="series_id",
                expected="a name", came="nothing", what_to_do="Name every series.",
            )  # fmt: skip
        on = iso_date(cells["x"], file=path.name, row=row, column="x")
        first = seen.setdefault((*key, on), row)
        if first != row:
            raise Refusal(
                "the series has this date twice", file=path.name, row=row, column="x",
                expected="one row for a series, facet and date",
                came=f"{on}, which is also in row {first}",
                what_to_do="Remove one of the rows, or give each part its own facet.",
            )  # fmt: skip
        missing = cells["y"] in _MISSING
        place = {"file": path.name, "column": "y"}
        value = math.nan if missing else finite_number(cells["y"], row=row, **place)
        series.points.setdefault(key, []).append(TidyPoint(on, value))
    if not series.points:
        raise Refusal(
            "the file has no rows", file=path.name, expected="rows below the heading",
            came="a heading alone", what_to_do="Export the series again.",
        )  # fmt: skip
    for points in series.points.values():
        points.sort(key=lambda point: point.on)
    return series
