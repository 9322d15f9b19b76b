"""The query engine: one DuckDB in memory for each thread and home folder.

A DuckDB file would be locked by its writer; memory over Parquet files lets any number of
readers work while one writes. No extension is ever looked for: a missing one must be an
error at once, not a call to the network.
"""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import ibis

MEMORY_LIMIT = "3GB"

_local = threading.local()


@dataclass
class Engine:
    """A connection, and the Ibis backend that is made over it when first asked for."""

    connection: duckdb.DuckDBPyConnection
    tables: dict[str, Any] = field(default_factory=dict)
    _backend: Any = None

    @property
    def backend(self) -> "ibis.BaseBackend":
        """Ibis over this connection; imported late, as reading one home needs none of it."""
        if self._backend is None:
            import ibis  # noqa: PLC0415 - half a second that most pages need not spend

            self._backend = ibis.duckdb.from_connection(self.connection)
        return self._backend


def engine(home: Path) -> Engine:
    """The engine of this thread for a home folder."""
    engines: dict[tuple[int, Path], Engine] = _local.__dict__.setdefault("engines", {})
    key = (os.getpid(), home)
    if key not in engines:
        engines[key] = Engine(_connect(home))
    return engines[key]


def _connect(home: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(home / "temporary"),
            "preserve_insertion_order": True,
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection
