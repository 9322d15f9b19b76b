# ruff: noqa: S608 - statements are made of quoted names and constants of definitions
"""The table `typed`: every column that a definition reads, converted, with each cell's state."""

from dataclasses import dataclass

import duckdb

from caresight.sources.columns import ColumnDefinition
from caresight.sources.conversions import (
    Conversion,
    State,
    convert,
    identifier,
    quoted,
    ticked,
    trimmed,
)
from caresight.sources.definition import WORKBOOKS, SourceDefinition, fold_heading
from caresight.sources.intake import Opened
from caresight.sources.lookups import make_lookup, needs_lookup
from caresight.sources.outputs import Condition
from caresight.sources.raw_table import RAW, RawTable
from caresight.sources.recognition import Layout
from caresight.vocabulary.periods import Period
from caresight.vocabulary.refusal import Refusal

TYPED = "typed"
LANDS, REFUSED, PASSED_OVER = 0, 1, 2


@dataclass(frozen=True)
class TypedTable:
    """What is in the table `typed`, and which headings its columns were read from."""

    conversions: dict[str, Conversion]
    headings: dict[str, str]
    """Column of the definition, and the heading under which it was found."""
    absent: tuple[str, ...]
    """Optional columns that this file does not have."""


def make_typed(
    con: duckdb.DuckDBPyConnection,
    definition: SourceDefinition,
    layout: Layout,
    raw: RawTable,
    *,
    opened: Opened,
    edition: Period | None = None,
) -> TypedTable:
    """Fill the table `typed`.

    Raises
    ------
    Refusal
        If a column that is required is not in the file.
    """
    cells = {fold_heading(h): f"c{i}" for i, h in enumerate(layout.headings) if h}
    conversions: dict[str, Conversion] = {}
    headings: dict[str, str] = {}
    absent = []
    for name, column in definition.columns.items():
        cut, heading = _cut(column, cells, layout, odd_blanks=opened.has_odd_blanks)
        if cut and column.type == "area":
            if column.of_time and fold_heading(column.of_time) not in cells:
                raise _lacking(column.of_time, layout)
            cut = _of_its_time(cut, column, cells, edition)
        if cut is None:
            if column.required:
                raise _lacking(column.all_headings[0], layout)
            absent.append(name)
        headings[name] = heading
        conversions[name] = convert(
            name, column, cut or "NULL::VARCHAR",
            missing=definition.missing, suppressed=definition.suppressed,
            from_workbook=opened.format in WORKBOOKS,
        )  # fmt: skip
        if needs_lookup(column):
            cut = conversions[name].cut
            make_lookup(con, name, column, cut)
    con.execute(_typed_sql(definition, conversions, cells, raw, headings))
    return TypedTable(conversions, headings, tuple(absent))


def _cut(
    column: ColumnDefinition, cells: dict[str, str], layout: Layout, *, odd_blanks: bool
) -> tuple[str | None, str]:
    if column.gather:
        named = {h: cells[fold_heading(h)] for h in layout.headings if h}
        return ticked(named, column.gather, column.true_words), column.gather
    if column.join:
        there = [cells[fold_heading(h)] for h in column.join if fold_heading(h) in cells]
        parts = ", ".join(trimmed(cell, odd_blanks=odd_blanks) for cell in there)
        joined = f"nullif(concat_ws({quoted(column.separator)}, {parts}), '')" if there else None
        return joined, column.join[0]
    if column.derive_id:
        pair = [cells.get(fold_heading(h)) for h in column.derive_id]
        name, postcode = (
            trimmed(cell, odd_blanks=odd_blanks) if cell else "NULL::VARCHAR" for cell in pair
        )
        return f"{name} || chr(31) || coalesce({postcode}, '')", column.derive_id[0]
    for heading in column.headings:
        if (cell := cells.get(fold_heading(heading))) is not None:
            return trimmed(cell, odd_blanks=odd_blanks), heading
    return None, column.headings[0]


