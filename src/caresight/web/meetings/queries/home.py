"""Reads for the page that minutes one home."""

from django.utils import timezone

from caresight.web.accounts.models import Agency
from caresight.web.groups.access import Access
from caresight.web.meetings.models import (
    AgendaItem,
    AgreedLevel,
    EarlierWording,
    HomeMinute,
    Meeting,
)
from caresight.web.meetings.queries.minutes import members_at, places_of


def minute_of(place: AgendaItem) -> HomeMinute | None:
    """What is minuted of a home so far."""
    return HomeMinute.objects.filter(place=place).select_related("level").first()


def earlier_wordings(access: Access, place: AgendaItem) -> list[EarlierWording]:
    """How a home's minute read before, the latest first; for who may write it."""
    if place.meeting.group_id not in access.led_group_ids:
        return []
    found = EarlierWording.objects.filter(minute__place=place)
    return list(found.select_related("replaced_by__agency"))


def earlier_business(access: Access, meeting: Meeting) -> list[EarlierWording]:
    """The same of the parts that belong to no home."""
    if meeting.group_id not in access.led_group_ids:
        return []
    found = EarlierWording.objects.filter(meeting=meeting, minute=None)
    return list(found.select_related("replaced_by__agency"))


def place_minuted(place: AgendaItem) -> AgendaItem:
    """The same place with its minute as it is now."""
    return places_of(place.meeting).get(pk=place.pk)


def level_before(place: AgendaItem) -> AgreedLevel | None:
    """The level that the group had agreed for the home before this meeting."""
    meeting = place.meeting
    found = AgreedLevel.objects.filter(
        group=meeting.group_id,
        home_id=place.home_id,
        agreed_on__lte=timezone.localdate(meeting.starts_at),
    ).exclude(minute__place=place)
    return found.order_by("-agreed_on", "-pk").first()


def agencies_at(place: AgendaItem) -> list[Agency]:
    """The agencies of the group's members, any of which may disagree."""
    found = {one.person.agency for one in members_at(place.meeting) if one.person.agency}
    return sorted(found, key=str)


def neighbours(place: AgendaItem) -> tuple[AgendaItem | None, AgendaItem | None]:
    """The homes before and after this one on the agenda."""
    places = list(AgendaItem.objects.filter(meeting=place.meeting_id, state="on"))
    keys = [one.pk for one in places]
    if place.pk not in keys:
        return None, None
    at = keys.index(place.pk)
    return places[at - 1] if at else None, places[at + 1] if at + 1 < len(places) else None


def past_levels(access: Access, place: AgendaItem) -> list[AgreedLevel]:
    """What the group agreed for the home before, the newest first."""
    if place.meeting.group_id not in access.group_ids:
        return []
    found = AgreedLevel.objects.filter(group=place.meeting.group_id, home_id=place.home_id)
    return list(found.exclude(minute__place=place).select_related("meeting")[:6])
