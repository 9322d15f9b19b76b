"""The one who writes: appends to tables, and is finished by a row of the journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from caresight.lake.journal import Entry, Journal
from caresight.lake.lock import writer_lock
from caresight.lake.schema import arrow_schema, conform
from caresight.lake.tables import LakeTable
from caresight.vocabulary.evidence import TABLES
from caresight.vocabulary.refusal import Refusal

JOURNAL = "journal"


@dataclass
class Writer:
    """An open transaction; nothing it writes is seen until its journal row is."""

    folder: Path
    kind: str
    at: datetime
    release_id: str | None
    """For a build, the id that the release will have; None for anything else."""
    versions: dict[str, int]
    details: dict[str, Any] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def append(self, table_name: str, rows: pa.Table) -> int:
        """Add rows to a table; returns how many. Columns that are absent are null."""
        conformed = conform(table_name, rows)
        if conformed.num_rows:
            self._table(table_name).append(conformed)
        return int(conformed.num_rows)

    def empty(self, table_name: str) -> None:
        """Take all rows out of a built table; earlier releases keep theirs."""
        self._table(table_name).empty(arrow_schema(table_name))

    def note(self, **details: Any) -> None:
        """Put details into the journal row: plain JSON values."""
        self.details.update(details)

    def _table(self, table_name: str) -> LakeTable:
        if table_name not in TABLES:
            raise ValueError(f"there is no evidence table {table_name!r}")
        self.touched.add(table_name)
        return LakeTable(self.folder / table_name)


@contextmanager
def writing(home: Path, *, kind: str, at: datetime) -> Iterator[Writer]:
    """Write to the lake as one transaction.

    What an interrupted writer left is put back first; on any exception, so is what this
    one wrote. A transaction that neither wrote nor noted anything leaves no journal row.
    """
    if at.tzinfo is None:
        raise ValueError("a transaction's moment must have a zone")
    if "%" in str(home):
        # Delta decodes its paths twice, so that no way of quoting gets such a name through.
        raise Refusal(
            f"{home}: the path of the home folder holds a per cent sign.",
            what_to_do="choose a folder without one, with --home.",
        )
    folder = home / "lake"
    folder.mkdir(parents=True, exist_ok=True)
    with writer_lock(home / "writer.lock", kind=kind, at=at):
        journal = Journal(folder / JOURNAL)
        entries = _recovered(folder, journal, at)
        writer = Writer(
            folder=folder,
            kind=kind,
            at=at,
            release_id=release_id(entries, at) if kind == "build" else None,
            versions=dict(entries[-1].versions) if entries else {},
        )
        try:
            yield writer
            if writer.touched or writer.details:
                journal.add(_finished(writer, entries))
        except BaseException:
            _recovered(folder, journal, at)
            raise


def release_id(entries: list[Entry], at: datetime) -> str:
    """The id of the next release: its month and its number within the month."""
    month = f"{at:%Y-%m}"
    made = sum(entry.kind == "build" and f"{entry.at:%Y-%m}" == month for entry in entries)
    return f"{month}.{made + 1}"


def _finished(writer: Writer, entries: list[Entry]) -> Entry:
    versions = dict(writer.versions)
    for table_name in sorted(writer.touched):
        table = LakeTable(writer.folder / table_name)
        if table.exists:
            table.compact_if_scattered()
            versions[table_name] = table.version()
    details = dict(writer.details)
    if writer.release_id:
        details["release_id"] = writer.release_id
    number = entries[-1].number + 1 if entries else 1
    return Entry(number, writer.kind, writer.at, versions, details)


def _recovered(folder: Path, journal: Journal, at: datetime) -> list[Entry]:
    """Put back every table that is ahead of the journal; the journal's entries after that."""
    entries = journal.entries()
    versions = dict(entries[-1].versions) if entries else {}
    restored = []
    for name in tables_ahead(folder, entries):
        table = LakeTable(folder / name)
        if name not in versions:
            table.remove()
        else:
            table.restore(versions[name])
            versions[name] = table.version()
            restored.append(name)
    if restored:
        # Restoring makes a new version: it must be the journal's, or it would be undone again.
        number = entries[-1].number + 1
        entry = Entry(number, "recovery", at, versions, {"restored": restored})
        journal.add(entry)
        entries.append(entry)
    return entries


def tables_ahead(folder: Path, entries: list[Entry]) -> list[str]:
    """Tables that an interrupted writer left with more than the journal says."""
    versions = entries[-1].versions if entries else {}
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.is_dir()
        and path.name != JOURNAL
        and (path.name not in versions or LakeTable(path).version() != versions[path.name])
    ]
