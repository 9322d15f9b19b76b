"""The journal: one row per finished transaction, with the version of every table then.

The row is written last. What no row names has not happened.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from caresight.lake.schema import table_of
from caresight.lake.tables import LakeTable

_SCHEMA = pa.schema(
    [
        ("number", pa.int64()),
        ("kind", pa.string()),
        ("at", pa.timestamp("us", tz="UTC")),
        ("versions", pa.string()),
        ("details", pa.string()),
    ]
)
# An instant turned into Python by Arrow imports pandas; as text it does not.
_AT_AS_TEXT = _SCHEMA.set(2, pa.field("at", pa.string()))


@dataclass(frozen=True)
class Entry:
    """A finished transaction: a landing, a build, a confirmation or a recovery."""

    number: int
    kind: str
    at: datetime
    versions: Mapping[str, int]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Journal:
    """The journal's table."""

    folder: Path

    def entries(self) -> list[Entry]:
        """Every entry, oldest first."""
        table = LakeTable(self.folder)
        if not table.exists:
            return []
        rows = table.read_whole(table.version(), _SCHEMA.names, _SCHEMA).cast(_AT_AS_TEXT)
        return sorted((_entry(row) for row in rows.to_pylist()), key=lambda entry: entry.number)

    def last(self) -> Entry | None:
        """The latest entry, if there is one."""
        entries = self.entries()
        return entries[-1] if entries else None

    def add(self, entry: Entry) -> None:
        """Write an entry: from now on it has happened."""
        row = {
            "number": entry.number,
            "kind": entry.kind,
            "at": entry.at,
            "versions": json.dumps(dict(entry.versions), sort_keys=True),
            "details": json.dumps(dict(entry.details), sort_keys=True, default=str),
        }
        table = LakeTable(self.folder)
        table.append(table_of([row], _SCHEMA))
        table.compact_if_scattered()


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        number=row["number"],
        kind=row["kind"],
        at=datetime.fromisoformat(row["at"]).astimezone(UTC),
        versions=json.loads(row["versions"]),
        details=json.loads(row["details"]),
    )