def _of_its_time(
    cut: str, column: ColumnDefinition, cells: dict[str, str], edition: Period | None
) -> str:
    """The cell of an area beside the period by which its name is read."""
    if column.of_time:
        period = f"coalesce(trim({cells[fold_heading(column.of_time)]}), '')"
    else:
        period = quoted(f"{edition.start:%Y-%m}" if edition else "")
    return f"{cut} || chr(31) || {period}"


def _lacking(heading: str, layout: Layout) -> Refusal:
    return Refusal(
        "a column that cannot be done without is not there",
        row=layout.heading_row,
        expected=f"a column “{heading}”",
        came=", ".join(layout.headings[:12]),
        what_to_do="Ask the sender for the usual layout; headings must be spelt as published.",
    )


def _typed_sql(
    definition: SourceDefinition,
    conversions: dict[str, Conversion],
    cells: dict[str, str],
    raw: RawTable,
    headings: dict[str, str],
) -> str:
    names = list(conversions)
    cut = ", ".join(f"{c.cut} AS {identifier(f'r:{n}')}" for n, c in conversions.items())
    values = ", ".join(f"{c.value} AS {identifier(f'v:{n}')}" for n, c in conversions.items())
    states = ", ".join(f"{c.state} AS {identifier(f's:{n}')}" for n, c in conversions.items())
    fine = ", ".join(
        f"CASE WHEN {identifier(f's:{n}')} = 0 THEN {identifier(f'v:{n}')} END AS {identifier(n)}, "
        f"{identifier(f's:{n}')}::UTINYINT AS {identifier(f's:{n}')}"
        for n in names
    )
    joins = " ".join(c.join for c in conversions.values())
    again = _headings_again(definition, cells, headings)
    blank = " AND ".join(f"{identifier(f'r:{n}')} IS NULL" for n in names)
    return (
        f"CREATE TEMP TABLE {TYPED} AS "
        f"WITH cut AS (SELECT {raw.row_number} AS _row, {again} AS _again, {cut} FROM {RAW}), "
        f"valued AS (SELECT cut.*, {values} FROM cut {joins}), "
        f"judged AS (SELECT *, {states} FROM valued) "
        f"SELECT _row, _again, ({blank}) AS _blank, "
        f"({_verdict(definition)})::UTINYINT AS _verdict, {fine} FROM judged"
    )


def _headings_again(
    definition: SourceDefinition, cells: dict[str, str], headings: dict[str, str]
) -> str:
    """SQL: the row holds the headings once more, as when files were pasted together."""
    found = [
        f"lower(trim({cells[fold_heading(headings[n])]})) = {quoted(fold_heading(headings[n]))}"
        for n, c in definition.columns.items()
        if c.headings and fold_heading(headings[n]) in cells
    ]
    return " AND ".join(found[:3]) or "false"


def _verdict(definition: SourceDefinition) -> str:
    state = {n: identifier(f"s:{n}") for n in definition.columns}
    bad = [f"{state[n]} <> 0" for n, c in definition.columns.items() if c.required]
    bad += [
        f"{state[n]} >= {State.UNREADABLE}" for n, c in definition.columns.items() if c.refuses_row
    ]
    other = [f"NOT coalesce({condition_sql(c, prefix='v:')}, false)" for c in definition.only]
    other += ["true"] if definition.lookup else []
    cases = "WHEN _again THEN 1 "
    cases += f"WHEN {' OR '.join(other)} THEN {PASSED_OVER} " if other else ""
    cases += f"WHEN {' OR '.join(bad)} THEN {REFUSED} " if bad else ""
    return f"CASE {cases}ELSE {LANDS} END"


def condition_sql(condition: Condition, *, prefix: str = "") -> str:
    """A condition on a row; `v:` is the prefix of values that are not judged yet."""
    if condition.is_blank is not None:
        state = identifier(f"s:{condition.column}")
        return f"({state} = {State.BLANK}) = {str(condition.is_blank).lower()}"
    wanted = condition.is_one_of or condition.is_none_of
    words = ", ".join(quoted(word.casefold()) for word in wanted)
    among = f"lower({identifier(prefix + condition.column)}::VARCHAR) IN ({words})"
    # what could not be read is none of them: the row is judged by what else it says
    return among if condition.is_one_of else f"NOT coalesce({among}, false)"
