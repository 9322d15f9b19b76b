"""One indicator's measurements of a release, as rows for other people's programs."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from caresight.indicators.catalogue import Catalogue
from caresight.lake.lake import Lake

COLUMNS = (
    "entity_id", "name", "area_code", "period", "numerator", "denominator", "value",
    "lower", "upper", "comparator", "expected", "z", "quality",
)  # fmt: skip
"""`period` is the first day of the period."""

_STORED = (
    "entity_id", "period_start", "numerator", "denominator", "value", "lower", "upper",
    "comparator", "expected", "z", "quality",
)  # fmt: skip


def measurements(
    lake: Lake, catalogue: Catalogue, *, indicator: str, release_id: str | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of one indicator, by home and period; the latest release where none is named.

    Raises
    ------
    Refusal
        If no indicator bears the code, or there is no such release.
    """
    release = lake.release(release_id)
    catalogue.require(indicator)
    found = lake.read(
        release,
        "measurements",
        where={"indicator": indicator, "entity_type": "home"},
        columns=_STORED,
    )
    places = _places(lake, release_id)
    ordered = found.sort_by([("entity_id", "ascending"), ("period_start", "ascending")])
    for batch in ordered.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            name, area_code = places.get(row["entity_id"], ("", ""))
            period = row.pop("period_start")
            yield {**row, "name": name, "area_code": area_code, "period": period}


def _places(lake: Lake, release_id: str | None) -> dict[str, tuple[str, str]]:
    """Name and area of every home, as the release's own editions of the register give them."""
    release = lake.release(release_id)
    homes = lake.read(
        release, "homes", columns=["home_id", "register", "location_id", "is_current"]
    )
    current = homes.filter(pc.equal(homes["is_current"], other=True))
    said = lake.read(
        release,
        "locations",
        columns=["register", "location_id", "published_on", "name", "area_code"],
    ).sort_by("published_on")
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for register, location, name, area in zip(
        *(_listed(said, column) for column in ("register", "location_id", "name", "area_code")),
        strict=True,
    ):
        before = latest.get((register, location), ("", ""))
        latest[register, location] = (name or before[0], area or before[1])
    return {
        row["home_id"]: latest.get((row["register"], row["location_id"]), ("", ""))
        for row in current.to_pylist()
    }


def _listed(table: pa.Table, column: str) -> list[Any]:
    values: list[Any] = table[column].to_pylist()
    return values
