"""Applies the schedule: words go, and the row that says that there was something stays."""

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import cast
from uuid import UUID

from django.db import models, router, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from caresight.vocabulary.periods import months_after
from caresight.web.accounts.models import Person
from caresight.web.audit.actors import SYSTEM
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.audit.unchanged import KeptUntilWritten
from caresight.web.governance.erasing import erase_items
from caresight.web.governance.models import RetentionRun
from caresight.web.governance.one_at_a_time import one_at_a_time
from caresight.web.governance.queries import held_homes
from caresight.web.governance.schedule import ANY_HOLD, Kept, column_at, schedule
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.operations.keeping import GONE
from caresight.web.ui.words import day_of

REMOVED = "Removed under the retention schedule"
"""How words that were removed begin; the day follows."""


AT_ONCE = 500
"""Rows named in one query."""


@dataclass(frozen=True)
class Due:
    """How much of one kind of record is past its time."""

    kept: Kept
    held: int
    """Rows in all."""
    due: int
    on_hold: int
    """Past their time too, but a legal hold keeps them."""
    before: date | None


_KEPT: KeptUntilWritten[Hashable, list[Due]] = KeptUntilWritten(most=2)


def due_on(day: date) -> list[Due]:
    """What the schedule would remove on a day, a line for each kind of record."""
    return _KEPT.get((day, schedule().version), lambda: _worked_out(day))


def _worked_out(day: date) -> list[Due]:
    homes, everything = held_homes()
    found = []
    for kept in schedule().records:
        rows = _past(kept, day)
        total = rows.count() if rows is not None else 0
        free = 0 if rows is None or everything else _without(rows, kept, homes).count()
        found.append(
            Due(kept, kept.model._default_manager.count(), free, total - free, _before(kept, day))
        )
    return found


@transaction.atomic
def apply_schedule(
    *, by: Person | None, at: datetime, token: UUID | None = None, only_daily: bool = False
) -> RetentionRun:
    """Remove what is due and under no hold; the same token again removes nothing more."""
    return once(RetentionRun, token, lambda: _apply(by, at, token, only_daily=only_daily))


def _apply(
    by: Person | None, at: datetime, token: UUID | None, *, only_daily: bool
) -> RetentionRun:
    one_at_a_time()
    homes, everything = held_homes()
    counts: dict[str, int] = {}
    for kept in schedule().records:
        rows = _past(kept, day_of(at))
        if rows is None or everything or (only_daily and kept.run != "daily"):
            continue
        if gone := _remove(_without(rows, kept, homes), kept, at, by or SYSTEM):
            counts[kept.record] = gone
    run = RetentionRun.objects.create(
        token=token, at=at, by=by, schedule_version=schedule().version, counts=counts
    )
    if counts or by:
        record(
            actor=by or SYSTEM,
            at=at,
            operation="governance.apply_retention",
            subject=f"retention_run:{run.pk}",
            detail={"schedule_version": run.schedule_version, "removed": counts},
        )
    return run


def apply_daily(*, at: datetime) -> str:
    """The part of the schedule that nobody has to ask for; called once a day."""
    run = apply_schedule(by=None, at=at, only_daily=True)
    return f"removed {sum(run.counts.values())} records past their time"


def _before(kept: Kept, day: date) -> date | None:
    if kept.then == "keep" or kept.keep_months is None:
        return None
    return months_after(day.replace(day=1), -kept.keep_months)


def _past(kept: Kept, day: date) -> QuerySet[models.Model] | None:
    before = _before(kept, day)
    if before is None:
        return None
    column = column_at(kept.model, kept.counted_from)
    limit: date | datetime = before
    if isinstance(column, models.DateTimeField):
        limit = timezone.make_aware(datetime.combine(before, time()))
    rows = kept.model._default_manager.filter(**{f"{kept.counted_from}__lt": limit})
    if kept.mark:
        rows = rows.filter(**{f"{kept.mark}__isnull": True})
    return rows.filter(_has_words(kept)) if kept.clear else rows


def _has_words(kept: Kept) -> Q:
    found = Q()
    for name in kept.clear:
        found |= (
            ~Q(**{name: ""})
            & ~Q(**{f"{name}__startswith": REMOVED})
            & ~Q(**{f"{name}__startswith": GONE})
        )
    return found


def _without(
    rows: QuerySet[models.Model], kept: Kept, homes: Collection[str]
) -> QuerySet[models.Model]:
    if not kept.home or not homes:
        return rows
    if kept.home == ANY_HOLD:
        return rows.none()
    return rows.exclude(**{f"{kept.home}__in": list(homes)})


def _remove(rows: QuerySet[models.Model], kept: Kept, at: datetime, by: object) -> int:
    if kept.model is Item:
        # Their words stand in more places than their own row: erased as whoever asks would.
        items = cast("Iterator[Item]", chain.from_iterable(_in_parts(rows)))
        return erase_items(actor=by, at=at, items=items, reason="The retention schedule")
    with transaction.atomic(using=router.db_for_write(kept.model)):
        if kept.then == "delete":
            return sum(part.delete()[0] for part in _in_parts(rows))
        how_many = rows.count()
        for part in _in_parts(rows):
            for name, said in _removed_words(kept, at):
                part.exclude(**{name: ""}).update(**{name: said})
            if kept.mark:
                part.update(**{kept.mark: at})
        return how_many


def _in_parts(rows: QuerySet[models.Model]) -> Iterator[QuerySet[models.Model]]:
    """The rows again, by lists of keys that any database takes in one query.

    By keys, because an update through relations is not portable; and all keys are read first,
    because what is done to a part may change which rows are found.
    """
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield rows.model._default_manager.filter(pk__in=keys[start : start + AT_ONCE])


def _removed_words(kept: Kept, at: datetime) -> Iterator[tuple[str, str]]:
    for name in kept.clear:
        most = getattr(kept.model._meta.get_field(name), "max_length", None)
        yield name, f"{REMOVED} on {day_of(at)}."[: most or 200]
