"""What a reader gives back: evidence tables, and every row or cell that it refused."""

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from caresight.vocabulary.evidence import TABLES, Kind
from caresight.vocabulary.periods import Period

ADDED_ON_LANDING = ("receipt_id", "source", "published_on", "known_from")
"""Columns that landing knows and a reader does not."""

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class SetAside:
    """A row or a cell that was refused, and why."""

    file_name: str
    row: int | None
    """As a spreadsheet counts: the first line is 1."""
    column: str
    rule: str
    value: str
    expected: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """A file, read."""

    source: str
    title: str
    register: str
    agency: str
    definition_version: str
    complete: bool
    invented: bool
    published_on: date | None
    period: Period | None
    area_codes: tuple[str, ...]
    tables: dict[str, pa.Table]
    set_aside: tuple[SetAside, ...]
    rows_read: int
    rows_landed: int
    rows_passed_over: int
    notes: tuple[str, ...] = ()
    gate: float = field(default=0.9)
    is_judgement: bool = False
    """What people said and decided: kept apart from all evidence."""

    @property
    def rows_set_aside(self) -> int:
        """Rows refused whole; a refused cell leaves the rest of its row to land."""
        return self.rows_read - self.rows_landed - self.rows_passed_over


def arrow_schema(table_name: str) -> pa.Schema:
    """Columns that a reader fills of an evidence table."""
    return pa.schema(
        [
            pa.field(column.name, _ARROW[column.kind])
            for column in TABLES[table_name].columns
            if column.name not in ADDED_ON_LANDING
        ]
    )
