"""Keeping, opening and forgetting what identifies a resident.

The audit entry is committed in the casework database before a word leaves the store: a
reading that cannot be recorded does not happen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.actors import actor_of
from caresight.web.audit.operations import record
from caresight.web.groups.access import Access
from caresight.web.residents.models import Details
from caresight.web.residents.queries import OPENED, subject_of
from caresight.web.residents.router import STORE
from caresight.web.residents.rules import may_open_details

SHORTEST_REASON, LONGEST_REASON = 10, 300
LONGEST = 12_000
"""An item's whole wording, and what was added to it."""


class About(Protocol):
    """What the store needs to know of an item."""

    home_id: str

    @property
    def ref(self) -> str:
        """The item's reference."""
        ...


@dataclass(frozen=True)
class Note:
    """One note, opened."""

    words: str
    kept_at: datetime
    kept_by: str
    agency: str


def keep_details(
    *, item_ref: str, words: str, actor: object, at: datetime, home_id: str = ""
) -> Details:
    """Keep who an item is about. The caller has asked whether the person may add to the item."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Refusal(
            "There is nothing to keep." if not words else "The details are too long.",
            expected=f"1 to {LONGEST:,} characters",
            came=f"{len(words):,}",
        )
    who = actor_of(actor)
    with transaction.atomic():
        record(
            actor=actor,
            at=at,
            operation="residents.keep_details",
            subject=subject_of(item_ref),
            home_id=home_id,
        )
        # Last within the block: if the store cannot keep it, the entry is not kept either.
        return Details.objects.create(
            item_ref=item_ref,
            words=words,
            kept_at=at,
            kept_by_ref=who.ref,
            kept_by_name=who.name,
            kept_by_agency=who.agency,
        )


def open_details(*, access: Access, item: About, reason: str, at: datetime) -> list[Note]:
    """What is kept of an item that the person may see; the reading is recorded first.

    Raises
    ------
    PermissionDenied
        If the person may not open details at all.
    Refusal
        If the reason is too short or too long.
    """
    if not may_open_details(access):
        raise PermissionDenied
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refusal(
            "Say why you need to know who this is about.",
            expected=f"{SHORTEST_REASON} to {LONGEST_REASON} characters",
            came=f"{len(reason)}",
        )
    record(
        actor=access.person,
        at=at,
        operation=OPENED,
        subject=subject_of(item.ref),
        home_id=item.home_id,
        reason=reason,
    )
    return [
        Note(one.words, one.kept_at, one.kept_by_name, one.kept_by_agency)
        for one in Details.objects.filter(item_ref=item.ref)
    ]


def forget(*, item_ref: str, reason: str, actor: object, at: datetime) -> int:
    """Delete for good what is kept of an item; how many notes were deleted."""
    with transaction.atomic(), transaction.atomic(using=STORE):
        deleted, _ = Details.objects.filter(item_ref=item_ref).delete()
        record(
            actor=actor,
            at=at,
            operation="residents.forget",
            subject=subject_of(item_ref),
            reason=reason,
            detail={"notes": deleted},
        )
    return deleted
