"""One table of the lake: a Delta table whose old versions stay readable for ever.

Nothing here reads through Delta's own file system: files are listed by version and read as
Parquet.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, write_deltalake

from caresight.lake.physical import ROWS_IN_A_GROUP, in_order, writer_properties

FILES_BEFORE_COMPACTION = 64

# A release is a set of old versions: Delta must never tidy away the log that names them.
_KEEP_EVERY_VERSION = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}


@dataclass(frozen=True)
class DataFile:
    """One Parquet file of a version, with what Delta's log knows of its values."""

    path: str
    rows: int
    smallest: Mapping[str, Any]
    largest: Mapping[str, Any]

    def may_hold(self, column: str, values: Sequence[Any]) -> bool:
        """Whether a row with one of the values in the column can be in this file."""
        low, high = self.smallest.get(column), self.largest.get(column)
        if low is None or high is None:
            return True
        # The log shortens long text, the largest to something larger: bounds stay bounds.
        return any(low <= value <= high for value in values)


@dataclass(frozen=True)
class LakeTable:
    """A Delta table in its folder."""

    folder: Path

    @property
    def address(self) -> str:
        """The folder as Delta takes it: quoted, as a space or an accent would mislead it."""
        return self.folder.absolute().as_uri()

    @property
    def exists(self) -> bool:
        """Whether the table has at least one version."""
        return DeltaTable.is_deltatable(self.address)

    def version(self) -> int:
        """The latest version; only a writer may ask, readers go by the journal."""
        return DeltaTable(self.address).version()

    def files(self, version: int) -> tuple[DataFile, ...]:
        """The files of a version."""
        return _files(self.folder, version)

    def append(self, rows: pa.Table, *, note: Mapping[str, str] | None = None) -> None:
        """Add rows, sorted as the table is; makes the table if it is new."""
        new = not self.exists
        write_deltalake(
            self.address,
            in_order(self.folder.name, rows),
            mode="append",
            configuration=_KEEP_EVERY_VERSION if new else None,
            writer_properties=writer_properties(rows.schema),
            commit_properties=CommitProperties(custom_metadata=dict(note or {})),
        )

    def empty(self, schema: pa.Schema) -> None:
        """Make a version without rows; earlier versions keep theirs."""
        if self.exists:
            DeltaTable(self.address).delete()
        else:
            DeltaTable.create(self.address, schema=schema, configuration=_KEEP_EVERY_VERSION)

    def restore(self, version: int) -> None:
        """Make a version that equals an earlier one."""
        DeltaTable(self.address).restore(version)

    def compact_if_scattered(self) -> bool:
        """Join many small files into few, as a new version with the same rows."""
        table = DeltaTable(self.address)
        small = [file for file in self.files(table.version()) if file.rows < ROWS_IN_A_GROUP]
        if len(small) <= FILES_BEFORE_COMPACTION:
            return False
        schema = pa.schema(table.schema().to_arrow())
        table.optimize.compact(writer_properties=writer_properties(schema))
        return True

    def remove(self) -> None:
        """Remove a table that no journal entry names; its versions will be numbered anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        _files.cache_clear()

    def read_whole(self, version: int, columns: Sequence[str], schema: pa.Schema) -> pa.Table:
        """All rows of a small table, without a query engine."""
        wanted = pa.schema([schema.field(name) for name in columns])
        parts = [
            pq.ParquetFile(file.path).read(columns=list(columns)).select(list(columns)).cast(wanted)
            for file in self.files(version)
        ]
        return pa.concat_tables(parts) if parts else pa.Table.from_batches([], schema=wanted)


@lru_cache(maxsize=512)
def _files(folder: Path, version: int) -> tuple[DataFile, ...]:
    delta = DeltaTable(LakeTable(folder).address, version=version)
    actions = pa.RecordBatchReader.from_stream(delta.get_add_actions(flatten=True)).read_all()
    # Nobody asks for rows by an instant, and Arrow imports pandas to make Python ones.
    actions = actions.select(
        [field.name for field in actions.schema if not pa.types.is_timestamp(field.type)]
    )
    in_order = sorted(actions.to_pylist(), key=lambda row: (row["modification_time"], row["path"]))
    return tuple(_data_file(folder, row) for row in in_order)


def _data_file(folder: Path, row: dict[str, Any]) -> DataFile:
    return DataFile(
        path=str(folder / row["path"]),
        rows=int(row["num_records"] or 0),
        smallest={key[4:]: value for key, value in row.items() if key.startswith("min.")},
        largest={key[4:]: value for key, value in row.items() if key.startswith("max.")},
    )
