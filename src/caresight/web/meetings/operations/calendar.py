"""Changes of the calendar: one meeting added, moved, cancelled or called."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.groups.models import Group
from caresight.web.meetings import policies
from caresight.web.meetings.definitions import definitions
from caresight.web.meetings.models import Meeting, MeetingChange
from caresight.web.meetings.operations.holding import locked, trace
from caresight.web.meetings.states import MeetingState
from caresight.web.meetings.telling import tell_members, when

LONGEST = timedelta(hours=8)


@transaction.atomic
def add_meeting(
    *,
    actor: Person,
    at: datetime,
    token: UUID,
    group: Group,
    kind: str,
    starts_at: datetime,
    minutes: int,
    place: str,
) -> Meeting:
    """Plan one meeting outside the rule; the same form sent twice makes one."""

    def make() -> Meeting:
        _check_time(starts_at, minutes, at)
        ends_at = starts_at + timedelta(minutes=minutes)
        made = Meeting.objects.create(
            token=token, group=group, kind=kind, title=definitions().kind(kind).title,
            starts_at=starts_at, ends_at=ends_at, place=place.strip(),
        )  # fmt: skip
        trace(made, "add_meeting", actor=actor, at=at)
        return made

    meeting = once(Meeting, token, make)
    if meeting.group_id != group.pk:
        raise Refusal(
            "This form was sent already, for something else.", what_to_do="Open the page again."
        )
    return meeting


@transaction.atomic
def move_meeting(
    *, actor: Person, at: datetime, meeting: Meeting, starts_at: datetime, minutes: int, reason: str
) -> Meeting:
    """Move one meeting; its month keeps it, so that the rule makes no second one."""
    held = locked(meeting)
    policies.check_can_be_arranged(held)
    policies.check_reason(reason)
    _check_time(starts_at, minutes, at)
    ends_at = starts_at + timedelta(minutes=minutes)
    if (held.starts_at, held.ends_at) == (starts_at, ends_at):
        return held
    MeetingChange.objects.create(
        meeting=held, at=at, by=actor, moved_from=held.starts_at, moved_to=starts_at,
        reason=reason.strip(),
    )  # fmt: skip
    _shift_reports_due(held, starts_at)
    held.starts_at, held.ends_at, held.moved_by_hand = starts_at, ends_at, True
    held.save()
    trace(held, "move_meeting", actor=actor, at=at, reason=reason)
    tell_members(
        held, f"The meeting was moved to {when(starts_at)}.",
        at=at, once=f"moved:{starts_at.isoformat()}:{held.changes.count()}",
    )  # fmt: skip
    return held


@transaction.atomic
def cancel_meeting(*, actor: Person, at: datetime, meeting: Meeting, reason: str) -> Meeting:
    """Cancel one meeting; it stays in the calendar, with its reason."""
    held = locked(meeting)
    policies.check_can_be_arranged(held)
    policies.check_reason(reason)
    MeetingChange.objects.create(
        meeting=held, at=at, by=actor, moved_from=held.starts_at, reason=reason.strip()
    )
    held.state = MeetingState.CANCELLED
    held.save(update_fields=["state"])
    trace(held, "cancel_meeting", actor=actor, at=at, reason=reason)
    tell_members(
        held, f"The meeting of {when(held.starts_at)} was cancelled.", at=at, once="cancelled"
    )
    return held


@transaction.atomic
def call_meeting(*, actor: Person, at: datetime, meeting: Meeting) -> Meeting:
    """Tell the members that the agenda stands, and by when their reports are asked for."""
    held = locked(meeting)
    policies.check_can_be_called(held)
    kind = definitions().kind(held.kind)
    due = timezone.localdate(held.starts_at) - timedelta(days=kind.reports_due_days_before)
    held.state, held.called_at = MeetingState.CALLED, at
    held.reports_due_on = max(due, timezone.localdate(at))
    held.save()
    trace(held, "call_meeting", actor=actor, at=at)
    by = f"{held.reports_due_on.day} {held.reports_due_on:%B %Y}"
    tell_members(
        held,
        f"The group meets on {when(held.starts_at)}. Reports are asked for by {by}.",
        at=at,
        once="called",
    )
    return held


def _shift_reports_due(meeting: Meeting, starts_at: datetime) -> None:
    if meeting.reports_due_on is not None:
        days = timezone.localdate(starts_at) - timezone.localdate(meeting.starts_at)
        meeting.reports_due_on += days


def _check_time(starts_at: datetime, minutes: int, at: datetime) -> None:
    if timezone.localdate(starts_at) < timezone.localdate(at):
        raise Refusal("A meeting cannot be planned in the past.", what_to_do="Choose a later day.")
    if not timedelta(minutes=15) <= timedelta(minutes=minutes) <= LONGEST:
        raise Refusal("A meeting lasts between 15 minutes and 8 hours.")
