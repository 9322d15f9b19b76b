"""Does the state of an account allow it? What a page offers and what an operation refuses."""

from datetime import datetime

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Invitation, Person
from caresight.web.accounts.queries import active_administrators
from caresight.web.accounts.roles import Role


class Unusable(Refusal):
    """An invitation that lets nobody in any more."""


def check_can_disable(person: Person, *, actor: object) -> None:
    """Refuse to lock oneself out, or everybody."""
    if isinstance(actor, Person) and actor.pk == person.pk:
        raise Refusal(
            "You cannot take the right to sign in from yourself.",
            what_to_do="ask another administrator.",
        )
    if person.is_active and _is_last_administrator(person):
        raise Refusal(
            f"{person} is the last administrator who may sign in.",
            what_to_do="make somebody else an administrator first.",
        )


def can_disable(person: Person, *, actor: object) -> bool:
    """Whether a person can be kept from signing in."""
    try:
        check_can_disable(person, actor=actor)
    except Refusal:
        return False
    return person.is_active


def check_can_enable(person: Person) -> None:
    """Refuse to let somebody in who has no way to prove who they are."""
    if not (person.has_usable_password() or person.single_sign_on):
        raise Refusal(
            f"{person} has never had a password.", what_to_do="invite them again instead."
        )


def can_enable(person: Person) -> bool:
    """Whether a person can be let in again."""
    try:
        check_can_enable(person)
    except Refusal:
        return False
    return not person.is_active


def check_can_reset_factor(person: Person, *, actor: object) -> None:
    """Refuse to reset one's own second factor: a session alone must not be enough for that."""
    if isinstance(actor, Person) and actor.pk == person.pk:
        raise Refusal(
            "You cannot reset your own second factor.",
            what_to_do="use your own account's page with a code, or ask another administrator.",
        )


def check_can_give_roles(person: Person, roles: frozenset[str]) -> None:
    """Refuse to leave the server without an administrator, and a person without a role."""
    if not roles:
        raise Refusal(
            "A person needs at least one role.",
            what_to_do="tick one, or take the right to sign in away instead.",
        )
    if Role.ADMINISTRATOR not in roles and _is_last_administrator(person):
        raise Refusal(
            f"{person} is the last administrator who may sign in.",
            what_to_do="make somebody else an administrator first.",
        )


def check_can_use(invitation: Invitation | None, *, at: datetime) -> Invitation:
    """The invitation, where it can be used; refuses every other one in the same words."""
    if (
        invitation is None
        or invitation.used_at is not None
        or invitation.withdrawn_at is not None
        or invitation.expires_at <= at
    ):
        raise Unusable(
            "This invitation cannot be used.",
            what_to_do="ask the person who invited you for a new one.",
        )
    return invitation


def _is_last_administrator(person: Person) -> bool:
    kept = set(active_administrators().values_list("pk", flat=True))
    return kept == {person.pk}
