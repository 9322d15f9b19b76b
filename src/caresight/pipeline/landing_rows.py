"""The rows that a read file adds to the lake: its evidence, its receipt, what was set aside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from caresight.lake.schema import arrow_schema, conform, table_of
from caresight.sources.answer import Reading

_LONGEST_VALUE = 200


@dataclass(frozen=True)
class Received:
    """What is known of a file besides its content."""

    file_name: str
    sha256: str
    size_bytes: int
    received_at: datetime
    published_on: date

    def receipt_id(self, source: str) -> str:
        """The receipt's id: the same bytes read as the same source have the same one."""
        return f"{self.sha256[:16]}-{source}"

    def as_known(self, reading: Reading) -> dict[str, Any]:
        """What the next landing of the same bytes is told."""
        return {
            "file_name": self.file_name,
            "source": reading.source,
            "received_on": self.received_at.date(),
            "published_on": self.published_on,
            "definition_version": reading.definition_version,
        }


def landed_rows(reading: Reading, received: Received) -> dict[str, pa.Table]:
    """Rows by table name, each with its receipt, source and dates."""
    tables = {
        name: _stated(name, rows, reading, received)
        for name, rows in reading.tables.items()
        if rows.num_rows
    }
    tables["receipts"] = _receipt(reading, received)
    if reading.set_aside:
        tables["set_aside"] = _set_aside(reading, received)
    return tables


def _stated(name: str, rows: pa.Table, reading: Reading, received: Received) -> pa.Table:
    stated = {
        "receipt_id": received.receipt_id(reading.source),
        "source": reading.source,
        "published_on": received.published_on,
        "known_from": received.received_at,
    }
    schema = pa.schema([arrow_schema(name).field(column) for column in stated])
    for field, column in zip(schema, table_of([stated], schema).columns, strict=True):
        rows = rows.append_column(field, pa.repeat(column[0], rows.num_rows))
    if name == "events" and rows["on"].null_count:
        # An undated line of a list says what is so on the day of the list.
        at = rows.schema.get_field_index("on")
        rows = rows.set_column(at, rows.schema.field(at), _or_else(rows["on"], received))
    return conform(name, rows)


def _or_else(days: pa.ChunkedArray, received: Received) -> pa.ChunkedArray:
    import pyarrow.compute as pc  # noqa: PLC0415 - few files have undated lines

    return pc.fill_null(days, received.published_on)


def _receipt(reading: Reading, received: Received) -> pa.Table:
    period = reading.period
    row = {
        "receipt_id": received.receipt_id(reading.source),
        "source": reading.source,
        "file_name": received.file_name,
        "sha256": received.sha256,
        "size_bytes": received.size_bytes,
        "received_at": received.received_at,
        "published_on": received.published_on,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "register": reading.register,
        "area_codes": list(reading.area_codes),
        "complete": reading.complete,
        "rows_read": reading.rows_read,
        "rows_landed": reading.rows_landed,
        "rows_set_aside": reading.rows_set_aside,
        "rows_passed_over": reading.rows_passed_over,
        "definition_version": reading.definition_version,
        "invented": reading.invented,
    }
    return table_of([row], arrow_schema("receipts"))


def _set_aside(reading: Reading, received: Received) -> pa.Table:
    rows = [
        {
            "receipt_id": received.receipt_id(reading.source),
            "source": reading.source,
            "file_name": received.file_name,
            "row": aside.row,
            "column": aside.column,
            "rule": aside.rule,
            "value": aside.value[:_LONGEST_VALUE],
            "expected": aside.expected,
            "reason": aside.reason,
            "known_from": received.received_at,
        }
        for aside in reading.set_aside
    ]
    return table_of(rows, arrow_schema("set_aside"))
