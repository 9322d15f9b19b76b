"""The rows of a spreadsheet by their headings, wherever in the first rows these stand."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence.importing.columns import COLUMNS

MOST_BYTES = 5 << 20
MOST_ROWS = 5_000
HEADINGS_WITHIN = 15
"""A title and a few notes may stand above the headings."""
_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Row:
    """One row: its number in the sheet, its cells by column, and as they came."""

    number: int
    cells: dict[str, str]
    came: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A spreadsheet's table."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """The table of a csv, xlsx or ods file.

    Raises
    ------
    Refusal
        If the file is too large, cannot be opened, or has no row of headings that are known.
    """
    name = Path(file_name).name[:120] or "spreadsheet"
    if len(content) > MOST_BYTES:
        raise Refusal(
            "The file is too large.",
            expected=f"at most {MOST_BYTES >> 20} MB",
            came=f"{len(content) / (1 << 20):.1f} MB",
            what_to_do="Split it, or save it without pictures and empty sheets.",
        )
    with tempfile.TemporaryDirectory(prefix="caresight-") as folder:
        path = Path(folder) / re.sub(r"[^\w.-]", "_", name)
        path.write_bytes(content)
        for table in _tables(path):
            sheet = _by_headings(table)
            if sheet is not None:
                return sheet
    needed = ", ".join(column.heading for column in COLUMNS if column.is_needed)
    raise Refusal(
        "The headings of the table were not found.",
        file=name,
        expected=f"a row with at least: {needed}",
        what_to_do="Start from the template; do not rename its columns.",
    )


def _tables(path: Path) -> Iterator[Sequence[list[str]]]:
    # Reading sheets loads Arrow, which takes a second that only an import needs to spend.
    from caresight.sources.intake import Limits, opened  # noqa: PLC0415
    from caresight.sources.tabular import csv_rows  # noqa: PLC0415
    from caresight.sources.workbooks import Workbook  # noqa: PLC0415

    limits = Limits(unpacked_bytes=80 << 20, ratio_from_bytes=20 << 20, line_bytes=200_000)
    with opened(path, limits=limits) as file:
        if file.kind == "workbook":
            book = Workbook(file.path, file.file_name)
            for sheet in book.sheet_names:
                rows = islice(book.rows(sheet), MOST_ROWS + HEADINGS_WITHIN + 2)
                yield [[cell or "" for cell in row] for row in rows]
        elif file.kind == "text":
            for delimiter in _DELIMITERS:
                read = csv_rows(file.path, delimiter=delimiter, line_bytes=limits.line_bytes)
                yield list(islice(read, MOST_ROWS + HEADINGS_WITHIN + 2))


def _by_headings(table: Sequence[list[str]]) -> Sheet | None:
    """The table below its row of headings; None where no row holds all that are needed."""
    laid_out = ((at, _places(cells)) for at, cells in enumerate(table[:HEADINGS_WITHIN]))
    index, places = next(((at, found) for at, found in laid_out if found), (0, None))
    if places is None:
        return None
    headings = tuple(table[index])
    rows = []
    for number, row in enumerate(table[index + 1 :], start=index + 2):
        if any(cell.strip() for cell in row):
            held = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
            rows.append(Row(number, held, tuple(row[: len(headings)])))
    if len(rows) > MOST_ROWS:
        raise Refusal(
            "The table has too many rows.",
            expected=f"at most {MOST_ROWS:,}",
            what_to_do="Split it and send the parts one after another.",
        )
    if not rows:
        raise Refusal("The table has headings and no rows.", what_to_do="Fill in at least one row.")
    return Sheet(headings, tuple(rows))


def _places(cells: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands; None where one that is needed is missing."""
    found: dict[str, int] = {}
    plain = [_plain(cell) for cell in cells]
    for column in COLUMNS:
        names = {_plain(column.heading), *map(_plain, column.also), _plain(column.name)}
        at = [index for index, cell in enumerate(plain) if cell in names]
        if len(at) > 1:
            raise Refusal(f"The heading “{column.heading}” comes twice.", expected="it once")
        if at:
            found[column.name] = at[0]
        elif column.is_needed:
            return None
    return found


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", heading.casefold()).split())
