"""Telling people: a notice here and, where e-mail is set up, a message with no more than a link."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from caresight.web.accounts.models import Person
from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.operations import record
from caresight.web.notices import mail, tasks
from caresight.web.notices.models import Notice
from caresight.web.notices.sending import send_due
from caresight.web.notices.states import MailState

__all__ = ["mark_all_read", "mark_read", "send_due", "tell"]


@transaction.atomic
def tell(  # noqa: PLR0913 - each is a part of what is said, or of whom it is said to
    *,
    to: Iterable[Person],
    at: datetime,
    subject: str,
    sentence: str,
    page: str,
    arguments: Mapping[str, object],
    kind: str,
    once_key: str = "",
    group_id: int | None = None,
) -> int:
    """Make one notice for each person and say how many were made.

    A `once_key` is never repeated for a person. `subject` and `sentence` must hold nothing
    sensitive; with a `group_id` they are shown only to who still works in it or oversees it.
    """
    people = {person.pk: person for person in to if person.is_active}
    for told in _told(people, once_key):
        del people[told]
    Notice.objects.bulk_create(
        [
            Notice(
                person=person,
                made_at=at,
                kind=kind,
                subject=subject,
                sentence=sentence,
                page=page,
                arguments=dict(arguments),
                group_id=group_id,
                once_key=once_key,
                mail_state=_first_state(person),
                mail_due_at=at,
            )
            for person in people.values()
        ],
        # Two who tell the same at the same instant: the second says nothing new.
        ignore_conflicts=bool(once_key),
    )
    if people:
        detail = {"kind": kind, "people": sorted(people), "arguments": dict(arguments)}
        record(actor=SYSTEM, at=at, operation="notices.tell", subject=f"page:{page}", detail=detail)
    if any(_first_state(person) == MailState.DUE for person in people.values()):
        transaction.on_commit(tasks.send_mail.enqueue)
    return len(people)


def mark_read(*, notice: Notice, at: datetime) -> None:
    """The person has opened it; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)


def mark_all_read(*, person: Person, at: datetime) -> int:
    """Nothing is left unread."""
    return Notice.objects.filter(person=person, read_at__isnull=True).update(read_at=at)


def _told(people: Mapping[int, Person], once_key: str) -> list[int]:
    if not once_key:
        return []
    told = Notice.objects.filter(person__in=list(people), once_key=once_key)
    return list(told.values_list("person_id", flat=True))


def _first_state(person: Person) -> MailState:
    return MailState.DUE if person.email and mail.is_set_up() else MailState.NONE
