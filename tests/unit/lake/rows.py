"""Small evidence tables for tests: invented numbers of invented places."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from caresight.lake.schema import arrow_schema, table_of

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


def day(number: int) -> datetime:
    """Nine o'clock on a day of November 2026."""
    return datetime(2026, 11, number, 9, tzinfo=UTC)


def table(name: str, *rows: dict[str, Any]) -> pa.Table:
    """Rows of an evidence table; what a row lacks is null."""
    return table_of(rows, arrow_schema(name))


def observation(value: float | None, *, received: datetime, **changed: Any) -> dict[str, Any]:
    """Falls of one place in September 2026."""
    return {
        "receipt_id": f"receipt-{received:%d}-{value}",
        "source": "returns",
        "published_on": received.date() - timedelta(days=1),
        "known_from": received,
        "entity_type": "location",
        "entity_id": "1-100",
        "component": "falls",
        "period_start": date(2026, 9, 1),
        "period_end": date(2026, 10, 1),
        "value": value,
        "status": "reported",
        "agency": "provider",
        **changed,
    }


def observations(*values: float | None, received: datetime = MORNING, **changed: Any) -> pa.Table:
    """One observation for each value."""
    return table(
        "observations", *(observation(value, received=received, **changed) for value in values)
    )
