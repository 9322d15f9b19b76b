"""The file of a release index: opened for reading, and read by the condition of a scope.

The file never changes once it has its name, so that any number of threads may read it
without a lock; each thread keeps one connection of its own.
"""

import json
import sqlite3
import threading
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from caresight.pipeline.release_index.scope import EVERY_HOME, Scope
from caresight.pipeline.release_index.writing import FORMAT
from caresight.vocabulary.refusal import Refusal

_WORKED_OUT = frozenset({"_filters", "_places", "_together_places", "_variation"})
"""What is kept after it was counted once."""


class IndexFile:
    """An index on disk, and the homes of it that may be read."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refusal(
                "this release has no index to read pages from",
                file=path.name,
                what_to_do="Run caresight build again; the index is made with the release.",
            )
        self.path = path
        self.scope = EVERY_HOME
        self._within, self._within_values = EVERY_HOME.condition()
        self._own = threading.local()
        found = dict(self._all("SELECT name, value FROM meta"))
        if found.get("format") != str(FORMAT):
            raise Refusal(
                "this release index was written by another version of Caresight",
                file=path.name,
                expected=f"format {FORMAT}",
                came=f"format {found.get('format', 'unknown')}",
                what_to_do="Run caresight build again.",
            )
        self.release_id: str = found["release_id"]
        facts = self._all("SELECT code, facts FROM indicator_facts")
        self._facts = {code: json.loads(text) for code, text in facts}

    def within(self, scope: Scope) -> Self:
        """The same release, of which only the homes within a scope can be read."""
        if not self.scope.is_everything:
            raise ValueError("an index that is narrowed cannot be narrowed again")
        if scope.is_everything:
            return self
        narrowed = copy(self)
        # What was worked out for every home is no answer for some of them.
        for name in vars(self).keys() & _WORKED_OUT:
            del vars(narrowed)[name]
        narrowed.scope = scope
        narrowed._within, narrowed._within_values = scope.condition()
        return narrowed

    @cached_property
    def _places(self) -> dict[str, int]:
        """The homes of the scope, each with its place among them: 1 most needs a look."""
        rows = self._all(
            f"SELECT home_id FROM homes WHERE {self._within} ORDER BY rank",  # noqa: S608
            *self._within_values,
        )
        return {home_id: place for place, (home_id,) in enumerate(rows, start=1)}

    def _reads(self, home_id: str) -> bool:
        """Whether a home lies within the scope."""
        return self.scope.is_everything or home_id in self._places

    def _place(self, home_id: str, rank: int) -> int:
        return rank if self.scope.is_everything else self._places[home_id]

    def _all(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection().execute(statement, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            address = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True)
            self._own.connection = connection
        return connection


def index_path(home: Path, release_id: str) -> Path:
    """Where the index of a release is, in an installation's folder."""
    return home / "index" / f"{release_id}.sqlite"
