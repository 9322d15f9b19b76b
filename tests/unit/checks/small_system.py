"""A handful of invented homes as evidence in memory, for the tests of checks and indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import ibis
import pyarrow as pa

from caresight.checks.population import Population
from caresight.checks.reading_population import read_population
from caresight.lake.schema import conform, empty_table
from caresight.vocabulary.periods import Period, month_of, months_after, parse_period

JANUARY = parse_period("2026-01")


def months(count: int, first: date = date(2026, 1, 1)) -> tuple[Period, ...]:
    """Consecutive months from January 2026."""
    return tuple(month_of(months_after(first, place)) for place in range(count))


@dataclass
class SmallSystem:
    """Rows put in one by one; read back as the lake would give them."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        """One row of any table."""
        self.rows.setdefault(table, []).append(row)

    def home(
        self,
        location_id: str,
        *,
        home_id: str | None = None,
        register: str = "cqc",
        area: str | None = "X01",
        beds: int | None = 20,
        nursing: bool | None = False,
        dementia: bool | None = False,
        from_on: date | None = None,
        to_on: date | None = None,
        is_current: bool = True,
        published_on: date = date(2025, 12, 1),
        **more: Any,
    ) -> None:
        """A location with its home; give two locations one home_id to link them."""
        self.add(
            "homes",
            home_id=home_id or f"H-{location_id}",
            register=register,
            location_id=location_id,
            from_on=from_on,
            to_on=to_on,
            is_current=is_current,
        )
        edition = {
            "register": register, "location_id": location_id, "name": f"Home {location_id}",
            "area_code": area, "beds": beds, "is_care_home": True, "has_nursing": nursing,
            "has_dementia": dementia, "published_on": published_on,
        }  # fmt: skip
        self.add("locations", **(edition | more))

    def report(
        self,
        location_id: str,
        month: str,
        *,
        receipt: str = "r1",
        published_on: date = date(2026, 6, 1),
        source: str = "provider_return",
        **values: float | None,
    ) -> None:
        """Reported numbers; None is a suppressed one."""
        period = parse_period(month)
        for component, value in values.items():
            self.add(
                "observations",
                receipt_id=receipt,
                source=source,
                published_on=published_on,
                known_from=datetime(2026, 6, 1, tzinfo=UTC),
                entity_type="location",
                entity_id=location_id,
                component=component,
                period_start=period.start,
                period_end=period.end,
                value=value,
                status="suppressed" if value is None else "reported",
            )

    def event(
        self, location_id: str, on: date, *, kind: str, receipt: str = "a1", **more: Any
    ) -> None:
        """Something that happened."""
        self.add(
            "events",
            receipt_id=receipt,
            entity_type="location",
            entity_id=location_id,
            kind=kind,
            on=on,
            **({"source": "ambulance_incidents"} | more),
        )

    def receipt(
        self,
        receipt_id: str,
        *,
        covers: str | None,
        areas: Sequence[str] = ("X01",),
        source: str = "ambulance_incidents",
        published_on: date | None = date(2026, 2, 5),
        **more: Any,
    ) -> None:
        """A file that came, and what it says that it covers."""
        period = parse_period(covers) if covers else None
        row = {
            "receipt_id": receipt_id, "source": source, "published_on": published_on,
            "received_at": datetime(2026, 2, 6, tzinfo=UTC), "area_codes": list(areas),
            "period_start": period and period.start, "period_end": period and period.end,
            "rows_landed": 10, "rows_set_aside": 0, "register": "cqc",
        }  # fmt: skip
        self.add("receipts", **(row | more))

    def arrow_table(self, name: str) -> pa.Table:
        """A table as the lake declares it."""
        rows = self.rows.get(name)
        if not rows:
            return empty_table(name)
        names = list(dict.fromkeys(key for row in rows for key in row))
        columns: Mapping[str, Any] = {key: [row.get(key) for row in rows] for key in names}
        return conform(name, pa.table(columns))

    def table(self, name: str) -> Any:
        """An evidence table as an expression."""
        return ibis.memtable(self.arrow_table(name))

    def arrow(self, expression: Any) -> pa.Table:
        """The rows of an expression."""
        return expression.to_pyarrow()

    @property
    def population(self) -> Population:
        """The homes as the checks and indicators see them."""
        return read_population(
            evidence=self,
            homes=self.arrow_table("homes"),
            home_events=self.arrow_table("home_events"),
        )
