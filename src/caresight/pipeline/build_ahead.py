"""Uses a second core: measures one indicator ahead, and writes behind.

NumPy, DuckDB and Delta leave Python's lock while they work, so that threads are enough.
Order is kept: one thread measures, one writes, each thing after the one before it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

import pyarrow as pa

from caresight.lake.writer import Writer

MOST_WAITING = 2
"""Writes that may wait; more would only hold memory."""

_ENOUGH_BYTES = 8_000_000
"""Rows of a table are held back up to here: every write costs a file and a line of a log."""

Item = TypeVar("Item")


class OneAhead(Generic[Item]):
    """The same items in the same order, each made while the one before it is used."""

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ahead")

    def __enter__(self) -> Iterator[Item]:
        return self._ahead()

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _ahead(self) -> Iterator[Item]:
        coming = self._pool.submit(self._next)
        while found := coming.result():
            coming = self._pool.submit(self._next)
            yield found[0]

    def _next(self) -> tuple[Item] | None:
        for item in self._items:
            return (item,)
        return None


class WriterBehind:
    """Makes rows and writes them on a thread of its own, in the order in which they came.

    What goes wrong there is raised here: by the next `append`, or at the end.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="behind")
        self._waiting: deque[Future[None]] = deque()
        self._held: dict[str, list[pa.Table]] = {}

    def append(self, table_name: str, rows: Callable[[], pa.Table]) -> None:
        """Have rows made and added to a table, soon."""
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(self._take, table_name, rows))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Wait until all is written; after an exception only until the thread is still."""
        if kind is None:
            self._waiting.append(self._pool.submit(self._write_the_rest))
        self._pool.shutdown(cancel_futures=kind is not None)
        if kind is None:
            for done in self._waiting:
                done.result()

    def _take(self, table_name: str, rows: Callable[[], pa.Table]) -> None:
        held = self._held.setdefault(table_name, [])
        held.append(rows())
        if sum(part.nbytes for part in held) >= _ENOUGH_BYTES:
            self._write(table_name)

    def _write(self, table_name: str) -> None:
        parts = self._held.pop(table_name)
        self._writer.append(table_name, pa.concat_tables(parts, promote_options="default"))

    def _write_the_rest(self) -> None:
        for table_name in list(self._held):
            self._write(table_name)
