"""Reads of the audit trail, holds and runs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.audit.actors import COMMAND_LINE, NOBODY, SYSTEM
from caresight.web.audit.models import Entry
from caresight.web.governance.models import LegalHold, RetentionRun

PER_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which entries of the trail are wanted; empty means all."""

    who: str = ""
    operation: str = ""
    home_id: str = ""
    subjects: tuple[str, ...] = ()
    """Everything by which the trail may name one record."""
    from_on: date | None = None
    to_on: date | None = None


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """The entries, newest first."""
    found = Entry.objects.order_by("-sequence")
    if wanted.who:
        # The database makes both small: what it calls a capital is not what Python does.
        names = [Lower(Value(name)) for name in _user_names(wanted.who)]
        found = found.alias(who=Lower("actor_name"))
        # One name is read off its index in order; of several the entries must be sorted.
        found = found.filter(who__in=names) if names[1:] else found.filter(who=names[0])
    if wanted.operation:
        known = [name for name in _operations() if name.startswith(wanted.operation)]
        found = found.filter(operation__in=known)
    if wanted.home_id:
        found = found.filter(home_id=wanted.home_id)
    if wanted.subjects:
        found = found.filter(subject__in=wanted.subjects)
    if wanted.from_on:
        found = found.filter(at__gte=_start_of(wanted.from_on))
    if wanted.to_on:
        found = found.filter(at__lt=_start_of(wanted.to_on + timedelta(days=1)))
    return found


def no_entries() -> QuerySet[Entry]:
    """None of them."""
    return Entry.objects.none()


def _user_names(who: str) -> list[str]:
    """What the trail calls people: what was asked, and who bears it as their name."""
    called = Person.objects.filter(name__iexact=who.strip()).values_list("username", flat=True)
    return list(dict.fromkeys([who.strip(), *called]))


def actors_known() -> list[tuple[str, str]]:
    """Everybody who can stand in the trail: what it calls them, and who they are."""
    people = Person.objects.select_related("agency").order_by("name", "username")
    known = [(one.username, f"{one}, {one.agency}" if one.agency else str(one)) for one in people]
    return [*known, *((one.name, one.name) for one in (SYSTEM, COMMAND_LINE, NOBODY))]


def page_of_entries(found: QuerySet[Entry], page: int) -> list[Entry]:
    """The entries of one page. Its numbers first: an index has them, and the rest is long."""
    start = (page - 1) * PER_PAGE
    numbers = list(found.values_list("sequence", flat=True)[start : start + PER_PAGE])
    return list(Entry.objects.filter(sequence__in=numbers).order_by("-sequence"))


def operations_known() -> list[str]:
    """The apps that have written to the trail, for the filter."""
    return sorted({name.split(".")[0] for name in _operations()})


_NEXT_OPERATION = """
WITH RECURSIVE known(operation) AS (
    SELECT MIN(operation) FROM audit_entry
    UNION ALL
    SELECT (SELECT MIN(operation) FROM audit_entry WHERE operation > known.operation)
    FROM known WHERE known.operation IS NOT NULL
)
SELECT operation FROM known WHERE operation IS NOT NULL
"""


def _operations() -> list[str]:
    """Every operation in the trail, from one to the next along its index: there are few."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_OPERATION)
        return [str(name) for (name,) in cursor.fetchall()]


def holds() -> QuerySet[LegalHold]:
    """All holds, the newest first."""
    return LegalHold.objects.select_related("placed_by", "lifted_by")


def standing_holds() -> QuerySet[LegalHold]:
    """Holds that nobody has lifted."""
    return LegalHold.objects.filter(lifted_at__isnull=True)


def held_homes() -> tuple[frozenset[str], bool]:
    """The homes whose records a hold keeps, and whether one keeps everything."""
    homes = frozenset(standing_holds().values_list("home_id", flat=True))
    return homes - {""}, "" in homes


def runs(limit: int = 20) -> list[RetentionRun]:
    """The latest runs of the schedule that removed something or that a person asked for."""
    found = RetentionRun.objects.select_related("by")[: limit * 10]
    return [run for run in found if run.counts or run.by_id][:limit]


def last_entry(operation: str) -> Entry | None:
    """The newest entry of an operation."""
    return Entry.objects.filter(operation=operation).order_by("-sequence").first()


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
