"""Leaves a trace of who read papers and minutes."""

from collections.abc import Sequence
from datetime import datetime

from caresight.web.accounts.models import Person
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.operations.holding import trace


def note_reading(
    meeting: Meeting,
    verb: str,
    *,
    actor: Person,
    at: datetime,
    home_id: str = "",
    refs: Sequence[str] = (),
) -> None:
    """One entry for one page that was read."""
    detail = {"refs": list(refs)} if refs else None
    trace(meeting, verb, actor=actor, at=at, home_id=home_id, detail=detail)
