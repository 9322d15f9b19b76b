# ruff: noqa: S608 - statements are made of quoted names and constants of definitions
"""Rows and cells that were set aside: where they are, what was expected, why, what to do."""

from collections.abc import Iterator

import duckdb

from caresight.sources.answer import SetAside
from caresight.sources.columns import ColumnDefinition
from caresight.sources.conversions import State, identifier
from caresight.sources.definition import SourceDefinition
from caresight.sources.lookups import PAIRED_BY, first_day
from caresight.sources.raw_table import RAW, RawTable
from caresight.sources.typed_table import LANDS, REFUSED, TYPED, TypedTable
from caresight.vocabulary.areas_over_time import why_unknown

SHOWN = 200
_FORMULA = ("=", "+", "-", "@")


def set_aside_cells(
    con: duckdb.DuckDBPyConnection,
    definition: SourceDefinition,
    typed: TypedTable,
    raw: RawTable,
    file_name: str,
) -> Iterator[SetAside]:
    """Every cell that could not be read, whether it took its row with it or not."""
    faulty = _faulty_columns(con, definition)
    for name in faulty:
        column = definition.columns[name]
        state = identifier(f"s:{name}")
        found = con.execute(
            f"SELECT t._row, t.{state}, {typed.conversions[name].cut} AS came "
            f"FROM {TYPED} t JOIN (SELECT {raw.row_number} AS _raw_row, * FROM {RAW}) "
            f"ON _raw_row = t._row WHERE {_is_faulty(column, f't.{state}')} "
            f"AND t._verdict IN ({LANDS}, {REFUSED}) AND NOT t._again ORDER BY t._row"
        ).fetchall()
        told = _told_by_its_period(definition, column)
        for row, code, came in found:
            cell, _, period = (came or "").partition(PAIRED_BY)
            if told and not first_day(period):
                continue
            text = f"{cell}, {period}" if period else cell
            yield _entry(column, typed.headings[name], file_name, row, State(code), text)


def _faulty_columns(con: duckdb.DuckDBPyConnection, definition: SourceDefinition) -> list[str]:
    counts = [
        f"count(*) FILTER ({_is_faulty(column, identifier(f's:{name}'))})"
        for name, column in definition.columns.items()
    ]
    if not counts:
        return []
    found = con.execute(f"SELECT {', '.join(counts)} FROM {TYPED}").fetchone() or ()
    return [name for name, count in zip(definition.columns, found, strict=True) if count]


def _is_faulty(column: ColumnDefinition, state: str) -> str:
    return f"{state} <> 0" if column.required else f"{state} >= {State.UNREADABLE}"


def _entry(
    column: ColumnDefinition, heading: str, file_name: str, row: int, state: State, came: str
) -> SetAside:
    lost = "The row was set aside." if _takes_row(column) else (
        "The cell was set aside; the rest of the row landed."
    )  # fmt: skip
    rule, reason = _why(column, heading, state, came)
    if column.type == "area" and (known := _of_another_time(came)):
        return SetAside(
            file_name, row, heading, rule, came[:SHOWN], column.expected,
            f"{known} {lost} Its figures are not carried over to another area: ask the sender for "
            "those of the area that was there then.",
        )  # fmt: skip
    return SetAside(
        file_name, row, heading, rule, came[:SHOWN], column.expected,
        f"{reason} {lost} {column.hint or _advice(state)}",
    )  # fmt: skip


def _told_by_its_period(definition: SourceDefinition, column: ColumnDefinition) -> bool:
    """Whether a period that cannot be read, and not the area beside it, is what is told."""
    return any(c.required and column.of_time in c.headings for c in definition.columns.values())


def _of_another_time(came: str) -> str:
    """Why an area is not one of its time; nothing where it is not known at all."""
    name, _, period = came.rpartition(", ")
    on = first_day(period)
    return why_unknown(name, on) if on else ""


def _takes_row(column: ColumnDefinition) -> bool:
    return column.required or column.refuses_row


