"""Meetings as tests need them: of Alderbourne's group, in every state. All is invented."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from caresight.web.directory.citations import Citation
from caresight.web.meetings import operations
from caresight.web.meetings.models import AgendaItem, Meeting
from caresight.web.meetings.operations import Agreed, Said, Spoken
from caresight.web.meetings.queries.agenda import known_facts, newest_release_id
from caresight.web.meetings.states import Outcome, Presence
from tests.web.casework import BORDER, OURS, TODAY, Casework

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
MEETS_ON = datetime(2026, 12, 10, 14, tzinfo=UTC)
KIND = "monthly_group_meeting"
CITED = Citation("indicator", "falls_with_harm", "Falls with harm: 9.1, Oct 2026", "2026-11.2")
THERE = ("chair", "council", "regulator", "ambulance")
LATER = datetime(2027, 1, 14, 14, tzinfo=UTC)


def plan(casework: Casework, *, starts_at: datetime = MEETS_ON, **changes: Any) -> Meeting:
    """A meeting that is planned."""
    group = casework.groups[changes.pop("group", "Alderbourne")]
    lead = casework.people[changes.pop("actor", "council")]
    said: dict[str, Any] = {
        "actor": lead, "at": min(NOW, starts_at), "token": uuid4(), "group": group,
        "kind": KIND, "starts_at": starts_at, "minutes": 120, "place": "Invented Hall",
    }  # fmt: skip
    return operations.add_meeting(**{**said, **changes})


def put_on(
    casework: Casework, meeting: Meeting, home_id: str = OURS, *, actor: str = "council"
) -> AgendaItem:
    """A home that the coordinator put on the agenda."""
    home = known_facts(meeting.group, home_id)
    assert home is not None
    return operations.add_home(
        actor=casework.people[actor], at=NOW, meeting=meeting, home=home,
        reason="A pattern of falls at night", release_id=newest_release_id(),
    )  # fmt: skip


def call(casework: Casework, **changes: Any) -> Meeting:
    """A meeting whose members are asked to come."""
    meeting = plan(casework, **changes)
    return operations.call_meeting(
        actor=casework.people["council"], at=meeting.starts_at - timedelta(days=14), meeting=meeting
    )


def open_up(casework: Casework, meeting: Meeting | None = None) -> Meeting:
    """A meeting whose minutes are being taken, four members of four agencies present."""
    held = meeting or plan(casework)
    if not held.places.exists():
        put_on(casework, held)
    opened = operations.open_minutes(
        actor=casework.people["council"], at=held.starts_at, meeting=held
    )
    operations.record_attendance(
        actor=casework.people["council"], at=held.starts_at, meeting=opened,
        presence={casework.people[name].pk: Presence.PRESENT for name in THERE},
    )  # fmt: skip
    return opened


def minute(
    casework: Casework, place: AgendaItem, *, level: str = "", version: int = 0, **changes: Any
) -> Any:
    """The minute of a home, at the level suggested unless said otherwise."""
    agreed_level = level or place.suggested_level or "routine"
    held_on = place.meeting.starts_at.date()
    says_other = agreed_level != place.suggested_level
    agreed: dict[str, Any] = {
        "level": agreed_level,
        "reason_kind": "not_in_the_data" if says_other else "as_suggested",
        "reason": "Visits show what figures do not.",
        "review_on": held_on + timedelta(days=14) if agreed_level != "routine" else None,
    }
    agreed |= changes.pop("agreed", {})
    spoken: dict[str, Any] = {
        "outcome": Outcome.DISCUSSED,
        "discussed": "The night shifts were short of staff for three weeks.",
        "cites": [CITED],
        "agreed": Agreed(**agreed),
    }
    return operations.save_minute(
        actor=casework.people[changes.pop("actor", "council")], at=place.meeting.starts_at,
        place=place, version=version, spoken=Spoken(**{**spoken, **changes}),
    )  # fmt: skip


def send_out(casework: Casework, meeting: Meeting | None = None) -> Meeting:
    """A meeting whose minutes are out for correction, until ten days after it."""
    held = meeting or open_up(casework)
    for place in held.places.filter(minute__isnull=True, state="on"):
        minute(casework, place)
    return operations.send_minutes(
        actor=casework.people["council"], at=held.starts_at, meeting=held,
        due_on=held.starts_at.date() + timedelta(days=10),
    )  # fmt: skip


def sign(casework: Casework, meeting: Meeting | None = None) -> Meeting:
    """A meeting whose minutes are signed."""
    held = meeting or send_out(casework)
    return operations.sign_minutes(
        actor=casework.people["chair"], at=held.starts_at + timedelta(days=11), meeting=held
    )


def report(
    casework: Casework,
    meeting: Meeting,
    *,
    by: str = "regulator",
    send: bool = True,
    **changes: Any,
) -> Any:
    """A member's report."""
    person = casework.people[by]
    said: dict[str, Any] = {
        "actor": person, "at": NOW, "meeting": meeting, "agency_id": person.agency_id,
        "said": [
            Said("not_known_to_others", "Two inspections were brought forward."),
            Said("worried_about", "Doors were propped open.", OURS, "Rowan Court"),
        ],
        "references": [], "version": 0, "send": send,
    }  # fmt: skip
    return operations.save_report(**{**said, **changes})


__all__ = [
    "BORDER", "CITED", "KIND", "LATER", "MEETS_ON", "NOW", "OURS", "TODAY", "call", "date",
    "minute", "open_up", "plan", "put_on", "report", "send_out", "sign",
]  # fmt: skip
