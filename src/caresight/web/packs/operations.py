"""Asks for packs. A pack is made by a worker; what it says is as of the moment of making."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.meetings.models import Meeting
from caresight.web.packs.document import document_of, sha256_of
from caresight.web.packs.kinds import Audience, PackKind
from caresight.web.packs.making import files_of_document
from caresight.web.packs.models import Pack, PackFile
from caresight.web.packs.policies import (
    check_can_freeze_for,
    check_known_on,
    check_may_leave_the_group,
    check_not_being_made,
    check_period,
)
from caresight.web.packs.queries import known_names
from caresight.web.packs.tasks import make_pack
from caresight.web.reviews.models import Review


@transaction.atomic
def freeze(
    *, meeting: Meeting, known_on: date, actor: Person, at: datetime, token: UUID | None = None
) -> Pack:
    """Ask for the pack of a meeting, with the evidence as known on a day."""
    check_can_freeze_for(meeting)
    check_known_on(known_on, timezone.localdate(at))
    return _ask(
        Pack(
            kind=PackKind.MEETING,
            audience=Audience.MEMBERS,
            group=meeting.group,
            meeting_id=meeting.pk,
            title=f"{meeting.title} {meeting.ref}",
            known_on=known_on,
        ),
        actor=actor,
        at=at,
        token=token,
    )


@transaction.atomic
def freeze_report_up(  # noqa: PLR0913 - each is a part of the report
    *,
    group: Group,
    from_on: date,
    until_on: date,
    achieved: str,
    asks: str,
    actor: Person,
    at: datetime,
    is_confirmed: bool = False,
    token: UUID | None = None,
) -> Pack:
    """Ask for a group's report to its oversight group on a stretch of days (last not in it).

    Raises
    ------
    Refusal
        If the period is not possible, or a text may identify somebody and nobody confirmed
        that it does not.
    """
    today = timezone.localdate(at)
    check_period(from_on, until_on, today)
    check_may_leave_the_group(
        [achieved, asks], allowed=known_names(group), is_confirmed=is_confirmed
    )
    return _ask(
        Pack(
            kind=PackKind.REPORT_UP,
            audience=Audience.OVERSIGHT,
            group=group,
            title=f"Report of {group.name}",
            known_on=today,
            from_on=from_on,
            until_on=until_on,
            achieved=achieved,
            asks=asks,
        ),
        actor=actor,
        at=at,
        token=token,
    )


@transaction.atomic
def freeze_review_pack(
    *,
    review: Review,
    audience: Audience,
    actor: Person,
    at: datetime,
    token: UUID | None = None,
) -> Pack:
    """Ask for a pack of a review: for its members, or for the provider."""
    return _ask(
        Pack(
            kind=PackKind.REVIEW,
            audience=audience,
            group=review.group,
            review_id=review.pk,
            title=f"{review.ref}",
            known_on=timezone.localdate(at),
        ),
        actor=actor,
        at=at,
        token=token,
    )


def rebuild(*, pack: Pack, actor: Person, at: datetime) -> list[tuple[str, bool, str]]:
    """Make every file again from what is kept, and compare; changes nothing.

    For each kind of file: whether its bytes are the same, and what made it then, where that
    is no longer what makes it now.
    """
    if pack.content is None:
        return []
    whole = sha256_of(pack.content.text) == pack.content.pk
    kept = {one.kind: one for one in PackFile.objects.filter(content=pack.content)}
    found = [
        (
            made.kind.value,
            whole and bytes(kept[made.kind].data) == made.data,
            "" if kept[made.kind].renderer == made.renderer else kept[made.kind].renderer,
        )
        for made in files_of_document(document_of(pack.content.text))
        if made.kind in kept
    ]
    record(
        actor=actor,
        at=at,
        operation="packs.rebuild",
        subject=f"pack:{pack.pk}",
        group_ref=f"group:{pack.group_id}",
        detail={kind: same for kind, same, _ in found},
    )
    return found


@transaction.atomic
def note_read(*, pack: Pack, as_what: str, actor: Person, at: datetime) -> None:
    """Record that somebody read a pack, as a page or as a file."""
    record(
        actor=actor,
        at=at,
        operation="packs.read",
        subject=f"pack:{pack.pk}",
        group_ref=f"group:{pack.group_id}",
        detail={"as": as_what, "kind": pack.kind},
    )


def _ask(pack: Pack, *, actor: Person, at: datetime, token: UUID | None) -> Pack:
    pack.token, pack.frozen_by, pack.requested_at = token, actor, at
    return once(Pack, token, lambda: _queue(pack, actor, at))


def _queue(pack: Pack, actor: Person, at: datetime) -> Pack:
    check_not_being_made(pack)
    pack.save()
    # Kept in the same transaction: a worker sees the task when it can see the pack.
    queued = make_pack.enqueue(pack.pk)
    pack.task_id = str(queued.id)
    pack.save(update_fields=["task_id"])
    record(
        actor=actor,
        at=at,
        operation="packs.ask",
        subject=f"pack:{pack.pk}",
        group_ref=f"group:{pack.group_id}",
        detail={"kind": pack.kind, "audience": pack.audience, "known_on": pack.known_on},
    )
    return pack
