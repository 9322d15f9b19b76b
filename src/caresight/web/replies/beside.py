"""Sets what a provider replied beside what it answers, on every page that shows the signal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import Truncator

from caresight.web.audit.operations import record
from caresight.web.groups.access import Access
from caresight.web.replies.models import Reply
from caresight.web.replies.queries import visible_replies_of_home
from caresight.web.replies.states import STANDING, Purpose, ReplyState, Subject
from caresight.web.ui.words import day

MOST_REPLIES = 50
LONGEST_BESIDE = 500
"""Of a longer reply the page shows the beginning, with a link to the whole."""


@dataclass(frozen=True)
class StandingReply:
    """A reply as it stands beside what it answers."""

    pk: int
    ref: str
    who: str
    on: str
    about: str
    purpose: str
    words: str
    state: str
    answer: str


@dataclass(frozen=True)
class Answered:
    """One sentence of a page, with what was replied to it."""

    sentence: str
    replies: tuple[StandingReply, ...] = ()


def replies_beside(
    access: Access, home_id: str, *, at: datetime, known_on: date | None = None
) -> list[StandingReply]:
    """Replies about a home that the person may read; those sent by a day, if one is given.

    That they were read is written in the trail.
    """
    found = visible_replies_of_home(access, home_id).filter(state__in=STANDING)
    if known_on is not None:
        found = found.filter(sent_at__date__lte=known_on)
    replies = [_standing(one) for one in found[:MOST_REPLIES]]
    if replies:
        record(
            actor=access.person,
            at=at,
            operation="replies.read_beside",
            subject=f"home:{home_id}",
            home_id=home_id,
            detail={"replies": [one.ref for one in replies]},
        )
    return replies


def beside(sentences: Iterable[str], replies: Sequence[StandingReply]) -> list[Answered]:
    """The sentences of a page, each with the replies that answer it."""
    return [
        Answered(sentence, tuple(one for one in replies if one.about == sentence))
        for sentence in sentences
    ]


def apart(answered: Iterable[Answered], replies: Sequence[StandingReply]) -> list[StandingReply]:
    """Replies to what does not stand on the page: earlier signals, figures, what was told."""
    set_down = {reply.pk for one in answered for reply in one.replies}
    return [one for one in replies if one.pk not in set_down]


def _standing(reply: Reply) -> StandingReply:
    subject = Subject(reply.about)
    sent = timezone.localtime(reply.sent_at).date() if reply.sent_at else None
    return StandingReply(
        pk=reply.pk,
        ref=reply.ref,
        who=str(reply.agency),
        on=day(sent.isoformat()) if sent else "",
        # Of a shared item only the reference is kept: its words stay where access is asked.
        about=reply.about_words or f"{subject.label} {reply.about_ref}",
        purpose=Purpose(reply.purpose).label,
        words=_beginning(reply.words),
        state=ReplyState(reply.state).label,
        answer=_beginning(reply.answer),
    )


def _beginning(words: str) -> str:
    # Most replies are short, and to look for the end of a long one takes its time.
    return words if len(words) <= LONGEST_BESIDE else Truncator(words).chars(LONGEST_BESIDE)
