"""A small invented register: editions of it, linked as the pipeline links them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from caresight.identity.linking import Homes
from caresight.lake.as_at import Evidence, KnownAt
from caresight.lake.lake import Lake
from caresight.lake.schema import arrow_schema, table_of
from caresight.pipeline.linking import homes_as_known

RECEIVED = datetime(2026, 11, 1, 9, tzinfo=UTC)
AREA = "X99000001"


def listed(location_id: str, name: str = "Larkspur House", **more: Any) -> dict[str, Any]:
    """A care home as an edition lists it."""
    return {
        "location_id": location_id,
        "name": name,
        "provider_name": "Larkspur Care Ltd",
        "is_care_home": True,
        "postcode": "ZZ1 1AA",
        "address": "12 Invented Road, Alderbourne",
        "area_code": AREA,
        **more,
    }


def elsewhere(location_id: str = "1-900") -> dict[str, Any]:
    """Another home of the area, so that an edition without the first covers the area still."""
    return listed(location_id, "Quince Court", postcode="ZZ9 9ZZ", address="1 Other Lane")


@dataclass
class Register:
    """Editions and statements, in the order in which they are given."""

    folder: Path
    locations: list[dict[str, Any]] = field(default_factory=list)
    receipts: list[dict[str, Any]] = field(default_factory=list)
    relationships: list[dict[str, Any]] = field(default_factory=list)
    confirmations: list[dict[str, Any]] = field(default_factory=list)

    def edition(self, on: date, *homes: Mapping[str, Any], complete: bool = True) -> None:
        """Add what the register published on a day."""
        stated = self._stated(on)
        self.receipts.append(
            stated | {"received_at": RECEIVED, "complete": complete, "area_codes": []}
        )
        self.locations += [{**stated, **home} for home in homes]

    def relation(self, one: str, relation: str, other: str) -> None:
        """Add a published link: `other` is `relation` of `one`."""
        row = {"location_id": one, "relation": relation, "related_location_id": other}
        self.relationships.append(self._stated(date(2026, 1, 1)) | row)

    def confirm(
        self, one: str, other: str, *, same: bool, day: int = 1, kind: str = "none"
    ) -> None:
        """Add a person's word."""
        row = {"location_id": one, "other_location_id": other, "same_home": same, "kind": kind}
        at = RECEIVED.replace(day=day)
        self.confirmations.append(row | {"confirmed_by": "quality manager", "known_from": at})

    def evidence(self) -> Evidence:
        """All of it, landed."""
        lake = Lake(self.folder)
        with lake.writing("landing", RECEIVED) as writer:
            for name in ("locations", "receipts", "relationships", "confirmations"):
                writer.append(name, _table(name, getattr(self, name)))
        return Evidence(lake, KnownAt(date(2026, 12, 31)))

    def homes(self) -> Homes:
        """The homes that follow from it."""
        return homes_as_known(self.evidence())

    def _stated(self, on: date) -> dict[str, Any]:
        number = len(self.receipts)
        return {
            "receipt_id": f"receipt-{number}",
            "source": "register",
            "published_on": on,
            "known_from": RECEIVED,
            "register": "cqc",
        }


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return table_of(rows, arrow_schema(name))


def home_of(homes: Homes) -> dict[str, str]:
    """Location to home."""
    rows = homes.homes.to_pylist()
    return {row["location_id"]: row["home_id"] for row in rows}


def told(homes: Homes) -> list[tuple[str, str, str | None]]:
    """Events as (kind, location, successor), without the other home of the area."""
    return [
        (row["kind"], row["location_id"], row["successor_location_id"])
        for row in homes.home_events.to_pylist()
        if row["location_id"] != "1-900"
    ]
