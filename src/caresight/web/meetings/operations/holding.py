"""What every write to a meeting does first and last: hold the meeting, and leave a trace."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.meetings.models import Meeting

M = TypeVar("M", bound=Model)


def sent_before(found: QuerySet[M], token: UUID, **same: object) -> M | None:
    """What the same form made when it was sent first; refuses a token of another form."""
    row = found.filter(token=token).first()
    if row is not None and any(getattr(row, name) != value for name, value in same.items()):
        raise Refusal(
            "This form was sent already, for something else.", what_to_do="Open the page again."
        )
    return row


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, which nobody else changes until the transaction ends."""
    held = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("group")
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
