"""Notices about meetings. None says which home is discussed or what was said."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.groups.kinds import Position
from caresight.web.groups.queries import members_on
from caresight.web.meetings.models import Meeting
from caresight.web.notices.operations import tell

KIND = "meeting"


def tell_members(meeting: Meeting, sentence: str, *, at: datetime, once: str) -> int:
    """Tell everybody who works in the group today, once for each `once`."""
    places = members_on(meeting.group, timezone.localdate(at))
    return _tell(meeting, [place.person for place in places], sentence, at=at, once=once)


def tell_leads(meeting: Meeting, sentence: str, *, at: datetime, once: str) -> int:
    """Tell those who chair or coordinate the group."""
    places = members_on(meeting.group, timezone.localdate(at)).exclude(position=Position.MEMBER)
    return _tell(meeting, [place.person for place in places], sentence, at=at, once=once)


def tell_person(meeting: Meeting, person: Person, sentence: str, *, at: datetime, once: str) -> int:
    """Tell one person, who works in the group."""
    return _tell(meeting, [person], sentence, at=at, once=once)


def _tell(
    meeting: Meeting, people: Iterable[Person], sentence: str, *, at: datetime, once: str
) -> int:
    return tell(
        to=people,
        at=at,
        subject=f"Meeting of {meeting.group.name}",
        sentence=sentence,
        page="meeting",
        arguments={"pk": meeting.pk},
        kind=KIND,
        once_key=f"{meeting.ref}:{once}",
        group_id=meeting.group_id,
    )


def when(moment: datetime) -> str:
    """A moment as a notice says it: “Thursday 10 December 2026, 14:00”."""
    local = timezone.localtime(moment)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
