"""From minutes to a signed record: sent for correction, corrected, signed, and noted under."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions.evidence import item_number
from caresight.web.directory.citations import from_json
from caresight.web.intelligence.kinds import Step
from caresight.web.intelligence.operations import note_step
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.meetings import policies
from caresight.web.meetings.models import Addendum, AgendaItem, Correction, HomeMinute, Meeting
from caresight.web.meetings.operations.holding import locked, sent_before, trace
from caresight.web.meetings.states import (
    CorrectionState,
    MeetingState,
    Outcome,
    PlaceState,
    Presence,
)
from caresight.web.meetings.telling import tell_leads, tell_members, tell_person

PRESENT = (Presence.PRESENT, Presence.DEPUTY)


@transaction.atomic
def send_minutes(*, actor: Person, at: datetime, meeting: Meeting, due_on: date) -> Meeting:
    """Send the minutes for correction. Homes that were not reached are carried over, and say so."""
    held = locked(meeting)
    policies.check_can_be_sent(
        held,
        anybody_there=held.attendance.filter(presence__in=PRESENT).exists(),
        due_on=due_on,
        day=timezone.localdate(at),
    )
    on_it = held.places.filter(state=PlaceState.ON)
    HomeMinute.objects.filter(place__in=on_it, outcome=Outcome.OPEN).update(
        outcome=Outcome.CARRIED_OVER
    )
    HomeMinute.objects.bulk_create(
        HomeMinute(place=place, outcome=Outcome.CARRIED_OVER.value, written_by=actor, written_at=at)
        for place in on_it.filter(minute__isnull=True)
    )
    _tell_senders(held, actor, at)
    held.state, held.corrections_due_on = MeetingState.CORRECTION, due_on
    held.save(update_fields=["state", "corrections_due_on"])
    trace(held, "send_minutes", actor=actor, at=at, detail={"due_on": due_on.isoformat()})
    by = f"{due_on.day} {due_on:%B %Y}"
    tell_members(
        held, f"The minutes are ready to read. Corrections are asked for by {by}.",
        at=at, once="minutes",
    )  # fmt: skip
    return held


def _tell_senders(meeting: Meeting, actor: Person, at: datetime) -> None:
    """Let those who sent the items that were cited know that they were discussed."""
    minutes = HomeMinute.objects.filter(place__meeting=meeting, outcome=Outcome.DISCUSSED)
    cited = [one for held in minutes for one in from_json(held.cites)]
    numbers = {number for one in cited if (number := item_number(one)) is not None}
    shared = items_all_members_may_see(meeting.group).filter(pk__in=numbers)
    note_step(
        actor=actor, at=at, item_pks=list(shared.values_list("pk", flat=True)),
        kind=Step.DISCUSSED, on=timezone.localdate(meeting.starts_at), group=meeting.group,
        subject_ref=meeting.ref,
    )  # fmt: skip


@transaction.atomic
def correct(
    *,
    actor: Person,
    at: datetime,
    token: UUID,
    meeting: Meeting,
    place: AgendaItem | None,
    words: str,
) -> Correction:
    """A member asks for a correction; the same form sent twice asks once."""
    held = locked(meeting)
    earlier = sent_before(Correction.objects.all(), token, by_id=actor.pk, meeting_id=held.pk)
    if earlier is not None:
        return earlier
    policies.check_can_be_corrected(held, timezone.localdate(at))
    correction = Correction.objects.create(
        token=token, meeting=held, place=place, by=actor, at=at, words=words.strip()
    )
    trace(held, "correct", actor=actor, at=at, detail={"correction": correction.pk})
    tell_leads(
        held, "A correction to the minutes was sent.", at=at, once=f"correction:{correction.pk}"
    )
    return correction


@transaction.atomic
def answer_correction(
    *, actor: Person, at: datetime, correction: Correction, accepted: bool, reason: str
) -> Correction:
    """Accept or decline a correction, with a reason that is kept beside it."""
    held = locked(correction.meeting)
    row = Correction.objects.select_for_update(of=("self",), no_key=True).get(pk=correction.pk)
    row.meeting = held
    policies.check_can_be_answered(row)
    policies.check_reason(reason)
    row.state = CorrectionState.ACCEPTED if accepted else CorrectionState.DECLINED
    row.answer, row.answered_by, row.answered_at = reason.strip(), actor, at
    row.save()
    trace(
        held,
        "answer_correction",
        actor=actor,
        at=at,
        detail={"correction": row.pk, "state": row.state},
    )
    tell_person(
        held, row.by, f"Your correction to the minutes was {row.get_state_display().lower()}.",
        at=at, once=f"correction-answered:{row.pk}",
    )  # fmt: skip
    return row


@transaction.atomic
def sign_minutes(*, actor: Person, at: datetime, meeting: Meeting) -> Meeting:
    """The chair signs; from now on nothing in the minutes changes."""
    held = locked(meeting)
    policies.check_can_be_signed(
        held,
        waiting=held.corrections.filter(state=CorrectionState.WAITING).count(),
        day=timezone.localdate(at),
    )
    held.state, held.signed_by, held.signed_at = MeetingState.SIGNED, actor, at
    held.save(update_fields=["state", "signed_by", "signed_at"])
    trace(held, "sign_minutes", actor=actor, at=at)
    tell_members(held, "The minutes were signed.", at=at, once="signed")
    return held


@transaction.atomic
def add_addendum(
    *,
    actor: Person,
    at: datetime,
    token: UUID,
    meeting: Meeting,
    place: AgendaItem | None,
    words: str,
) -> Addendum:
    """Put a dated note under signed minutes; what was signed stays as it was."""
    held = locked(meeting)
    earlier = sent_before(Addendum.objects.all(), token, by_id=actor.pk, meeting_id=held.pk)
    if earlier is not None:
        return earlier
    policies.check_can_have_addendum(held)
    note = Addendum.objects.create(
        token=token, meeting=held, place=place, by=actor, at=at, words=words.strip()
    )
    trace(held, "add_addendum", actor=actor, at=at, detail={"addendum": note.pk})
    tell_members(
        held, "A note was added under the signed minutes.", at=at, once=f"addendum:{note.pk}"
    )
    return note
