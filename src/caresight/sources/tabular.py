"""Rows of cells, wherever they come from, as one Arrow table of text with true row numbers."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import pyarrow as pa

from caresight.vocabulary.refusal import Refusal

BATCH = 20_000
ROW = "_row"

Cell = str | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Misfit:
    """A row whose number of cells is not that of the headings."""

    row: int
    cells: int
    text: str


def cell_text(cell: Cell) -> str | None:
    """A workbook's cell as the text that a csv file would hold."""
    match cell:
        case None | str():
            return cell
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            has_time = cell.time() != time()
            return cell.strftime("%Y-%m-%d %H:%M" if has_time else "%Y-%m-%d")
        case _:
            return str(cell)


def csv_rows(path: Path, *, delimiter: str, line_bytes: int) -> Iterator[list[str]]:
    """Every row of a csv file, blank ones included, read slowly and surely."""
    csv.field_size_limit(line_bytes)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        row = 0
        while True:
            row += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                raise Refusal(
                    f"the row cannot be taken apart ({problem})",
                    file=path.name,
                    row=row,
                    what_to_do="Look for a quotation mark that is opened and never closed.",
                ) from None
            yield cells


def text_table(
    rows: Iterable[Sequence[str | None]], *, width: int, first_row: int
) -> tuple[pa.Table, list[Misfit]]:
    """Rows below the headings as columns `c0`, `c1`, … and `_row`; misfits apart.

    A row without any cell filled is no row. Blank cells beyond the headings are no cells.
    """
    misfits: list[Misfit] = []
    fields = [pa.field(ROW, pa.int64()), *(pa.field(f"c{i}", pa.string()) for i in range(width))]
    schema = pa.schema(fields)
    batches = []
    numbered = enumerate(rows, start=first_row)
    while chunk := list(islice(numbered, BATCH)):
        fitting = list(_fitting(chunk, width, misfits))
        if fitting:
            numbers = pa.array([number for number, _ in fitting], pa.int64())
            columns = zip(*(cells for _, cells in fitting), strict=True)
            arrays = [numbers, *(pa.array(column, pa.string()) for column in columns)]
            batches.append(pa.record_batch(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema), misfits


def _fitting(
    chunk: Iterable[tuple[int, Sequence[str | None]]], width: int, misfits: list[Misfit]
) -> Iterator[tuple[int, Sequence[str | None]]]:
    for number, cells in chunk:
        if len(cells) == width:
            if any(cells):
                yield number, cells
        elif any(cells):
            if len(cells) > width and not any(cells[width:]):
                yield number, cells[:width]
            else:
                text = ", ".join(cell or "" for cell in cells)
                misfits.append(Misfit(number, len(cells), text[:200]))
