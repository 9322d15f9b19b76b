"""The rows that a file of judgements adds to the lake: only what is new or has changed.

Casework states everything that it may hand down each time. A row that the lake holds already,
word for word, is not written again; one that has changed is written beside the earlier one,
and the later known one counts. The moment from which a row is known is the one at which
casework recorded it, so that a past day can be rebuilt, and never one after its receipt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from caresight.lake.lake import Lake
from caresight.lake.schema import arrow_schema, table_of
from caresight.pipeline.landing_rows import Received
from caresight.sources.answer import Reading
from caresight.sources.judgements_table import RECORDED_AT
from caresight.vocabulary.evidence import JUDGEMENTS
from caresight.vocabulary.evidence.columns import STATED
from caresight.vocabulary.refusal import Refusal

Key = tuple[str, str]
"""Kind and reference."""
Row = Mapping[str, Any]
CONTENT = tuple(name for name in JUDGEMENTS.column_names if name not in {c.name for c in STATED})
"""What a row says, without who said so and since when."""


@dataclass(frozen=True)
class Held:
    """The latest row of one thing in the lake."""

    known_from: datetime
    row: Row

    def says(self, row: Row) -> bool:
        """Whether it says the same, word for word."""
        return all(self.row[name] == row[name] for name in CONTENT)


def latest_judgements(lake: Lake) -> dict[Key, Held]:
    """The latest row of everything that casework ever handed down."""
    columns = ("known_from", *CONTENT)
    rows = lake.read_at(lake.versions(), "judgements", columns=columns).to_pylist()
    rows.sort(key=lambda row: row["known_from"])
    return {key_of(row): Held(row["known_from"], row) for row in rows}


def key_of(row: Row) -> Key:
    """What a row is about."""
    return row["kind"], row["ref"]


def news(
    rows: Iterable[Row], held: Mapping[Key, Held], received_at: datetime
) -> list[dict[str, Any]]:
    """Rows that the lake does not hold yet, each with the moment from which it is known."""
    found = []
    for row in rows:
        before = held.get(key_of(row))
        if before and before.says(row):
            continue
        known_from = min(datetime.fromisoformat(row[RECORDED_AT]).astimezone(UTC), received_at)
        if before and known_from <= before.known_from:
            # It changed without saying when, as when a home's registered id does.
            known_from = received_at
        found.append({**{name: row[name] for name in CONTENT}, "known_from": known_from})
    return found


def judgement_tables(lake: Lake, reading: Reading, received: Received) -> dict[str, pa.Table]:
    """Rows by table name, the receipt among them.

    Raises
    ------
    Refusal
        If a single row cannot be read: the file is made by a program, and half of it would
        look as if the rest had been withdrawn.
    """
    if reading.set_aside:
        first = reading.set_aside[0]
        raise Refusal(
            f"a row of what casework handed down cannot be read: {first.reason}",
            file=first.file_name,
            row=first.row,
            column=first.column,
            expected=first.expected,
            what_to_do="Nothing of it was landed. Hand it down again with this version.",
        )
    rows = reading.tables["judgements"].to_pylist()
    new = news(rows, latest_judgements(lake), received.received_at)
    receipt_id = received.receipt_id(reading.source)
    stated = {"receipt_id": receipt_id, "source": reading.source}
    known = [{**row, **stated, "published_on": row["known_from"].date()} for row in new]
    receipt = {
        **stated,
        "file_name": received.file_name,
        "sha256": received.sha256,
        "size_bytes": received.size_bytes,
        "received_at": received.received_at,
        "published_on": received.published_on,
        "rows_read": reading.rows_read,
        "rows_landed": len(new),
        "definition_version": reading.definition_version,
    }
    return {
        "judgements": table_of(known, arrow_schema("judgements")),
        "judgement_receipts": table_of([receipt], arrow_schema("judgement_receipts")),
    }
