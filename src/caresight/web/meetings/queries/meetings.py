"""Which meetings there are, and which of them a person may know of."""

from datetime import datetime

from django.db.models import Q, QuerySet

from caresight.web.groups.access import Access
from caresight.web.groups.models import Group, Membership
from caresight.web.meetings.models import Meeting
from caresight.web.meetings.states import AHEAD, HELD


def visible_meetings(access: Access) -> QuerySet[Meeting]:
    """The meetings whose dates a person may know: of their groups, and of groups they oversee.

    What may be read of one is asked again of `rules`.
    """
    groups = access.group_ids | access.overseen_group_ids
    return Meeting.objects.filter(group__in=groups).select_related("group", "signed_by")


def meetings_worked_in(access: Access) -> QuerySet[Meeting]:
    """The meetings whose papers and minutes a person may read: of the groups they work in."""
    return Meeting.objects.filter(group__in=access.group_ids).select_related("group", "signed_by")


def meetings_led(access: Access) -> QuerySet[Meeting]:
    """The meetings that a person may arrange and minute."""
    return Meeting.objects.filter(group__in=access.led_group_ids).select_related("group")


def groups_seen(access: Access) -> QuerySet[Group]:
    """The groups whose meetings a person may know of."""
    return Group.objects.filter(pk__in=access.group_ids | access.overseen_group_ids)


def next_meeting(group: Group, at: datetime) -> Meeting | None:
    """The group's next meeting that is not over."""
    states = (*AHEAD, "open")
    return Meeting.objects.filter(group=group, ends_at__gt=at, state__in=states).first()


def last_held(meeting: Meeting) -> Meeting | None:
    """The meeting of the same group and kind that was held before this one."""
    return (
        Meeting.objects.filter(
            group=meeting.group_id,
            kind=meeting.kind,
            state__in=HELD,
            starts_at__lt=meeting.starts_at,
        )
        .order_by("-starts_at", "-pk")
        .first()
    )


def is_chair(access: Access, group_id: int) -> bool:
    """Whether a person chairs a group today, or stands in for its chair."""
    if group_id not in access.group_ids:
        return False
    own = Membership.objects.current(access.day).filter(person=access.person, group=group_id)
    return own.filter(Q(position="chair") | Q(deputises_for__position="chair")).exists()