def _why(column: ColumnDefinition, heading: str, state: State, came: str) -> tuple[str, str]:
    if state is State.BLANK:
        return "required", f"{heading} is blank, and a row means nothing without it."
    if state is State.SUPPRESSED:
        return "required", f"{heading} is kept back, and a row means nothing without it."
    if state is State.OUT_OF_BOUNDS:
        return "out_of_bounds", f"{heading} is outside what can be: {column.expected} was expected."
    if came.startswith(_FORMULA) and not came[1:2].isdigit() and len(came) > 1:
        return "formula", f"{heading} holds a formula or a command instead of a value."
    if column.refuses_row:
        return "out_of_step", f"{heading} holds what belongs to another column."
    return f"not_{column.type}", f"{heading} is not {column.expected}."


def _advice(state: State) -> str:
    if state is State.BLANK:
        return "Ask the sender to fill it in and send the file again."
    return "Ask the sender to correct it and send the file again."


def set_aside_repeated_headings(
    con: duckdb.DuckDBPyConnection, file_name: str
) -> Iterator[SetAside]:
    """Rows that hold the headings once more."""
    for (row,) in con.execute(f"SELECT _row FROM {TYPED} WHERE _again ORDER BY _row").fetchall():
        yield SetAside(
            file_name, row, "", "headings_again", "the headings", "a row of data",
            "The headings come a second time, as when files are pasted together. Nothing is lost.",
        )  # fmt: skip


def set_aside_misfits(
    raw: RawTable, width: int, file_name: str, *, is_json: bool
) -> Iterator[SetAside]:
    """Rows with too few or too many cells, and lines that are no JSON."""
    for misfit in raw.misfits:
        if is_json:
            yield SetAside(
                file_name, misfit.row, "", "not_json", misfit.text.lstrip(", ")[:SHOWN],
                "one JSON object on each line",
                "The line is not a JSON object. It was set aside. It may be cut short: "
                "fetch the file again.",
            )  # fmt: skip
            continue
        yield SetAside(
            file_name, misfit.row, "", "number_of_cells", misfit.text[:SHOWN],
            f"{width} cells, as there are headings",
            f"The row has {_counted(misfit.cells)}, so it cannot be said which column each "
            f"belongs to. {_UNCLOSED if chr(10) in misfit.text else _COMMA} Correct it and send "
            "the file again.",
        )  # fmt: skip


_UNCLOSED = (
    "It runs over several lines: a quotation mark is opened and never closed, and every line "
    "after it was swallowed."
)
_COMMA = "Often a comma stands inside a text that should be in quotation marks."


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"


def set_aside_duplicates(
    con: duckdb.DuckDBPyConnection, definition: SourceDefinition, file_name: str
) -> Iterator[SetAside]:
    """Rows that repeat a key; they are marked as refused in the table `typed` as well."""
    if not definition.duplicates:
        return
    key = ", ".join(identifier(name) for name in definition.duplicates.key)
    landing = f"FROM {TYPED} WHERE _verdict = {LANDS}"
    counts = con.execute(f"SELECT count(*), count(DISTINCT ({key})) {landing}").fetchone()
    if counts is None or counts[0] == counts[1]:
        return
    # the row with an unreadable cell is not the same as the row whose cell is blank
    said = ", ".join(f"{identifier(n)}, {identifier(f's:{n}')}" for n in definition.columns)
    con.execute(
        f"CREATE TEMP TABLE doubled AS SELECT _row, first_row, versions > 1 AS conflict FROM ("
        f"SELECT _row, min(_row) OVER (PARTITION BY {key}) AS first_row, "
        f"count(DISTINCT said) OVER (PARTITION BY {key}) AS versions, "
        f"count(*) OVER (PARTITION BY {key}) AS copies "
        f"FROM (SELECT *, hash({said}) AS said FROM {TYPED} WHERE _verdict = {LANDS})) "
        f"WHERE copies > 1 AND (versions > 1 OR _row <> first_row)"
    )
    con.execute(
        f"UPDATE {TYPED} SET _verdict = {REFUSED} FROM doubled WHERE doubled._row = {TYPED}._row"
    )
    named = " and ".join(definition.duplicates.key)
    for row, first, conflict in con.execute("FROM doubled ORDER BY _row").fetchall():
        reason = (
            f"Several rows, the first of them row {first}, say different things of the same "
            f"{named}; none of them landed, for nobody can tell which is right. "
            "Ask the sender which one counts."
            if conflict
            else f"The row says the same as row {first}, which landed. Nothing is lost."
        )
        rule = "conflicting_rows" if conflict else "duplicate_row"
        yield SetAside(
            file_name, row, named, rule, f"row {first}", f"one row for each {named}", reason
        )
