"""Arrow schemas of the evidence tables, made from their declarations.

Everything is cast on the way in: Delta keeps unsigned integers as signed ones and an
all-empty column as a column of type null, both of which spoil the table for good.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pyarrow as pa
from pyarrow.json import ParseOptions, ReadOptions, read_json

from caresight.vocabulary.evidence import TABLES, Column

_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "flag": pa.bool_(),
    "numbers": pa.list_(pa.float64()),
    "integers": pa.list_(pa.int32()),
    "texts": pa.list_(pa.string()),
    "json": pa.string(),
}


@cache
def arrow_schema(table_name: str) -> pa.Schema:
    """The Arrow schema of an evidence table."""
    return pa.schema([_field(column) for column in TABLES[table_name].columns])


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES[column.kind])


def empty_table(table_name: str) -> pa.Table:
    """An evidence table without rows."""
    return pa.Table.from_batches([], schema=arrow_schema(table_name))


def conform(table_name: str, rows: pa.Table) -> pa.Table:
    """Rows with the declared columns, in the declared order and types.

    Columns that `rows` lacks are null.

    Raises
    ------
    ValueError
        If `rows` has a column that the table does not declare, or one that cannot be cast.
    """
    schema = arrow_schema(table_name)
    if rows.schema.equals(schema):
        return rows
    unknown = set(rows.column_names) - set(schema.names)
    if unknown:
        raise ValueError(f"table {table_name!r} has no column {sorted(unknown)}")
    return pa.table([_column(table_name, rows, field) for field in schema], schema=schema)


def _column(table_name: str, rows: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    if field.name not in rows.column_names:
        return pa.chunked_array([pa.nulls(rows.num_rows, field.type)])
    column = rows.column(field.name)
    try:
        return column if column.type == field.type else column.cast(field.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ValueError(
            f"{table_name}.{field.name} is declared {field.type}, came as {column.type}: {error}"
        ) from error


def table_of(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """A table from a few rows; what a row lacks is null.

    By way of JSON, as Arrow's own way from Python lists imports pandas, if only to ask
    whether they are its own: a second that the start of a landing need not spend.
    """
    if not rows:
        return pa.Table.from_batches([], schema=schema)
    lines = "\n".join(
        json.dumps({n: row.get(n) for n in schema.names}, default=_iso) for row in rows
    )
    as_text = pa.schema([_as_text(field) for field in schema])
    read = read_json(
        pa.BufferReader(lines.encode()),
        parse_options=ParseOptions(explicit_schema=as_text, unexpected_field_behavior="error"),
        read_options=ReadOptions(block_size=len(lines) * 4 + 1024),
    )
    return read.select(schema.names).cast(schema)


def _as_text(field: pa.Field) -> pa.Field:
    is_day = pa.types.is_date(field.type) or pa.types.is_timestamp(field.type)
    return pa.field(field.name, pa.string()) if is_day else field


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of an evidence table")
