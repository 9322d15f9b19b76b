# ruff: noqa: S608 - statements are made of quoted names and constants of definitions
"""A file's rows as a DuckDB table of text, one row each, with the file's own row numbers.

A regular csv file is read by DuckDB itself. Anything else, and any csv file with a row out of
step, is read row by row in Python, slower and with each misfit named.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import duckdb

from caresight.sources.conversions import quoted
from caresight.sources.definition import fold_heading
from caresight.sources.intake import Limits
from caresight.sources.json_text import BrokenJson
from caresight.sources.json_text import values as json_values
from caresight.sources.matching import re_search
from caresight.sources.recognition import Contents, Layout
from caresight.sources.tabular import ROW, Misfit, csv_rows, text_table

RAW = "raw"


@dataclass(frozen=True)
class RawTable:
    """The table `raw` of a connection."""

    rows: int
    row_number: str
    """SQL for the row's number in the file."""
    misfits: tuple[Misfit, ...]
    was_regular: bool


def connect() -> duckdb.DuckDBPyConnection:
    """A connection whose temporary tables are its own, to a database that is kept in memory."""
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One database for the process, for opening one takes longer than reading a small file.

    It never reaches for the network: an extension that is not built in is an error at once.
    """
    return duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "threads": 1,
        },
    )


def load(con: duckdb.DuckDBPyConnection, contents: Contents, layout: Layout) -> RawTable:
    """Fill the table `raw` with the rows below the headings, of the columns that are read."""
    regular = contents.opened.kind == "text" and not contents.opened.is_irregular
    if regular and _load_csv(con, contents, layout):
        _carry_down(con, layout, "rowid")
        rows = _count(con)
        return RawTable(rows, f"rowid + {layout.heading_row + 1}", (), was_regular=True)
    table, misfits = text_table(
        _rows(contents, layout), width=len(layout.headings), first_row=layout.heading_row + 1
    )
    con.register("read_row_by_row", table)
    con.execute(f"CREATE TEMP TABLE {RAW} AS SELECT * FROM read_row_by_row")
    con.unregister("read_row_by_row")
    _carry_down(con, layout, ROW)
    return RawTable(_count(con), ROW, tuple(misfits), was_regular=False)


def _carry_down(con: duckdb.DuckDBPyConnection, layout: Layout, row: str) -> None:
    """Write into blank cells what stands above, under the headings that are written once."""
    wanted = set(map(fold_heading, layout.definition.carried_down))
    cells = [f"c{i}" for i, h in enumerate(layout.headings) if fold_heading(h) in wanted]
    if not cells:
        return
    filled = ", ".join(
        f"last_value(nullif(trim({cell}), '') IGNORE NULLS) OVER (ORDER BY {row}) AS {cell}"
        for cell in cells
    )
    con.execute(
        f"CREATE TEMP TABLE carried AS SELECT * REPLACE ({filled}) FROM {RAW} ORDER BY {row}"
    )
    con.execute(f"DROP TABLE {RAW}; ALTER TABLE carried RENAME TO {RAW}")


def _count(con: duckdb.DuckDBPyConnection) -> int:
    found = con.execute(f"SELECT count(*) FROM {RAW}").fetchone()
    return int(found[0]) if found else 0


def _load_csv(con: duckdb.DuckDBPyConnection, contents: Contents, layout: Layout) -> bool:
    """Let DuckDB read; false where the file does not keep to its own headings."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(layout.headings)))
    read = ", ".join(f"c{i}" for i in layout.columns_read)
    # no prepared statement: binding a value makes DuckDB import pandas, which takes a second
    options = (
        f"auto_detect = false, header = false, skip = {layout.lines_above}, "
        f"delim = {quoted(layout.delimiter)}, quote = '\"', escape = '\"', "
        f"compression = 'none', strict_mode = true, null_padding = false, columns = {{{columns}}}"
    )
    path = quoted(str(contents.opened.path))
    try:
        con.execute(f"CREATE TEMP TABLE {RAW} AS SELECT {read} FROM read_csv({path}, {options})")
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return False
    return True


def _rows(contents: Contents, layout: Layout) -> Iterator[Sequence[str | None]]:
    opened = contents.opened
    if opened.kind == "workbook" and layout.sheet:
        width = len(layout.headings)
        rows = islice(contents.workbook.rows(layout.sheet), layout.heading_row, None)
        return (row + [None] * (width - len(row)) for row in rows)
    if opened.kind == "json":
        return _json_rows(contents, layout)
    lines = csv_rows(opened.path, delimiter=layout.delimiter, line_bytes=Limits().line_bytes)
    return islice(lines, layout.heading_row, None)


def _json_rows(contents: Contents, layout: Layout) -> Iterator[list[str | None]]:
    width = len(layout.headings)
    blank: list[str | None] = [None] * width
    last = 0
    for number, fields in json_values(contents.opened.path):
        # a blank line has a number as well
        yield from (blank for _ in range(last + 1, number))
        last = number
        if isinstance(fields, dict):
            yield [_json_text(fields.get(heading)) for heading in layout.headings]
        else:
            yield [*blank, fields.text if isinstance(fields, BrokenJson) else str(fields)]


def _json_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def is_marked_invented(con: duckdb.DuckDBPyConnection, layout: Layout) -> bool:
    """Whether a column `data_note` says that the data are invented."""
    for index, heading in enumerate(layout.headings):
        if heading.casefold() == "data_note":
            found = con.execute(f"SELECT c{index} FROM {RAW} LIMIT 1").fetchone()
            return bool(found and re_search(r"\binvented\b", found[0] or ""))
    return False
