"""Files as casework hands them down, invented row by row."""

import csv
from pathlib import Path
from typing import Any

COLUMNS = (
    "casework_kind ref entity_id observed_on received_on recorded_at evidence_agency themes "
    "severity grade direction reliability credibility group_ref ladder level ended_on state"
).split()


def item(ref: str, entity_id: str, **changes: Any) -> dict[str, Any]:
    """A low-level worry of the council, seen and recorded in November."""
    return {
        "casework_kind": "intelligence_item",
        "ref": ref,
        "entity_id": entity_id,
        "observed_on": "2026-11-02",
        "received_on": "2026-11-03",
        "recorded_at": "2026-11-03T09:00:00+00:00",
        "evidence_agency": "council",
        "themes": "staffing.safe_staffing",
        "severity": 2,
        "grade": "none",
        "direction": "worrying",
        "reliability": "not_assessed",
        "credibility": "not_assessed",
        "state": "standing",
        **changes,
    }


def level(ref: str, entity_id: str, **changes: Any) -> dict[str, Any]:
    """A level that a group agreed."""
    return {
        "casework_kind": "level_agreed",
        "ref": ref,
        "entity_id": entity_id,
        "observed_on": "2026-11-10",
        "recorded_at": "2026-11-10T15:00:00+00:00",
        "group_ref": "G-1",
        "ladder": "nqb-2022",
        "level": "enhanced",
        "state": "standing",
        **changes,
    }


def write_file(path: Path, *rows: dict[str, Any]) -> Path:
    """Write the rows under the line and headings that casework writes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("# Caresight casework, handed down on 2026-11-22\n")
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path
