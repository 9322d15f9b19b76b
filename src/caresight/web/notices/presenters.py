"""Notices in words. One that may no longer be read says so, and nothing else."""

from dataclasses import dataclass

from django.utils import timezone

from caresight.web.groups.access import Access
from caresight.web.notices.models import Notice
from caresight.web.notices.rules import may_follow
from caresight.web.ui.words import day

FADED = "Something that you may no longer open"
FADED_SENTENCE = "You were told of it while you could. Your roles or groups have changed since."


@dataclass(frozen=True)
class Line:
    """One notice of the list."""

    pk: int
    subject: str
    sentence: str
    made: str
    is_unread: bool
    may_follow: bool


def lines(notices: list[Notice], access: Access) -> list[Line]:
    """Notices as their list shows them."""
    return [_line(notice, may=may_follow(access, notice)) for notice in notices]


def _line(notice: Notice, *, may: bool) -> Line:
    made = timezone.localtime(notice.made_at)
    return Line(
        pk=notice.pk,
        subject=notice.subject if may else FADED,
        sentence=notice.sentence if may else FADED_SENTENCE,
        made=f"{day(made.isoformat())}, {made:%H:%M}",
        is_unread=notice.read_at is None,
        may_follow=may,
    )
