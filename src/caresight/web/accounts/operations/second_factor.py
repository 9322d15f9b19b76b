"""The second factor: codes of an authenticator app, and recovery codes for when it is lost.

Secrets are kept in allauth's table and sealed. Allauth remembers used codes in a cache, which
is one for each process here; so the last counter used is kept beside the secret, in the row
that is locked while a code is checked.
"""

from collections.abc import Mapping
from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person, Session
from caresight.web.accounts.operations.failures import (
    ANYWHERE,
    forget_failures,
    minutes_to_wait_for_code,
    refuse_code,
)
from caresight.web.accounts.policies import check_can_reset_factor
from caresight.web.accounts.sealing import seal, unseal
from caresight.web.audit.operations import record

PERIOD, TOLERANCE = 30, 1
"""Seconds that a code lasts, and how many codes before and after a phone's clock may be off."""
APP, RECOVERY = "authenticator app", "recovery code"


def new_secret() -> str:
    """A secret for somebody's authenticator app."""
    return str(generate_totp_secret())


@transaction.atomic
def set_up(
    *, actor: Person, at: datetime, secret: str, code: str, keep_session: str = ""
) -> list[str]:
    """Keep a second factor once its first code proves that the app has it; recovery codes.

    Every other session of the person ends: it was begun without.
    """
    counter = _counter_of(secret, code, at)
    if counter is None:
        raise Refusal("That code does not fit. Check the time of your phone, and try the next.")
    Authenticator.objects.filter(user=actor).delete()
    Authenticator.objects.create(
        user=actor, type="totp", data={"secret": seal(secret), "last_counter": counter},
        created_at=at,
    )  # fmt: skip
    Session.objects.filter(person=actor).exclude(session_key=keep_session).delete()
    _record(actor, at, "accounts.set_second_factor", actor)
    return list(RecoveryCodes.activate(actor).generate_codes())


def check_code(*, person: Person, code: str, at: datetime) -> str:
    """Which factor a code proves: the app's, or a recovery code. Each works once.

    Refuses a wrong one, one that was used, and any after five wrong ones in a row.
    """
    minutes, proved = _tried(person, code, at)
    if minutes:
        raise Refusal(
            "There were too many wrong codes.",
            what_to_do=f"try again in {minutes} minute{'' if minutes == 1 else 's'}, "
            "or ask an administrator to reset your second factor.",
        )
    if not proved:
        raise Refusal("That code is not right, or it was used before. Wait for the next one.")
    return proved


@transaction.atomic
def renew_recovery_codes(*, actor: Person, at: datetime) -> list[str]:
    """Ten new recovery codes; the old ones stop working."""
    Authenticator.objects.filter(user=actor, type="recovery_codes").delete()
    _record(actor, at, "accounts.renew_recovery_codes", actor)
    return list(RecoveryCodes.activate(actor).generate_codes())


@transaction.atomic
def remove(*, actor: Person, at: datetime) -> None:
    """Give up one's own second factor, where it is not required."""
    Authenticator.objects.filter(user=actor).delete()
    _record(actor, at, "accounts.remove_second_factor", actor)


@transaction.atomic
def reset(*, actor: object, at: datetime, person: Person) -> None:
    """Forget how somebody proves who they are besides the password; for a device that is lost.

    Their sessions end, and the bond to the single sign-on with them: both are made anew.
    """
    check_can_reset_factor(person, actor=actor)
    Authenticator.objects.filter(user=person).delete()
    forget_failures(username=person.username, address=ANYWHERE)
    Session.objects.filter(person=person).delete()
    person.single_sign_on = ""
    person.save(update_fields=["single_sign_on"])
    _record(actor, at, "accounts.reset_second_factor", person)


@transaction.atomic
def _tried(person: Person, code: str, at: datetime) -> tuple[int, str]:
    """Minutes to wait before any code is looked at, and which factor this one proves.

    Asked, tried and counted under one lock: of codes that are sent at the same moment, each
    waits for the one before, so that they are no way round the wait.
    """
    kept = Authenticator.objects.select_for_update().filter(user=person).order_by("pk")
    factors = {factor.type: factor for factor in kept}
    if minutes := minutes_to_wait_for_code(person=person, now=at):
        return minutes, ""
    if proved := _proved_by(factors, code, at):
        forget_failures(username=person.username, address=ANYWHERE)
    else:
        # No exception here: it would take the count back.
        refuse_code(person=person, at=at)
    return 0, proved


def _proved_by(factors: Mapping[str, Authenticator], code: str, at: datetime) -> str:
    kept = factors.get("totp")
    counter = _counter_of(unseal(kept.data["secret"]), code, at) if kept else None
    if kept is not None and counter is not None:
        if counter <= kept.data.get("last_counter", 0):
            return ""
        kept.data["last_counter"] = counter
        kept.last_used_at = at
        kept.save(update_fields=["data", "last_used_at"])
        return APP
    recovery = factors.get("recovery_codes")
    if recovery is not None and unseal(recovery.data["seed"]):
        return RECOVERY if RecoveryCodes(recovery).validate_code(code) else ""
    return ""


def _counter_of(secret: str, code: str, at: datetime) -> int | None:
    """The stretch of time whose code this is, if any near `at` has it."""
    if not secret:
        return None
    now = int(at.timestamp()) // PERIOD
    for counter in range(now - TOLERANCE, now + TOLERANCE + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return counter
    return None


def _record(actor: object, at: datetime, operation: str, person: Person) -> None:
    detail = {"person": person.username}
    record(actor=actor, at=at, operation=operation, subject=f"person:{person.pk}", detail=detail)
