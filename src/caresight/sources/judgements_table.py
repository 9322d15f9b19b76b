# ruff: noqa: S608 - statements are made of quoted names and constants of definitions
"""From the table `typed` to the table of judgements, each row with the moment of its truth."""

import duckdb
import pyarrow as pa

from caresight.sources.answer import arrow_schema
from caresight.sources.conversions import identifier, quoted
from caresight.sources.outputs import Always, JudgementsOutput, Value
from caresight.sources.typed_table import LANDS, TYPED
from caresight.vocabulary.evidence import TABLES

RECORDED_AT = "recorded_at"
"""The column that landing turns into the day and the moment from which a row is known."""


def judgements_table(con: duckdb.DuckDBPyConnection, output: JudgementsOutput) -> pa.Table:
    """The rows of `judgements`, and beside them when each was recorded."""
    schema = arrow_schema("judgements")
    kinds = {column.name: column.kind for column in TABLES["judgements"].columns}
    columns = ", ".join(
        f"{_sql(output.columns.get(name))}{'::BIGINT' * (kinds[name] == 'integer')} "
        f"AS {identifier(name)}"
        for name in schema.names
    )
    moment = identifier(output.recorded_at)
    found = con.execute(
        f"SELECT {columns}, {moment} AS {RECORDED_AT} FROM {TYPED} "
        f"WHERE _verdict = {LANDS} ORDER BY _row"
    ).to_arrow_table()
    return found.cast(schema.append(pa.field(RECORDED_AT, pa.string())))


def _sql(value: Value | None) -> str:
    match value:
        case None:
            return "NULL"
        case Always(always=str() as constant):
            return quoted(constant)
        case Always(always=constant):
            return repr(constant)
        case _:
            return identifier(value)
