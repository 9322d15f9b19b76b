"""Reads of one meeting's papers: agenda, attendance, minutes, corrections."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from caresight.web.groups.access import Access
from caresight.web.groups.models import Membership
from caresight.web.groups.queries import places_on
from caresight.web.meetings.models import (
    Addendum,
    AgendaDraw,
    AgendaItem,
    Attendance,
    Correction,
    Declaration,
    Disagreement,
    Meeting,
    MeetingChange,
    MemberReport,
)
from caresight.web.meetings.states import PlaceState, Presence, ReportState


def places_worked_in(access: Access) -> QuerySet[AgendaItem]:
    """Homes on agendas of the groups that a person works in."""
    found = AgendaItem.objects.filter(meeting__group__in=access.group_ids)
    return found.select_related("meeting__group", "put_by__agency", "decided_by")


def places_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Every home that is, was or may be on an agenda, with its minute and level."""
    return (
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("meeting", "put_by", "decided_by", "minute__written_by", "minute__level")
        .prefetch_related(
            Prefetch(
                "minute__disagreements", queryset=Disagreement.objects.select_related("agency")
            )
        )
    )


def on_agenda(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The homes on an agenda in their order."""
    return places_of(meeting).filter(state=PlaceState.ON)


def draw_of(meeting: Meeting) -> AgendaDraw | None:
    """How the agenda was last proposed by rule."""
    return AgendaDraw.objects.filter(meeting=meeting).select_related("made_by").last()


def changes_of(meeting: Meeting) -> QuerySet[MeetingChange]:
    """How a meeting was moved or cancelled."""
    return MeetingChange.objects.filter(meeting=meeting).select_related("by")


def attendance_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Who was there and who was not."""
    return Attendance.objects.filter(meeting=meeting).select_related("person", "stands_in_for")


def members_at(meeting: Meeting) -> list[Membership]:
    """Who belonged to the group on the day of a meeting, whatever became of them since."""
    held = places_on(meeting.group, timezone.localdate(meeting.starts_at))
    found = held.select_related("person__agency", "deputises_for__person")
    return sorted(found, key=lambda one: (str(one.person.agency or ""), str(one.person)))


def guests_led(access: Access) -> QuerySet[Attendance]:
    """Guests at meetings that a person leads."""
    found = Attendance.objects.filter(
        meeting__group__in=access.led_group_ids, presence=Presence.GUEST
    )
    return found.select_related("meeting")


def corrections_of(meeting: Meeting) -> QuerySet[Correction]:
    """What members wanted corrected, and the answers."""
    return Correction.objects.filter(meeting=meeting).select_related(
        "by__agency", "place", "answered_by"
    )


def corrections_led(access: Access) -> QuerySet[Correction]:
    """Corrections that a person may answer."""
    found = Correction.objects.filter(meeting__group__in=access.led_group_ids)
    return found.select_related("meeting__group", "by", "place")


def addenda_of(meeting: Meeting) -> QuerySet[Addendum]:
    """Notes under signed minutes."""
    return Addendum.objects.filter(meeting=meeting).select_related("by__agency", "place")


def readable_reports(access: Access, meeting: Meeting) -> QuerySet[MemberReport]:
    """The reports to a meeting that a person may read: those sent, and their agency's own."""
    if meeting.group_id not in access.group_ids:
        return MemberReport.objects.none()
    may = Q(state=ReportState.SENT)
    if access.agency_id is not None:
        may |= Q(agency=access.agency_id)
    found = MemberReport.objects.filter(may, meeting=meeting)
    return found.select_related("agency", "written_by").prefetch_related("entries")


def sent_reports(meeting: Meeting) -> QuerySet[MemberReport]:
    """The reports that stand in the pack of a meeting."""
    found = MemberReport.objects.filter(meeting=meeting, state=ReportState.SENT)
    return found.select_related("agency").prefetch_related("entries")


def report_of(meeting: Meeting, agency_id: int) -> MemberReport | None:
    """An agency's report to a meeting."""
    found = MemberReport.objects.filter(meeting=meeting, agency=agency_id)
    return found.prefetch_related("entries").first()


def homes_on(meetings: Sequence[Meeting]) -> dict[int, int]:
    """How many homes are on the agenda of each of these meetings, by the meeting's key."""
    found = (
        AgendaItem.objects.filter(meeting__in=[one.pk for one in meetings], state=PlaceState.ON)
        .order_by()
        .values_list("meeting")
        .annotate(homes=Count("pk"))
    )
    return dict(found)


def declarations_of(meeting: Meeting) -> QuerySet[Declaration]:
    """Interests that were declared."""
    return Declaration.objects.filter(meeting=meeting)
