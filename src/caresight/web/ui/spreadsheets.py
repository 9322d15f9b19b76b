"""Workbooks that everybody can use: cover, contents, notes, then one table a sheet.

They follow the guidance for public spreadsheets: each table starts in cell A1 with one row
of headings, nothing is merged, blank or hidden, nothing is said by colour, names of sheets
are short. What comes out is the same byte for byte for the same workbook.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from caresight.web.ui.csv_answer import defused

Cell = str | int | float | None
LONGEST_NAME = 30
LONGEST_CELL = 32_000
"""Excel keeps 32,767 letters in a cell and repairs a file that has more."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Letters that no XML file may hold; carriage returns are left out with them."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Worksheet:
    """One table."""

    name: str
    title: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Workbook:
    """A workbook: what it is, and its tables."""

    title: str
    cover: Sequence[tuple[str, str]]
    worksheets: Sequence[Worksheet]
    made_at: datetime
    language: str = "en-GB"


def laid_out(workbook: Workbook) -> list[Worksheet]:
    """All sheets in their order, as both kinds of file hold them: names unique, cells safe."""
    used: set[str] = set()
    tables = [
        Worksheet(
            name=_name(one.name, used),
            title=one.title,
            columns=one.columns,
            widths=one.widths,
            rows=[[_cell(value) for value in row] for row in one.rows],
            notes=one.notes,
        )
        for one in workbook.worksheets
    ]
    return [_cover(workbook), _contents(tables), _notes(tables), *tables]


def _cover(workbook: Workbook) -> Worksheet:
    rows = [("Title", workbook.title), *workbook.cover]
    return Worksheet(
        name="Cover",
        title=workbook.title,
        columns=("About this workbook", "Answer"),
        widths=(24, 80),
        rows=[[label, _cell(value)] for label, value in rows],
    )


def _contents(tables: Sequence[Worksheet]) -> Worksheet:
    return Worksheet(
        name="Contents",
        title="Contents",
        columns=("Sheet", "What it holds", "Rows"),
        widths=(24, 60, 8),
        rows=[[one.name, one.title, len(one.rows)] for one in tables],
    )


def _notes(tables: Sequence[Worksheet]) -> Worksheet:
    general = [
        ["All sheets", "An empty cell means that nothing is known or nothing applies."],
        ["All sheets", "Text that begins like a formula has an apostrophe before it."],
    ]
    own = [[one.name, _cell(note)] for one in tables for note in one.notes]
    return Worksheet(
        name="Notes",
        title="Notes",
        columns=("Sheet", "Note"),
        widths=(24, 90),
        rows=[*general, *own],
    )


def _cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return str(defused(_NOT_IN_XML.sub("", value)))[:LONGEST_CELL]
    return value


def _name(wanted: str, used: set[str]) -> str:
    """A name that both kinds of file take, and that no other sheet has."""
    plain = " ".join(wanted.translate(_NOT_IN_NAMES).split()) or "Sheet"
    name, number = plain[:LONGEST_NAME].strip(), 2
    while name.casefold() in used or name.casefold() in ("cover", "contents", "notes", "history"):
        name = f"{plain[: LONGEST_NAME - 4].strip()} {number}"
        number += 1
    used.add(name.casefold())
    return name
