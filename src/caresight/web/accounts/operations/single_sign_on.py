"""Which person a provider of identities speaks of. Nobody is added on its word."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.accounts.operations.invitations import accept_by_single_sign_on
from caresight.web.audit.actors import NOBODY
from caresight.web.audit.operations import record


@transaction.atomic
def person_of_claims(
    *, subject: str, claims: Mapping[str, Any], match: str, at: datetime
) -> Person | None:
    """The person who may sign in, by the bond of an earlier time or by the claim that names them.

    The first time, the bond between subject and person is kept; from then on it alone counts.
    None is recorded, without saying which account was looked for.
    """
    person = Person.objects.filter(single_sign_on=subject).first()
    person = person or _named(claims, match)
    if person is None or not (person.is_active or accept_by_single_sign_on(person=person, at=at)):
        record(
            actor=NOBODY, at=at, operation="accounts.single_sign_on_refused",
            subject=f"person:{person.pk}" if person else "",
        )  # fmt: skip
        return None
    if not person.single_sign_on:
        person.single_sign_on = subject
        person.save(update_fields=["single_sign_on"])
        about = f"person:{person.pk}"
        record(actor=person, at=at, operation="accounts.bind_single_sign_on", subject=about)
    return person


def _named(claims: Mapping[str, Any], match: str) -> Person | None:
    """The one person with no bond yet whom the claim names; none where several share it."""
    named = str(claims.get(match) or "").strip()
    if not named or (match == "email" and claims.get("email_verified") is not True):
        return None
    by = Q(username__iexact=named)
    if match == "email":
        by |= Q(email__iexact=named)
    found = list(Person.objects.filter(by, single_sign_on="")[:2])
    return found[0] if len(found) == 1 else None
