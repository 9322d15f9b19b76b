"""Actions as tests need them: agreed by Alderbourne's group, in every state."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from caresight.web.actions import operations
from caresight.web.actions.models import Action
from caresight.web.directory.citations import Citation
from tests.web.casework import OURS, OURS_AREA, TODAY, Casework

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DUE = TODAY + timedelta(days=20)
CITED = Citation("indicator", "falls_with_harm", "Falls with harm: 9.1, Oct 2026", "2026-11.2")
PROOF = {
    "outcome": "done", "done_on": TODAY, "what_was_done": "All staff of the night were taught.",
    "proof": "Attendance list of 20 November",
}  # fmt: skip
EFFECT = {
    "measure": "falls_with_harm", "direction": "down", "effect_by": date(2027, 6, 1),
}  # fmt: skip


def agree(casework: Casework, **changes: Any) -> Action:
    """An action that the council agreed, owned by its coordinator, unless said otherwise."""
    owner = changes.pop("owner", "council")
    actor = changes.pop("actor", "council")
    group = changes.pop("group", "Alderbourne")
    agency = changes.pop("owner_agency", None)
    person = casework.people[owner] if owner else None
    said: dict[str, Any] = {
        "actor": casework.people[actor], "at": NOW, "group": casework.groups[group],
        "home_id": OURS, "home_name": "Rowan Court", "area_code": OURS_AREA,
        "title": "Teach the night staff about falls", "kind": "training", "owner": person,
        "owner_agency": casework.agencies[agency] if agency else person.agency,
        "due_on": DUE, "cites": [CITED],
    }  # fmt: skip
    return operations.open_action(**{**said, **changes})


def agree_with_provider(casework: Casework, **changes: Any) -> Action:
    """An action that the provider of OURS owns."""
    return agree(casework, owner="provider", title="Mend the lift of the east wing", **changes)


def closed(casework: Casework, **changes: Any) -> Action:
    """An action that was closed with evidence."""
    return operations.close_action(
        actor=casework.people["council"], at=NOW, action=agree(casework, **changes), **PROOF
    )
