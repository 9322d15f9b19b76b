"""Invitations: a link that lets one person in once, within seven days."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Invitation, Person
from caresight.web.accounts.operations.people import add_person, set_password
from caresight.web.accounts.policies import Unusable, check_can_use
from caresight.web.audit.actors import NOBODY
from caresight.web.audit.operations import record

LASTS = timedelta(days=7)


@transaction.atomic
def invite(
    *,
    actor: object,
    at: datetime,
    username: str,
    roles: Sequence[str],
    name: str,
    email: str,
    agency: Agency | None,
) -> tuple[Person, str]:
    """Add somebody who may not sign in yet; the token that lets them in is not kept."""
    person = add_person(
        username=username, password=None, roles=roles, name=name, email=email, agency=agency,
        actor=actor, at=at,
    )  # fmt: skip
    return person, _new_token(person, actor, at)


@transaction.atomic
def invite_again(*, actor: object, at: datetime, person: Person) -> str:
    """A new link for somebody who has not come yet, or has left; the old one is dead."""
    if person.is_active:
        raise Refusal(f"{person} may sign in already.")
    _withdraw(person, at)
    return _new_token(person, actor, at)


@transaction.atomic
def withdraw(*, actor: object, at: datetime, person: Person) -> bool:
    """Take an invitation back; whether there was one."""
    if not _withdraw(person, at):
        return False
    _record(actor, at, "accounts.withdraw_invitation", person)
    return True


def invited_with(token: str, *, at: datetime) -> Invitation:
    """The invitation of a token, to be shown before it is used.

    One that cannot be used is refused in the same words whatever the reason, and recorded:
    a link that is opened after its use may have been read by somebody else.
    """
    found = Invitation.objects.filter(token_hash=_hashed(token)).select_related("person").first()
    try:
        return check_can_use(found, at=at)
    except Unusable:
        refuse(found, at=at)
        raise


def refuse(invitation: Invitation | None, *, at: datetime) -> None:
    """Record that a link was opened which cannot be used; the token is not written down."""
    subject = f"person:{invitation.person_id}" if invitation else "invitation:unknown"
    record(actor=NOBODY, at=at, operation="accounts.refuse_invitation", subject=subject)


@transaction.atomic
def accept(*, token: str, password: str, at: datetime) -> Person:
    """Use an invitation, once: the person has a password now and may sign in."""
    invitation = Invitation.objects.select_for_update().filter(token_hash=_hashed(token)).first()
    invitation = check_can_use(invitation, at=at)
    set_password(invitation.person, password)
    return _let_in(invitation, at)


@transaction.atomic
def accept_by_single_sign_on(*, person: Person, at: datetime) -> bool:
    """Use the invitation of somebody who proved who they are elsewhere; whether there is one."""
    invitation = (
        Invitation.objects.select_for_update()
        .filter(person=person, used_at=None, withdrawn_at=None, expires_at__gt=at)
        .first()
    )
    if invitation is None:
        return False
    _let_in(invitation, at)
    person.refresh_from_db()
    return True


def _let_in(invitation: Invitation, at: datetime) -> Person:
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    person = invitation.person
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(person, at, "accounts.accept_invitation", person)
    return person


def _new_token(person: Person, actor: object, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        token_hash=_hashed(token),
        invited_by=actor if isinstance(actor, Person) else None,
        invited_at=at,
        expires_at=at + LASTS,
    )
    _record(actor, at, "accounts.invite", person)
    return token


def _withdraw(person: Person, at: datetime) -> int:
    open_ones = Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None)
    return open_ones.update(withdrawn_at=at)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _record(actor: object, at: datetime, operation: str, person: Person) -> None:
    detail = {"person": person.username}
    record(actor=actor, at=at, operation=operation, subject=f"person:{person.pk}", detail=detail)
