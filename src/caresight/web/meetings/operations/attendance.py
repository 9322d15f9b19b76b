"""Who was there, who was not, who stood in for whom; and interests that were declared."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.groups.queries import places_on
from caresight.web.meetings import policies
from caresight.web.meetings.models import Attendance, Declaration, Meeting
from caresight.web.meetings.operations.holding import locked, sent_before, trace
from caresight.web.meetings.states import Presence


@transaction.atomic
def record_attendance(
    *, actor: Person, at: datetime, meeting: Meeting, presence: Mapping[int, Presence | None]
) -> None:
    """Keep how each member attended, by the person's id; None takes an entry back.

    Only people who were members on the day of the meeting are taken, those too who can no
    longer sign in. Somebody who leaves the group later stays in the minutes.
    """
    held = locked(meeting)
    policies.check_can_be_minuted(held)
    day = timezone.localdate(held.starts_at)
    for place in places_on(held.group, day).select_related("deputises_for__person"):
        if place.person_id not in presence:
            continue
        chosen, person = presence[place.person_id], place.person
        if chosen is None:
            Attendance.objects.filter(meeting=held, person=person).delete()
            continue
        principal = place.deputises_for.person if place.deputises_for else None
        Attendance.objects.update_or_create(
            meeting=held,
            person=person,
            defaults={
                "name": str(person),
                "agency": person.agency,
                "agency_name": str(person.agency or ""),
                "presence": chosen.value,
                "stands_in_for": principal if chosen is Presence.DEPUTY else None,
            },
        )
    there = held.attendance.filter(presence__in=(Presence.PRESENT, Presence.DEPUTY)).count()
    trace(held, "attendance", actor=actor, at=at, detail={"present": there})


@transaction.atomic
def add_guest(
    *, actor: Person, at: datetime, token: UUID, meeting: Meeting, name: str, agency_name: str
) -> Attendance:
    """Note a guest, who needs no account; guests count for no quorum."""
    held = locked(meeting)
    policies.check_can_be_minuted(held)
    earlier = sent_before(Attendance.objects.all(), token, meeting_id=held.pk)
    if earlier is not None:
        return earlier
    trace(held, "add_guest", actor=actor, at=at)
    return Attendance.objects.create(
        token=token, meeting=held, name=name.strip(), agency_name=agency_name.strip(),
        presence=Presence.GUEST.value,
    )  # fmt: skip


@transaction.atomic
def remove_guest(*, actor: Person, at: datetime, guest: Attendance) -> None:
    """Take back a guest who was noted by mistake."""
    held = locked(guest.meeting)
    policies.check_can_be_minuted(held)
    guest.delete()
    trace(held, "remove_guest", actor=actor, at=at)


@transaction.atomic
def declare_interest(
    *,
    actor: Person,
    at: datetime,
    token: UUID,
    meeting: Meeting,
    name: str,
    home: tuple[str, str],
    words: str,
    handling: str,
) -> Declaration:
    """Note an interest, and what was done about it. `home` is an id and name, or both empty."""
    held = locked(meeting)
    policies.check_can_be_minuted(held)
    earlier = sent_before(Declaration.objects.all(), token, meeting_id=held.pk)
    if earlier is not None:
        return earlier
    trace(held, "declare_interest", actor=actor, at=at, home_id=home[0])
    return Declaration.objects.create(
        token=token, meeting=held, name=name.strip(), home_id=home[0], home_name=home[1],
        words=words.strip(), handling=handling.strip(), at=at,
    )  # fmt: skip
