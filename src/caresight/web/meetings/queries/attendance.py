"""Who was at a meeting, as it was on its day: what became of people since changes nothing."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Membership
from caresight.web.groups.queries import members_on
from caresight.web.meetings.models import Attendance, Meeting
from caresight.web.meetings.queries.minutes import sent_reports
from caresight.web.meetings.states import AHEAD, Presence

PRESENT = (Presence.PRESENT, Presence.DEPUTY)


def attending(meeting: Meeting) -> list[Membership]:
    """The places of those who were there, as the quorum counts them.

    Of the agency that each came for, which attendance keeps: somebody who was disabled or
    moved since, or a group that was closed, leaves the quorum of signed minutes as it was.
    The places are made up of that, and never saved.
    """
    there = Attendance.objects.filter(meeting=meeting, presence__in=PRESENT, person__isnull=False)
    rows = there.values_list("person_id", "agency_id", "stands_in_for_id")
    deputies = _deputies(meeting)
    return [
        Membership(
            pk=person,
            group_id=meeting.group_id,
            person=Person(pk=person, agency_id=agency),
            deputises_for_id=principal or deputies.get(person),
        )
        for person, agency, principal in rows
    ]


def agencies_missing(meeting: Meeting) -> list[str]:
    """The agencies of the group's members that have sent no report, by the meeting's own day."""
    sent = set(sent_reports(meeting).values_list("agency_id", flat=True))
    if meeting.state in AHEAD:
        # Who cannot sign in will send none.
        places = members_on(meeting.group, timezone.localdate(meeting.starts_at))
    else:
        places = _places(meeting)
    came_for = {
        person: (agency, name)
        for person, agency, name in Attendance.objects.filter(
            meeting=meeting, person__isnull=False
        ).values_list("person_id", "agency_id", "agency_name")
    }
    agencies = dict(
        came_for.get(place.person_id, (place.person.agency_id, str(place.person.agency)))
        for place in places
    )
    return sorted(name for agency, name in agencies.items() if agency and agency not in sent)


def _deputies(meeting: Meeting) -> dict[int, int]:
    """Who had a place only as somebody's deputy, and whose: by the people's keys."""
    rows = list(_places(meeting).values_list("person_id", "deputises_for__person_id"))
    own = {person for person, principal in rows if principal is None}
    return {person: principal for person, principal in rows if principal and person not in own}


def _places(meeting: Meeting) -> QuerySet[Membership]:
    """The places in the group on the day of a meeting, whoever may sign in today."""
    day = timezone.localdate(meeting.starts_at)
    not_ended = Q(until_on__isnull=True) | Q(until_on__gt=day)
    found = Membership.objects.filter(not_ended, group=meeting.group, from_on__lte=day)
    return found.select_related("person__agency")
