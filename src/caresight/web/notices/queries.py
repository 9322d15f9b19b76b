"""Reads of notices: a person's own, and nobody else's."""

from datetime import datetime

from django.db.models import QuerySet

from caresight.web.groups.access import Access
from caresight.web.notices.models import Notice
from caresight.web.notices.states import MailState

PER_PAGE = 50


def own_notices(access: Access) -> QuerySet[Notice]:
    """What this person was told, the newest first."""
    return Notice.objects.filter(person=access.person)


def unread(person_id: int) -> int:
    """How many notices a person has not opened."""
    return Notice.objects.filter(person=person_id, read_at__isnull=True).count()


def mail_due(at: datetime) -> QuerySet[Notice]:
    """Notices whose e-mail is to be sent now, to people who may still sign in."""
    return (
        Notice.objects.filter(mail_state=MailState.DUE, mail_due_at__lte=at)
        .select_related("person")
        .order_by("mail_due_at", "pk")
    )


def keys_told(person_id: int, beginning: str) -> set[str]:
    """The once-keys with this beginning that a person has been told: they are not told again."""
    told = Notice.objects.filter(person=person_id, once_key__startswith=beginning)
    return set(told.values_list("once_key", flat=True))
