"""What was known at a date: the landed tables without what came later.

By `received`, known is what this installation held at the end of the day. By `published`,
known is what had been published by then, whenever it was loaded here; a person's word on
homes has no day of publication and always counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import ibis
import pyarrow as pa

from caresight.lake.lake import Lake
from caresight.lake.releases import KnownBy
from caresight.lake.schema import arrow_schema
from caresight.vocabulary.evidence import JUDGED, LANDED


@dataclass(frozen=True)
class KnownAt:
    """A date, and what counts as known by it."""

    on: date
    by: KnownBy = "received"

    @property
    def before(self) -> datetime:
        """The first instant of the day after."""
        return datetime.combine(self.on + timedelta(days=1), time(), tzinfo=UTC)


class Evidence:
    """The landed tables as known at a date, at one state of the lake."""

    def __init__(
        self, lake: Lake, known: KnownAt, versions: Mapping[str, int] | None = None
    ) -> None:
        self.lake = lake
        self.known = known
        self.versions = dict(lake.versions() if versions is None else versions)

    def table(self, table_name: str) -> ibis.Table:
        """A landed table without what came later."""
        if table_name not in {table.name for table in (*LANDED, *JUDGED)}:
            raise ValueError(f"{table_name!r} is not a landed table")
        whole = self.lake.table(table_name, self.versions)
        columns = whole.columns
        if self.known.by == "published":
            if "published_on" in columns:
                return whole.filter(whole.published_on <= ibis.literal(self.known.on))
            if "receipt_id" in columns:
                return whole.semi_join(self.table("receipts"), "receipt_id")
            return whole
        received = whole.received_at if "received_at" in columns else whole.known_from
        return whole.filter(received < ibis.literal(self.known.before))

    def arrow(self, rows: ibis.Table | str) -> pa.Table:
        """The rows of an expression, or of a whole table by its name."""
        if isinstance(rows, str):
            return self._run(self.table(rows)).cast(arrow_schema(rows))
        return self._run(rows)

    def _run(self, rows: ibis.Table) -> pa.Table:
        backend: Any = self.lake.engine.backend
        return backend.to_pyarrow(rows)
