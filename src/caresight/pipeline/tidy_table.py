"""Anyone's tidy csv, read strictly: the columns asked for, every cell checked, or refused.

A byte order mark is taken off. Columns that nobody asked for are passed over and named.
"""

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from caresight.pipeline.exporting import write_csv
from caresight.vocabulary.refusal import Refusal

LONGEST_LINE = 1_000_000
"""Characters; a longer line is no tidy table."""

LARGEST_NUMBER = 1e15
"""Above this a double no longer counts in ones."""

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")


@dataclass(frozen=True)
class TidyRow:
    """One row with its place, so that a fault can be named where it is."""

    file: str
    number: int
    """As a spreadsheet counts: the heading is 1."""
    cells: Mapping[str, str]

    def refuse(self, column: str, what: str, *, expected: str, what_to_do: str) -> NoReturn:
        """Refuse the file because of one cell."""
        came = self.cells[column][:200]
        raise Refusal(
            what,
            file=self.file,
            row=self.number,
            column=column,
            expected=expected,
            came=f"“{came}”" if came else "an empty cell",
            what_to_do=what_to_do,
        )

    def text(self, column: str) -> str:
        """A cell that must hold something."""
        if not self.cells[column]:
            self.refuse(
                column, "The cell is empty.", expected="a name", what_to_do="Fill the cell in."
            )
        return self.cells[column]

    def number_in(self, column: str, *, expected: str, fits: Callable[[float], bool]) -> float:
        """A cell that must hold a plain number that fits."""
        value = _plain_number(self.cells[column])
        if value is None or not abs(value) <= LARGEST_NUMBER or not fits(value):
            self.refuse(
                column,
                "The cell does not hold what it must.",
                expected=expected,
                what_to_do="Correct the cell, or leave the row out if nothing is known.",
            )
        return value

    def one_of(self, column: str, choices: Mapping[str, Any]) -> Any:
        """A cell that must hold one of a few words, capitals or not."""
        found = choices.get(self.cells[column].upper())
        if found is None:
            self.refuse(
                column,
                "The cell holds none of the words that it may.",
                expected=" or ".join(choices),
                what_to_do="Write one of these words.",
            )
        return found


@dataclass(frozen=True)
class TidyTable:
    """All rows of a file, and the columns that were passed over."""

    rows: tuple[TidyRow, ...]
    passed_over: tuple[str, ...]


def read_tidy(path: Path, *, columns: Sequence[str], known: Sequence[str] = ()) -> TidyTable:
    """Read a csv that has at least these columns; `known` ones are passed over silently."""
    lines = _lines(path)
    reader = csv.reader(lines, strict=True)
    try:
        heading = [cell.strip() for cell in next(reader, [])]
        _check_heading(path, heading, columns)
        rows = tuple(_rows(path, heading, columns, reader))
    except csv.Error as fault:
        raise Refusal(
            "The file is not a well-formed csv.",
            file=path.name,
            row=reader.line_num,
            expected="cells separated by commas, quotes closed",
            came=str(fault),
            what_to_do="Save it again as csv, UTF-8.",
        ) from fault
    if not rows:
        raise Refusal(
            "The file has a heading but no row.",
            file=path.name,
            expected="at least one row",
            came="none",
            what_to_do="Check that the right file was named.",
        )
    asked = {*columns, *known}
    return TidyTable(rows, tuple(name for name in heading if name not in asked))


def write_tidy(path: Path, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write a csv under a temporary name and rename it: never half a file."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as to:
        write_csv(rows, columns, to)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place if all goes well."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as fault:
        raise Refusal(
            "The answer cannot be written.",
            file=str(path),
            expected="a file in a folder that exists and may be written to",
            came=fault.strerror or str(fault),
            what_to_do="Name another file with -o.",
        ) from fault
    finally:
        temporary.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as start:
            first = start.read(4)
        if first.startswith(_SPREADSHEETS):
            _not_text(path, "a spreadsheet or packed file")
        with path.open(encoding="utf-8-sig", newline="") as text:
            number = 0
            while line := text.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE or "\0" in line:
                    _not_text(path, f"an overlong or binary line {number}")
                yield line
    except UnicodeDecodeError as fault:
        _not_text(path, f"bytes that are not UTF-8 ({fault.reason})")
    except OSError as fault:
        raise Refusal(
            "The file cannot be read.",
            file=str(path),
            expected="a csv file",
            came=fault.strerror or str(fault),
            what_to_do="Check the name and who may read it.",
        ) from fault


def _not_text(path: Path, came: str) -> NoReturn:
    raise Refusal(
        "The file is not a csv.",
        file=path.name,
        expected="a csv, UTF-8",
        came=came,
        what_to_do="Save it as “CSV UTF-8” in the spreadsheet program.",
    )


def _check_heading(path: Path, heading: Sequence[str], columns: Sequence[str]) -> None:
    if not any(heading):
        raise Refusal(
            "The file is empty.",
            file=path.name,
            expected=f"a heading with {', '.join(columns)}",
            came="nothing",
            what_to_do="Check that the right file was named.",
        )
    missing = [name for name in columns if name not in heading]
    twice = sorted({name for name in heading if name and heading.count(name) > 1})
    if missing or twice:
        raise Refusal(
            f"Columns are missing: {', '.join(missing)}."
            if missing
            else f"Columns are there twice: {', '.join(twice)}.",
            file=path.name,
            row=1,
            expected=", ".join(columns),
            came=", ".join(heading)[:300],
            what_to_do="Name the columns as expected, each once.",
        )


def _rows(
    path: Path, heading: Sequence[str], columns: Sequence[str], reader: Any
) -> Iterator[TidyRow]:
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        named = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        row = TidyRow(path.name, reader.line_num, {name: named.get(name, "") for name in columns})
        if len(cells) != len(heading):
            raise Refusal(
                "The row has another number of cells than the heading.",
                file=path.name,
                row=row.number,
                expected=f"{len(heading)} cells",
                came=f"{len(cells)} cells",
                what_to_do="Look for a missing comma, or a comma within a cell without quotes.",
            )
        yield row


def _plain_number(text: str) -> float | None:
    try:
        value = None if "_" in text else float(text)
    except ValueError:
        return None
    return value
