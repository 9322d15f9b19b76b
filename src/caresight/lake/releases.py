"""A release: a finished build, by the versions of the tables that it wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, cast

from caresight.lake.journal import Entry

KnownBy = Literal["received", "published"]


@dataclass(frozen=True)
class Release:
    """A row of the journal of kind `build`, as readers use it."""

    release_id: str
    known_at: date
    known_by: KnownBy
    made_at: datetime
    definitions_version: str
    invented: bool
    versions: Mapping[str, int]
    details: Mapping[str, Any]


def release_of(entry: Entry) -> Release:
    """The release that a build's journal entry describes."""
    details = entry.details
    known_at = details.get("known_at")
    return Release(
        release_id=str(details["release_id"]),
        known_at=date.fromisoformat(known_at) if known_at else entry.at.date(),
        known_by=cast("KnownBy", details.get("known_by", "received")),
        made_at=entry.at,
        definitions_version=str(details.get("definitions_version", "")),
        invented=bool(details.get("invented", False)),
        versions=entry.versions,
        details=details,
    )
