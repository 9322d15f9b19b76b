# ruff: noqa: S608 - statements are made of quoted names and constants of definitions
"""The mapped reader: any table that a YAML definition describes, read without further code."""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from caresight.sources.answer import Reading, SetAside
from caresight.sources.definition import SourceDefinition
from caresight.sources.editions import Stated, stated
from caresight.sources.evidence_tables import evidence_tables, span
from caresight.sources.raw_table import RawTable, connect, is_marked_invented, load
from caresight.sources.recognition import Contents, Layout
from caresight.sources.refused import (
    set_aside_cells,
    set_aside_duplicates,
    set_aside_misfits,
    set_aside_repeated_headings,
)
from caresight.sources.typed_table import PASSED_OVER, TYPED, TypedTable, make_typed
from caresight.vocabulary.periods import Period


def read_mapped(contents: Contents, layout: Layout) -> Reading:
    """Read a file as its definition says."""
    definition, opened = layout.definition, contents.opened
    told = stated(definition, preamble=layout.preamble, file_name=opened.file_name)
    with connect() as con:
        raw = load(con, contents, layout)
        typed = make_typed(
            con, definition, layout, raw,
            opened=opened, edition=told.period,
        )  # fmt: skip
        refused = _set_aside(con, definition, typed, raw, layout, opened.file_name)
        tables = evidence_tables(con, definition, edition=told.period)
        read, landed, passed = _counts(con, raw)
        invented = told.invented or is_marked_invented(con, layout)
    return Reading(
        source=definition.id,
        title=definition.title,
        register=definition.register_,
        agency=str(definition.agency),
        definition_version=str(definition.version),
        complete=definition.complete,
        invented=invented,
        published_on=told.published_on,
        period=_period_of(told, tables),
        area_codes=_areas(definition, told, tables),
        tables=tables,
        set_aside=tuple(refused),
        rows_read=read,
        rows_landed=landed,
        rows_passed_over=passed,
        notes=tuple(_notes(layout, told, typed, opened.encoding, raw)),
        gate=definition.gate,
        is_judgement=definition.judgements is not None,
    )


def _set_aside(
    con: duckdb.DuckDBPyConnection,
    definition: SourceDefinition,
    typed: TypedTable,
    raw: RawTable,
    layout: Layout,
    file_name: str,
) -> list[SetAside]:
    refused = [
        *layout.missing,
        *set_aside_misfits(raw, len(layout.headings), file_name, is_json=layout.heading_row == 0),
        *set_aside_repeated_headings(con, file_name),
        *set_aside_cells(con, definition, typed, raw, file_name),
        *set_aside_duplicates(con, definition, file_name),
    ]
    return sorted(refused, key=lambda entry: entry.row or 0)


def _counts(con: duckdb.DuckDBPyConnection, raw: RawTable) -> tuple[int, int, int]:
    found = con.execute(
        f"SELECT count(*) FILTER (_verdict = 0), count(*) FILTER (_verdict = {PASSED_OVER}) "
        f"FROM {TYPED}"
    ).fetchone() or (0, 0)
    return raw.rows + len(raw.misfits), int(found[0]), int(found[1])


def _period_of(told: Stated, tables: dict[str, pa.Table]) -> Period | None:
    return told.period if told.area_codes else span(tables) or told.period


def _areas(
    definition: SourceDefinition, told: Stated, tables: dict[str, pa.Table]
) -> tuple[str, ...]:
    if definition.covers == "areas_in_file" and "locations" in tables:
        codes = pc.unique(tables["locations"]["area_code"].combine_chunks()).to_pylist()
        return tuple(sorted(filter(None, codes)))
    return told.area_codes


def _notes(
    layout: Layout, told: Stated, typed: TypedTable, encoding: str, raw: RawTable
) -> list[str]:
    notes = []
    if layout.definition.covers == "preamble" and not told.area_codes:
        notes.append(
            "The file does not say which months and areas it covers, so that a home without a "
            "row has a gap and not a nought."
        )
    if typed.absent:
        notes.append(f"Columns that are not in this file: {', '.join(typed.absent)}.")
    if layout.columns_not_read:
        notes.append(f"Columns that are not read: {', '.join(layout.columns_not_read)}.")
    if encoding != "utf-8":
        notes.append(f"The text is in {encoding}, not UTF-8.")
    if not raw.rows and not raw.misfits:
        notes.append("There is no row below the headings.")
    notes.extend(layout.notes)
    return notes
