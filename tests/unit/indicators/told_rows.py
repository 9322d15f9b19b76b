"""Rows of observations of areas, by hand: what a test names, and the rest as usual."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from caresight.indicators.area_told import Told, told_from
from caresight.lake.schema import arrow_schema
from caresight.vocabulary.periods import Period, month_of, months_after

APRIL = date(2017, 4, 1)
MID_2020 = month_of(date(2020, 6, 1))


def row(area: str, component: str, period: Period, value: float | None, **other: Any) -> Any:
    return {
        "entity_type": "area",
        "entity_id": area,
        "component": component,
        "period_start": period.start,
        "period_end": period.end,
        "value": value,
        "status": "reported" if value is not None else "suppressed",
        "source": "a_file",
        "published_on": date(2018, 5, 10),
        "known_from": datetime(2026, 11, 22, tzinfo=UTC),
        "receipt_id": "r",
        "agency": "hospital",
        **other,
    }


def months(area: str, values: list[float | None], *, component: str = "days") -> list[Any]:
    """One value a month from April 2017; None leaves the month out."""
    periods = (month_of(months_after(APRIL, step)) for step in range(len(values)))
    pairs = zip(periods, values, strict=True)
    return [row(area, component, period, value) for period, value in pairs if value is not None]


def people(area: str, count: float) -> list[Any]:
    """People of 90 and over, which is all that the measures of these tests ask for."""
    return [row(area, "population_age_90", MID_2020, count)]


def told(*rows: Any) -> Told:
    flat = [one for many in rows for one in (many if isinstance(many, list) else [many])]
    return told_from(pa.Table.from_pylist(flat, schema=arrow_schema("observations")))
