"""The lake of one installation: evidence tables, their journal, their releases.

Readers take the versions of one journal entry and read nothing else; so a reader never
sees half a transaction, and any number of them read while one process writes.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from caresight.lake.engine import Engine, engine
from caresight.lake.journal import Entry, Journal
from caresight.lake.originals import Originals
from caresight.lake.releases import Release, release_of
from caresight.lake.schema import arrow_schema, empty_table
from caresight.lake.tables import DataFile, LakeTable
from caresight.lake.writer import JOURNAL, Writer, writing
from caresight.vocabulary.refusal import Refusal

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True)
class Lake:
    """The lake in a home folder."""

    home: Path

    @property
    def folder(self) -> Path:
        """Where the tables are."""
        return self.home / "lake"

    @property
    def originals(self) -> Originals:
        """The files as they came."""
        return Originals(self.home / "originals")

    @property
    def engine(self) -> Engine:
        """The query engine of the calling thread."""
        return engine(self.home)

    def writing(self, kind: str, at: datetime) -> AbstractContextManager[Writer]:
        """Open a transaction: see `writer.writing`."""
        return writing(self.home, kind=kind, at=at)

    def journal(self) -> list[Entry]:
        """Finished transactions, oldest first."""
        return Journal(self.folder / JOURNAL).entries()

    def versions(self, entry: Entry | None = None) -> Mapping[str, int]:
        """The tables' versions at a journal entry; at the latest where none is given."""
        if entry is None:
            entry = Journal(self.folder / JOURNAL).last()
        return entry.versions if entry else {}

    def releases(self) -> list[Release]:
        """All releases, oldest first."""
        return [release_of(entry) for entry in self.journal() if entry.kind == "build"]

    def release(self, release_id: str | None = None) -> Release:
        """A release by its id, or the latest.

        Raises
        ------
        Refusal
            If there is no such release.
        """
        releases = self.releases()
        for release in reversed(releases):
            if release_id in (None, release.release_id):
                return release
        if release_id is None:
            raise Refusal(
                f"{self.home} holds no release yet.",
                what_to_do="land files with `caresight land`, then run `caresight build`.",
            )
        known = ", ".join(release.release_id for release in releases[-5:]) or "none"
        raise Refusal(
            f"There is no release {release_id!r}.",
            expected=f"one of the releases made so far (the latest: {known})",
            what_to_do="list them with `caresight releases`.",
        )

    def files(self, table_name: str, versions: Mapping[str, int]) -> tuple[DataFile, ...]:
        """The Parquet files of a table at given versions; none where it was not there yet."""
        if table_name not in versions:
            return ()
        return LakeTable(self.folder / table_name).files(versions[table_name])

    def table(self, table_name: str, versions: Mapping[str, int]) -> "ibis.Table":
        """A table at given versions, as an expression of this thread's engine."""
        files = self.files(table_name, versions)
        name = f"{table_name}_{versions[table_name] if files else 'empty'}"
        tables = self.engine.tables
        if name not in tables:
            backend: Any = self.engine.backend
            tables[name] = (
                backend.read_parquet([file.path for file in files], table_name=name)
                if files
                else backend.create_table(name, empty_table(table_name), temp=True)
            )
        return tables[name]

    def built(self, release: Release, table_name: str) -> "ibis.Table":
        """A table of a release, as an expression."""
        return self.table(table_name, release.versions)

    def read_small(
        self, table_name: str, columns: Sequence[str], *, versions: Mapping[str, int] | None = None
    ) -> pa.Table:
        """Columns of a small table as it is now, or at given versions, without a query engine."""
        versions = self.versions() if versions is None else versions
        if table_name not in versions:
            wanted = pa.schema([arrow_schema(table_name).field(c) for c in columns])
            return pa.Table.from_batches([], schema=wanted)
        table = LakeTable(self.folder / table_name)
        return table.read_whole(versions[table_name], columns, arrow_schema(table_name))

    def read(
        self,
        release: Release,
        table_name: str,
        *,
        where: Mapping[str, Any] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """Rows of a release's table; `where` maps a column to a value or a list of values."""
        return self.read_at(release.versions, table_name, where=where, columns=columns)

    def read_at(
        self,
        versions: Mapping[str, int],
        table_name: str,
        *,
        where: Mapping[str, Any] | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """Rows of a table at given versions; files that cannot hold them are not opened."""
        schema = arrow_schema(table_name)
        names = list(columns or schema.names)
        wanted = pa.schema([schema.field(name) for name in names])
        conditions = {column: _listed(value) for column, value in (where or {}).items()}
        paths = [
            file.path
            for file in self.files(table_name, versions)
            if all(file.may_hold(column, values) for column, values in conditions.items())
        ]
        if not paths or not all(conditions.values()):
            return pa.Table.from_batches([], schema=wanted)
        found = self.engine.connection.execute(
            _query(names, list(conditions), schema), [paths, *conditions.values()]
        ).to_arrow_table()
        return found.cast(wanted)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _query(names: Sequence[str], conditions: Sequence[str], schema: pa.Schema) -> str:
    for name in conditions:
        schema.field(name)  # a name that is not a column must not reach the query
    chosen = ", ".join(f'"{name}"' for name in names)
    tests = " AND ".join(f'"{name}" IN (SELECT unnest(?))' for name in conditions)
    # Names come from the declarations, values are bound.
    return f"SELECT {chosen} FROM read_parquet(?)" + (f" WHERE {tests}" if tests else "")  # noqa: S608
