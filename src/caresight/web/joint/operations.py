"""What reading leaves behind: one line in the trail for every page of what people said."""

from collections.abc import Sequence
from datetime import datetime

from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record


def read_together(
    *, actor: Person, at: datetime, home_id: str, refs: Sequence[str], release_id: str
) -> None:
    """Keep that somebody read what is known of a home, and which items stood on the page."""
    record(
        actor=actor,
        at=at,
        operation="joint.read_together",
        subject=f"home:{home_id}",
        home_id=home_id,
        detail={"items": list(refs), "release": release_id},
    )


def read_clock(*, actor: Person, at: datetime, group_ref: str, homes: int) -> None:
    """Keep that somebody read how long a group's homes took from stage to stage."""
    record(
        actor=actor,
        at=at,
        operation="joint.read_clock",
        subject="page:clock",
        group_ref=group_ref,
        detail={"homes": homes},
    )
