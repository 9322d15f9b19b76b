"""The rows that a read file adds to the lake: its evidence, its receipt, what was set aside."""

from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from caresight.lake.schema import arrow_schema, conform
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
    schema = arrow_schema(name)
    for column, value in stated.items():
        field = schema.field(column)
        rows = rows.append_column(
            field, pa.repeat(pa.scalar(value, type=field.type), rows.num_rows)
        )
    return conform(name, rows)


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
    return pa.Table.from_pylist([row], schema=arrow_schema("receipts"))


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
    return pa.Table.from_pylist(rows, schema=arrow_schema("set_aside"))
