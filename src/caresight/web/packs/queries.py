"""Reads of packs. Every door takes the reader's access; what it does not open is not there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django_tasks_db.models import DBTaskResult

from caresight.web.accounts.models import Agency
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.meetings.models import AgreedLevel, Meeting
from caresight.web.meetings.queries import visible_meetings
from caresight.web.meetings.states import MeetingState
from caresight.web.packs.kinds import Audience, FileKind, PackKind, PackState
from caresight.web.packs.models import Pack, PackFile
from caresight.web.reviews.models import Review
from caresight.web.reviews.queries import (
    part_two_reviews,
    review_with,
    standing_of,
    whole_reviews,
)
from caresight.web.reviews.rules import may_run

AHEAD = timedelta(days=70)


def visible_packs(access: Access) -> QuerySet[Pack]:
    """The packs that a person may read, or see being made; `rules.may_read` says the same."""
    reach = Q(pk__in=[])
    if access.holds(Role.MEMBER):
        reach |= Q(group__in=access.group_ids)
        reach |= Q(kind=PackKind.REVIEW, review_id__in=whole_reviews(access).values("pk"))
    if access.overseen_group_ids:
        reach |= Q(
            audience=Audience.OVERSIGHT,
            state=PackState.FROZEN,
            group__in=access.overseen_group_ids,
        )
    if access.holds(Role.PROVIDER):
        reach |= Q(
            audience=Audience.PROVIDER,
            state=PackState.FROZEN,
            review_id__in=part_two_reviews(access).values("pk"),
        )
    return Pack.objects.filter(reach).select_related("group", "frozen_by__agency")


def pack_with(access: Access, pk: int) -> Pack | None:
    """One pack with its content, or None where there is none that this person may read."""
    return visible_packs(access).filter(pk=pk).select_related("content", "supersedes").first()


def newer_than(access: Access, pack: Pack) -> Pack | None:
    """The pack that supersedes one, if this person may read it and it is frozen."""
    return visible_packs(access).filter(supersedes=pack, state=PackState.FROZEN).first()


def file_of(pack: Pack, kind: FileKind) -> PackFile | None:
    """A file of a pack as it was made at its freezing."""
    return PackFile.objects.filter(content=pack.content_id, kind=kind).first()


def files_of(pack: Pack) -> list[PackFile]:
    """What files there are and what made them, without their bytes."""
    found = PackFile.objects.filter(content=pack.content_id).defer("data")
    return sorted(found, key=lambda one: list(FileKind).index(FileKind(one.kind)))


def sizes_of(pack: Pack) -> dict[str, int]:
    """The size of each file in bytes, without reading them."""
    found = PackFile.objects.filter(content=pack.content_id).annotate(size=Length("data"))
    return dict(found.values_list("kind", "size"))


def task_failed(pack: Pack) -> bool:
    """Whether the making of a pack was given up."""
    return bool(pack.task_id) and DBTaskResult.objects.failed().filter(pk=pack.task_id).exists()


@dataclass(frozen=True)
class Freezable:
    """A meeting for which a pack can be frozen, and the one that there is."""

    meeting: Meeting
    pack: Pack | None


def meetings_to_freeze(access: Access, at: datetime) -> list[Freezable]:
    """Meetings of the groups that a person leads which are near, the next first."""
    if not access.led_group_ids:
        return []
    found = (
        visible_meetings(access)
        .filter(
            group__in=access.led_group_ids,
            starts_at__gt=at - timedelta(days=1),
            starts_at__lt=at + AHEAD,
        )
        .exclude(state=MeetingState.CANCELLED)
        .order_by("starts_at", "pk")
    )
    meetings = list(found[:20])
    packs = {
        pack.meeting_id: pack
        for pack in Pack.objects.filter(
            meeting_id__in=[one.pk for one in meetings], kind=PackKind.MEETING
        ).order_by("number")
    }
    return [Freezable(meeting, packs.get(meeting.pk)) for meeting in meetings]


def meeting_to_freeze(access: Access, pk: int) -> Meeting | None:
    """One meeting of a group that the person works in, whatever they may do with it."""
    return visible_meetings(access).filter(pk=pk, group__in=access.group_ids).first()


def review_to_freeze(access: Access, pk: int) -> tuple[Review, bool] | None:
    """A review that the person may read whole, and whether they run it."""
    if not whole_reviews(access).filter(pk=pk).exists():
        return None
    review = review_with(access, pk)
    if review is None:
        return None
    return review, may_run(standing_of(access, review))


def group_worked_in(access: Access, pk: int) -> Group | None:
    """One of the groups that the person works in."""
    return Group.objects.filter(pk=pk, pk__in=access.group_ids).first()


def groups_led(access: Access) -> list[Group]:
    """The groups from which the person may send a report to an oversight group."""
    return list(
        Group.objects.filter(pk__in=access.led_group_ids, overseen_by__isnull=False).order_by(
            "name"
        )
    )


def same_things(pack: Pack) -> QuerySet[Pack]:
    """The packs of the same meeting, review or period for the same readers."""
    return Pack.objects.filter(
        kind=pack.kind,
        audience=pack.audience,
        group=pack.group_id,
        meeting_id=pack.meeting_id,
        review_id=pack.review_id,
        from_on=pack.from_on,
        until_on=pack.until_on,
    )


def known_names(group: Group) -> list[str]:
    """Names that identify nobody: the group's own, the agencies', and homes' that it spoke of."""
    homes = AgreedLevel.objects.filter(group=group).values_list("home_name", flat=True)
    agencies = Agency.objects.values_list("name", flat=True)
    return sorted({group.name, *homes, *agencies})
