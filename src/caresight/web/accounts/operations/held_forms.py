"""Forms that came after a session was locked: kept a day for their writer, and for nobody else.

They are sealed, because a form may hold what belongs to the residents' store alone.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from caresight.web.accounts.models import HeldForm, Person
from caresight.web.accounts.sealing import seal, unseal
from caresight.web.audit.operations import record

KEPT_FOR = timedelta(hours=24)
LONGEST = 256 * 1024
"""Bytes of typed text that are kept; a form of more is refused whole, never cut."""

Fields = Sequence[tuple[str, str]]


@transaction.atomic
def hold_form(
    *, actor: Person, at: datetime, path: str, page: str, fields: Fields, had_files: bool
) -> HeldForm | None:
    """Keep what was typed; None where it is too long, which is recorded as well."""
    forget_old(at=at)
    text = json.dumps([list(field) for field in fields], ensure_ascii=False)
    too_long = len(text.encode()) > LONGEST or len(path) > 1000
    record(
        actor=actor,
        at=at,
        operation="accounts.hold_form",
        subject=f"page:{page}"[:120],
        detail={"kept": not too_long},
    )
    if too_long:
        return None
    return HeldForm.objects.create(
        person=actor, path=path, page=page[:100], sealed_fields=seal(text),
        had_files=had_files, held_at=at,
    )  # fmt: skip


def fields_of(form: HeldForm) -> list[tuple[str, str]]:
    """What was typed; empty where the server's key is another one now."""
    text = unseal(form.sealed_fields)
    return [(name, value) for name, value in json.loads(text)] if text else []


def let_go(*, actor: Person, pk: int) -> bool:
    """Drop a held form of this person: it was sent after all, or is not wanted."""
    gone, _ = HeldForm.objects.filter(person=actor, pk=pk).delete()
    return bool(gone)


def forget_old(*, at: datetime) -> int:
    """Drop what nobody sent within a day."""
    gone, _ = HeldForm.objects.filter(held_at__lt=at - KEPT_FOR).delete()
    return gone
