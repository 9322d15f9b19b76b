"""One indicator's measurements of a release, as rows for other people's programs."""

from collections.abc import Iterator
from typing import Any

from caresight.indicators.catalogue import Catalogue
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.lake.releases import Release

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
    return _rows(lake, release, indicator)


def _rows(lake: Lake, release: Release, indicator: str) -> Iterator[dict[str, Any]]:
    found = lake.read(
        release,
        "measurements",
        where={"indicator": indicator, "entity_type": "home"},
        columns=_STORED,
    )
    places = _places(lake, release)
    ordered = found.sort_by([("entity_id", "ascending"), ("period_start", "ascending")])
    for batch in ordered.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            name, area_code = places.get(row["entity_id"], ("", ""))
            period = row.pop("period_start")
            yield {**row, "name": name, "area_code": area_code, "period": period}


def _places(lake: Lake, release: Release) -> dict[str, tuple[str, str]]:
    """Name and area of every home, as its register had put them when the release was made."""
    homes = lake.read(
        release, "homes", columns=["home_id", "register", "location_id", "is_current"]
    )
    evidence = Evidence(lake, KnownAt(release.known_at, release.known_by), release.versions)
    columns = ("register", "location_id", "name", "area_code")
    editions = evidence.table("locations").order_by("published_on").select(*columns)
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    for said in evidence.arrow(editions).to_pylist():
        place = said["register"], said["location_id"]
        name, area_code = latest.get(place, ("", ""))
        latest[place] = (said["name"] or name, said["area_code"] or area_code)
    return {
        row["home_id"]: latest.get((row["register"], row["location_id"]), ("", ""))
        for row in homes.to_pylist()
        if row["is_current"]
    }
