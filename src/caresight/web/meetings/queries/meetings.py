"""Which meetings there are, and which of them a person may know of."""

from datetime import datetime

from django.db.models import Q, QuerySet

from caresight.web.groups.access import Access
from caresight.web.groups.models import Group, Membership
from caresight.web.meetings.models import CalendarRule, Meeting
from caresight.web.meetings.states import HELD


def visible_meetings(access: Access) -> QuerySet[Meeting]:
    """The meetings whose dates a person may know: of their groups, and of groups they oversee.

    What may be read of one is asked again of `rules`.
    """
    groups = access.group_ids | access.overseen_group_ids
    return Meeting.objects.filter(group__in=groups).select_related("group", "signed_by")


def meetings_worked_in(access: Access) -> QuerySet[Meeting]:
    """The meetings whose papers and minutes a person may read: of the groups they work in."""
    return Meeting.objects.filter(group__in=access.group_ids).select_related("group", "signed_by")


def groups_seen(access: Access) -> QuerySet[Group]:
    """The groups whose meetings a person may know of."""
    return Group.objects.filter(pk__in=access.group_ids | access.overseen_group_ids)


def meetings_listed(
    access: Access, at: datetime, *, past: bool, group_id: int | None = None
) -> QuerySet[Meeting]:
    """Meetings as a list shows them: the next ones first, or the past ones, the latest first."""
    found = visible_meetings(access)
    if group_id is not None:
        found = found.filter(group=group_id)
    if past:
        return found.filter(ends_at__lte=at).order_by("-starts_at", "-pk")
    return found.filter(ends_at__gt=at).order_by("starts_at", "pk")


def coming_meetings(access: Access, group: Group, at: datetime) -> QuerySet[Meeting]:
    """The next dates of one group, those cancelled among them."""
    return meetings_listed(access, at, past=False, group_id=group.pk)[:24]


def rule_of(group: Group, kind: str) -> CalendarRule | None:
    """The rule by which a group meets."""
    return CalendarRule.objects.filter(group=group, kind=kind).first()


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
