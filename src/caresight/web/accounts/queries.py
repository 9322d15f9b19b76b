"""Reads about people: who asks, who there is, who must wait."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest

from caresight.web.accounts.models import FailedSignIns, Person

FAILURES_ALLOWED = 5
"""After as many failures in a row a user name must wait at that address."""
WAIT = timedelta(minutes=15)


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in; None for nobody."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) and user.is_active else None


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The roles of whoever is signed in; none for nobody."""
    person = person_of(request)
    return person.roles if person else frozenset()


def everybody() -> QuerySet[Person]:
    """All people, in the order of their user names."""
    return Person.objects.select_related("agency").prefetch_related("held_roles")


def minutes_to_wait(*, username: str, address: str, now: datetime) -> int:
    """Minutes until this user name may be tried again from this address; 0 for at once."""
    row = FailedSignIns.objects.filter(username=username.casefold(), address=address).first()
    if row is None or row.failures < FAILURES_ALLOWED:
        return 0
    left = row.last_failed_at + WAIT - now
    return max(0, -(-int(left.total_seconds()) // 60))
