"""What changes about practice notes, each with its line in the trail."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.local_areas import policies
from caresight.web.local_areas.models import PracticeNote


def write_note(
    *,
    actor: Person,
    at: datetime,
    token: UUID | None,
    area: tuple[str, str],
    measure: tuple[str, str],
    words: str,
    since: date,
    ask_role: str,
) -> PracticeNote:
    """Publish what an area does about a measure; `area` and `measure` are code and name."""
    if actor.agency_id is None:
        raise Refusal("A note is an agency's, and you belong to none.")
    policies.check_since(since, timezone.localdate(at))
    for text in (words, ask_role):
        policies.check_no_contact(text)
    row = PracticeNote(
        token=token, area_code=area[0], area_name=area[1][:200], measure=measure[0],
        measure_title=measure[1][:200], words=words.strip(), since=since,
        ask_role=ask_role.strip(), agency_id=actor.agency_id, written_by=actor, at=at,
    )  # fmt: skip
    with transaction.atomic():
        note = once(PracticeNote, token, lambda: _write(row, actor))
    if note.written_by_id != actor.pk:
        raise Refusal("This form was sent by somebody else.", what_to_do="Open the page again.")
    return note


def _write(note: PracticeNote, actor: Person) -> PracticeNote:
    # Two of one agency who write at one time follow each other, so that both are counted.
    Agency.objects.select_for_update(no_key=True).get(pk=note.agency_id)
    standing = PracticeNote.objects.filter(
        area_code=note.area_code, measure=note.measure, taken_back_at=None
    )
    policies.check_room(standing.count())
    note.save(force_insert=True)
    _record(actor, note.at, "local_areas.write_note", note)
    return note


def take_back_note(*, actor: Person, at: datetime, note: PracticeNote) -> None:
    """Take a note back; nobody reads it from now on."""
    with transaction.atomic():
        standing = PracticeNote.objects.filter(pk=note.pk, taken_back_at=None)
        if standing.update(taken_back_at=at, taken_back_by=actor):
            _record(actor, at, "local_areas.take_back_note", note)


def _record(actor: Person, at: datetime, operation: str, note: PracticeNote) -> None:
    record(
        actor=actor,
        at=at,
        operation=operation,
        subject=f"practice_note:{note.pk}",
        detail={"area": note.area_code, "measure": note.measure},
    )
