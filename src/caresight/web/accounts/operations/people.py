"""Changes to who may sign in, and the count of failed attempts."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import Agency, FailedSignIns, HeldRole, Person
from caresight.web.accounts.queries import WAIT
from caresight.web.accounts.roles import Role


@transaction.atomic
def add_person(
    *,
    username: str,
    password: str,
    roles: Sequence[str],
    name: str = "",
    agency: Agency | None = None,
    email: str = "",
) -> Person:
    """Add somebody who may sign in; refuses a name that is taken and a weak password."""
    username = username.strip()
    known = {role.value for role in Role}
    if not roles or not known.issuperset(roles):
        raise Refusal(
            "There is no such role.", expected=", ".join(Role), came=", ".join(roles) or "none"
        )
    if not username or len(username) > 150:
        raise Refusal("A user name or e-mail address is needed.", expected="1 to 150 characters")
    if Person.objects.filter(username__iexact=username).exists():
        raise Refusal(
            f"There is already a person called {username}.",
            what_to_do=f"choose another name, or run: caresight people password {username}",
        )
    person = Person(username=username, name=name.strip(), agency=agency, email=email.strip())
    _set_password(person, password)
    HeldRole.objects.bulk_create(HeldRole(person=person, role=role) for role in sorted(set(roles)))
    return person


def agency_called(name: str, *, kind: AgencyKind = AgencyKind.OTHER) -> Agency:
    """The agency of this name, added with this kind if there is none yet."""
    found = Agency.objects.filter(name__iexact=name.strip()).first()
    return found or Agency.objects.create(name=name.strip(), kind=kind)


def change_password(*, username: str, password: str) -> Person:
    """Give somebody a new password; their sessions end, for the key of a session is in it."""
    person = _known(username)
    _set_password(person, password)
    FailedSignIns.objects.filter(username=person.username.casefold()).delete()
    return person


def disable(*, username: str) -> Person:
    """Take the right to sign in away; the account stays, so that its history does."""
    person = _known(username)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def note_failure(*, username: str, address: str, at: datetime) -> None:
    """Count a failed sign-in; after the wait the count begins anew."""
    row, _ = FailedSignIns.objects.get_or_create(
        username=username.casefold()[:150], address=address, defaults={"last_failed_at": at}
    )
    row.failures = 1 if at - row.last_failed_at > WAIT else row.failures + 1
    row.last_failed_at = at
    row.save()


def forget_failures(*, username: str, address: str) -> None:
    """A success ends the count."""
    FailedSignIns.objects.filter(username=username.casefold(), address=address).delete()


def _known(username: str) -> Person:
    person = Person.objects.filter(username__iexact=username.strip()).first()
    if person is None:
        raise Refusal(
            f"There is no person called {username}.",
            what_to_do="run `caresight people list` to see who there is.",
        )
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Refusal(
            "The password is too weak. " + " ".join(problem.messages),
            what_to_do="choose at least 12 characters; three unrelated words do well.",
        ) from problem
    person.set_password(password)
    person.save()
