"""Writes the trail. Called inside the transaction of the change that it records."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from caresight.web.audit.actors import Actor, actor_of
from caresight.web.audit.models import ChainHead, Entry


@transaction.atomic
def record(
    *,
    actor: object,
    at: datetime,
    operation: str,
    subject: str = "",
    home_id: str = "",
    group_ref: str = "",
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> Entry:
    """Append one entry. `operation` is `<app>.<verb>`, `subject` is `<kind>:<ref>`.

    `detail` holds references and figures, never the words of an item or a resident's name.
    """
    who = actor if isinstance(actor, Actor) else actor_of(actor)
    # The one row of the head is locked first: entries follow each other, whoever writes.
    head = _head() or _first_head()
    entry = Entry(
        sequence=head.last_sequence + 1,
        at=at,
        actor_ref=who.ref,
        actor_name=who.name,
        agency_name=who.agency,
        operation=operation,
        subject=subject,
        home_id=home_id,
        group_ref=group_ref,
        reason=reason,
        detail=json.dumps(detail or {}, sort_keys=True, ensure_ascii=False, default=str),
        previous_seal=head.last_seal,
    )
    entry.seal = seal_of(entry)
    entry.save(force_insert=True)
    head.last_sequence, head.last_seal = entry.sequence, entry.seal
    head.save()
    return entry


def _head() -> ChainHead | None:
    return ChainHead.objects.select_for_update(no_key=True).filter(pk=1).first()


def _first_head() -> ChainHead:
    ChainHead.objects.get_or_create(pk=1)
    # Somebody else may have made it in between: only who holds its lock may go on.
    return ChainHead.objects.select_for_update(no_key=True).get(pk=1)


SEALED = (
    "sequence actor_ref actor_name agency_name operation subject home_id group_ref reason "
    "detail previous_seal"
).split()
"""The columns that the seal covers, besides the instant."""


def seal_of(entry: Entry) -> str:
    """SHA-256 of the entry and of the seal before it, so that no row can change unseen."""
    held: dict[str, object] = {name: getattr(entry, name) for name in SEALED}
    held["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(held, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
