"""Changes to people: who they are, what they may do, and whether they may sign in.

What the command line and the pages change is in the trail; they give `at`. Without it
nothing is recorded: that is for making the people of a test or of an empty server.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import (
    Agency,
    AllottedHome,
    FailedSignIns,
    HeldRole,
    Invitation,
    Person,
    Session,
)
from caresight.web.accounts.policies import (
    check_can_disable,
    check_can_enable,
    check_can_give_roles,
)
from caresight.web.accounts.queries import person_called
from caresight.web.accounts.roles import Role
from caresight.web.audit.operations import record


@transaction.atomic
def add_person(
    *,
    username: str,
    password: str | None,
    roles: Sequence[str],
    name: str = "",
    agency: Agency | None = None,
    email: str = "",
    actor: object = None,
    at: datetime | None = None,
) -> Person:
    """Add somebody who may sign in; refuses a name that is taken and a weak password.

    Without a password nobody can sign in by that name until an invitation is used.
    """
    username = username.strip()
    check_roles(roles)
    if not username or len(username) > 150:
        raise Refusal("A user name or e-mail address is needed.", expected="1 to 150 characters")
    _check_is_free(username)
    person = Person(username=username, name=name.strip(), agency=agency, email=email.strip())
    try:
        with transaction.atomic():
            _save_new(person, password)
    except IntegrityError:
        # Two clicks, or two administrators, in the same instant: the first one is known now.
        _check_is_free(username)
        raise
    HeldRole.objects.bulk_create(HeldRole(person=person, role=role) for role in sorted(set(roles)))
    _record(actor, at, "accounts.add_person", person, detail={"roles": sorted(set(roles))})
    return person


def _check_is_free(username: str) -> None:
    if person_called(username):
        raise Refusal(
            f"There is already a person called {username}.",
            what_to_do=f"choose another name, or run: caresight people password {username}",
        )


def _save_new(person: Person, password: str | None) -> None:
    if password is not None:
        set_password(person, password)
        return
    person.is_active = False
    person.set_unusable_password()
    person.save()


def check_roles(roles: Iterable[str]) -> None:
    """Refuse roles that do not exist, and none at all."""
    asked = list(roles)
    if not asked or not {role.value for role in Role}.issuperset(asked):
        raise Refusal(
            "There is no such role.", expected=", ".join(Role), came=", ".join(asked) or "none"
        )


@transaction.atomic
def change_details(
    *, actor: object, at: datetime, person: Person, name: str, email: str, agency: Agency | None
) -> Person:
    """Change how somebody is called, where notices reach them, and for whom they work."""
    before = (person.name, person.email, person.agency_id)
    person.name, person.email, person.agency = name.strip(), email.strip(), agency
    person.save(update_fields=["name", "email", "agency"])
    names = ("name", "email", "agency")
    after = (person.name, person.email, person.agency_id)
    changed = [word for word, old, new in zip(names, before, after, strict=True) if old != new]
    if changed:
        _record(actor, at, "accounts.change_person", person, detail={"changed": changed})
    return person


@transaction.atomic
def change_roles(*, actor: object, at: datetime, person: Person, roles: Iterable[str]) -> Person:
    """Give somebody exactly these roles."""
    wanted = frozenset(roles)
    _hold_administrators()
    check_can_give_roles(person, wanted)
    check_roles(wanted)
    held = frozenset(person.held_roles.values_list("role", flat=True))
    person.held_roles.exclude(role__in=wanted).delete()
    HeldRole.objects.bulk_create(HeldRole(person=person, role=role) for role in wanted - held)
    if wanted != held:
        detail: dict[str, object] = {"given": sorted(wanted - held), "taken": sorted(held - wanted)}
        _record(actor, at, "accounts.change_roles", person, detail=detail)
    return person


@transaction.atomic
def allot_homes(*, actor: object, at: datetime, person: Person, home_ids: Iterable[str]) -> Person:
    """Narrow a provider's person to these homes; none means all that the provider runs."""
    wanted = frozenset(home_ids)
    person.allotted_homes.all().delete()
    AllottedHome.objects.bulk_create(
        AllottedHome(person=person, home_id=home_id) for home_id in sorted(wanted)
    )
    _record(actor, at, "accounts.allot_homes", person, detail={"homes": sorted(wanted)})
    return person


@transaction.atomic
def change_password(
    *,
    username: str,
    password: str,
    actor: object = None,
    at: datetime | None = None,
    keep_session: str = "",
) -> Person:
    """Give somebody a new password; their sessions end, but for one that is kept."""
    person = known_person(username)
    set_password(person, password)
    FailedSignIns.objects.filter(username=person.username.casefold()).delete()
    Session.objects.filter(person=person).exclude(session_key=keep_session).delete()
    _record(actor, at, "accounts.change_password", person)
    return person


@transaction.atomic
def disable(*, username: str, actor: object = None, at: datetime | None = None) -> Person:
    """Take the right to sign in away, at once; the account stays, so that its history does.

    Memberships hold for active people only, so that the groups' pages close with it.
    """
    _hold_administrators()
    person = known_person(username)
    check_can_disable(person, actor=actor)
    person.is_active = False
    person.save(update_fields=["is_active"])
    Session.objects.filter(person=person).delete()
    Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None).update(
        withdrawn_at=at or person.added_at
    )
    _record(actor, at, "accounts.disable", person)
    return person


@transaction.atomic
def enable(*, actor: object, at: datetime, person: Person) -> Person:
    """Let somebody in again, with the password and the second factor that they had."""
    check_can_enable(person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(actor, at, "accounts.enable", person)
    return person


@transaction.atomic
def end_sessions(*, actor: object, at: datetime, person: Person, keep_session: str = "") -> int:
    """Sign somebody out of every browser, but for one that is kept."""
    ended, _ = Session.objects.filter(person=person).exclude(session_key=keep_session).delete()
    _record(actor, at, "accounts.end_sessions", person, detail={"sessions": ended})
    return ended


def set_password(person: Person, password: str) -> None:
    """Store a password; refuses a weak one with what to do."""
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Refusal(
            "The password is too weak. " + " ".join(problem.messages),
            what_to_do="choose at least 12 characters; three unrelated words do well.",
        ) from problem
    person.set_password(password)
    person.save()


def known_person(username: str) -> Person:
    """The person of a user name; refuses one that nobody has."""
    person = person_called(username)
    if person is None:
        raise Refusal(
            f"There is no person called {username}.",
            what_to_do="run `caresight people list` to see who there is.",
        )
    return person


def _hold_administrators() -> None:
    """Let one change at a time ask who is left: two could take each other's place away."""
    held = HeldRole.objects.select_for_update().filter(role=Role.ADMINISTRATOR)
    list(held.order_by("pk").values_list("pk", flat=True))


def _record(
    actor: object,
    at: datetime | None,
    operation: str,
    person: Person,
    *,
    detail: dict[str, object] | None = None,
) -> None:
    if at is not None:
        about = {"person": person.username, **(detail or {})}
        subject = f"person:{person.pk}"
        record(actor=actor, at=at, operation=operation, subject=subject, detail=about)
