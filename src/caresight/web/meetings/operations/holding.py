"""What every write to a meeting does first and last: hold the meeting, and leave a trace."""

from collections.abc import Mapping
from datetime import datetime

from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.meetings.models import Meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, which nobody else changes until the transaction ends."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("group")
    return held.get(pk=meeting.pk)


def trace(
    meeting: Meeting,
    verb: str,
    *,
    actor: Person,
    at: datetime,
    home_id: str = "",
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """Leave an entry in the trail; `detail` holds references and figures, never words."""
    record(
        actor=actor, at=at, operation=f"meetings.{verb}", subject=f"meeting:{meeting.ref}",
        home_id=home_id, group_ref=f"group:{meeting.group_id}", reason=reason, detail=detail,
    )  # fmt: skip
