"""What the registers last said of each home: names, owners, places, ratings.

Every column is the last that any edition stated, since a file of ratings says nothing of
beds and a directory nothing of brands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from caresight.lake.as_at import Evidence
from caresight.vocabulary.areas import area_name

STATED = (
    "name", "provider_id", "provider_name", "brand_name", "beds", "address", "postcode",
    "area_code", "area_name", "region", "has_nursing", "has_dementia", "ownership",
    "ods_code",
)  # fmt: skip


@dataclass(frozen=True)
class Location:
    """A registered location of a home, and what was last said of it."""

    location_id: str
    home_id: str
    register: str
    from_on: date | None
    to_on: date | None
    is_current: bool
    link_method: str
    confidence: float | None
    confirmed_by: str
    said: Mapping[str, Any]

    def text(self, column: str) -> str:
        """A text that the register stated; empty where it did not."""
        return str(self.said.get(column) or "")


@dataclass(frozen=True)
class Rating:
    """A rating in force."""

    rating: str
    on: date


def locations_by_home(evidence: Evidence, homes: pa.Table) -> dict[str, list[Location]]:
    """Every home's locations, the current one first and then the latest."""
    said = _last_said(evidence)
    found: dict[str, list[Location]] = {}
    for row in homes.to_pylist():
        location = Location(
            location_id=row["location_id"],
            home_id=row["home_id"],
            register=row["register"],
            from_on=row["from_on"],
            to_on=row["to_on"],
            is_current=bool(row["is_current"]),
            link_method=row["link_method"] or "",
            confidence=row["confidence"],
            confirmed_by=row["confirmed_by"] or "",
            said=said.get((row["register"], row["location_id"]), {}),
        )
        found.setdefault(row["home_id"], []).append(location)
    for locations in found.values():
        locations.sort(key=lambda x: x.location_id)
        locations.sort(key=lambda x: x.from_on or date.min, reverse=True)
        locations.sort(key=lambda x: not x.is_current)
    return found


def _last_said(evidence: Evidence) -> dict[tuple[str, str], dict[str, Any]]:
    table = evidence.table("locations")
    # Days as text sort as days do; the receipt settles what two files of one day say.
    when = (
        ibis.coalesce(table.published_on, table.known_from.date()).cast("string")
        + table.known_from.cast("string")
        + table.receipt_id
    )
    rows = evidence.arrow(
        table.mutate(when=when)
        .group_by("register", "location_id")
        .aggregate(
            **{
                name: ibis._[name].argmax(ibis._.when, where=ibis._[name].notnull())
                for name in STATED
            }
        )
    ).to_pylist()
    return {(row["register"], row["location_id"]): row for row in rows}


def latest_ratings(evidence: Evidence) -> dict[str, Rating]:
    """The latest overall rating of each location."""
    events = evidence.table("events")
    rated = events.filter(
        (events.kind == "rating") & (events.topic.lower() == "overall") & events.on.notnull()
    )
    newest = rated.group_by("entity_id").aggregate(
        rating=rated.detail.argmax(rated.on), day=rated.on.max()
    )
    return {
        row["entity_id"]: Rating(row["rating"] or "", row["day"])
        for row in evidence.arrow(newest).to_pylist()
    }


def named_area(code: str, stated: str) -> str:
    """The area's name: the register's word for it, else the official one."""
    return stated or (area_name(code) if code else "")
