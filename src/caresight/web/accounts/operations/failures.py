"""The count of failed attempts, kept in the database because several processes answer.

Passwords are counted by user name and address, so that nobody can lock somebody else out
from elsewhere. Codes of a second factor are counted by person wherever they are tried: who
guesses them knows the password already.
"""

from datetime import datetime

from django.db import transaction

from caresight.web.accounts.models import FailedSignIns, Person
from caresight.web.accounts.queries import FAILURES_ALLOWED, WAIT, minutes_to_wait, person_called
from caresight.web.audit.actors import NOBODY, Actor, actor_of
from caresight.web.audit.operations import record

ANYWHERE = "second factor"
"""Stands for the address of attempts that are counted wherever they are made."""
HERE = "own account"
"""Stands for the address of passwords that are tried within a session."""


@transaction.atomic
def note_failure(*, username: str, address: str, at: datetime) -> int:
    """Count a failed attempt; after the wait the count begins anew."""
    row, _ = FailedSignIns.objects.select_for_update().get_or_create(
        username=username.casefold()[:150], address=address, defaults={"last_failed_at": at}
    )
    row.failures = 1 if at - row.last_failed_at > WAIT else row.failures + 1
    row.last_failed_at = at
    row.save()
    return row.failures


def forget_failures(*, username: str, address: str) -> None:
    """A success ends the count."""
    FailedSignIns.objects.filter(username=username.casefold(), address=address).delete()


@transaction.atomic
def refuse_password(*, username: str, address: str, at: datetime) -> None:
    """Count and record a sign-in that failed.

    The trail names people only: what was typed as a user name may be somebody's password.
    """
    failures = note_failure(username=username, address=address, at=at)
    person = person_called(username)
    who = Actor(ref="nobody", name=person.username) if person else NOBODY
    _record(who, at, "accounts.sign_in_failed", failures)


@transaction.atomic
def refuse_code(*, person: Person, at: datetime) -> None:
    """Count and record a code of a second factor that was wrong."""
    failures = note_failure(username=person.username, address=ANYWHERE, at=at)
    _record(actor_of(person), at, "accounts.code_failed", failures)


def password_is_right(*, person: Person, password: str, at: datetime) -> bool:
    """Whether somebody who is signed in knows the password; guesses are counted as elsewhere."""
    if minutes_to_wait(username=person.username, address=HERE, now=at):
        return False
    if not person.check_password(password):
        refuse_password(username=person.username, address=HERE, at=at)
        return False
    forget_failures(username=person.username, address=HERE)
    return True


def minutes_to_wait_for_code(*, person: Person, now: datetime) -> int:
    """Minutes until this person's codes may be tried again; 0 for at once."""
    return minutes_to_wait(username=person.username, address=ANYWHERE, now=now)


def _record(who: Actor, at: datetime, operation: str, failures: int) -> None:
    record(actor=who, at=at, operation=operation, detail={"in_a_row": failures})
    if failures == FAILURES_ALLOWED:
        record(actor=who, at=at, operation="accounts.locked_out")
