"""Places and lifts legal holds."""

from datetime import datetime

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.governance.models import LegalHold
from caresight.web.governance.one_at_a_time import one_at_a_time


@transaction.atomic
def place_hold(*, actor: Person, at: datetime, home_id: str, reason: str) -> LegalHold:
    """Keep all records of a home (or, without one, all records) from being removed."""
    one_at_a_time()
    standing = LegalHold.objects.filter(home_id=home_id, lifted_at__isnull=True).first()
    if standing:
        raise Refusal(
            "There is already a hold on this.", what_to_do="lift that one before placing another."
        )
    hold = LegalHold.objects.create(home_id=home_id, reason=reason, placed_by=actor, placed_at=at)
    record(actor=actor, at=at, operation="governance.place_hold", subject=f"hold:{hold.pk}",
           home_id=home_id, reason=reason)  # fmt: skip
    return hold


@transaction.atomic
def lift_hold(*, actor: Person, at: datetime, hold_id: int, reason: str) -> LegalHold | None:
    """Lift a hold, once; None where there is no such hold, or it was lifted before."""
    standing = LegalHold.objects.select_for_update(no_key=True).filter(lifted_at__isnull=True)
    hold = standing.filter(pk=hold_id).first()
    if hold is None:
        return None
    hold.lifted_by, hold.lifted_at, hold.why_lifted = actor, at, reason
    hold.save()
    record(actor=actor, at=at, operation="governance.lift_hold", subject=f"hold:{hold.pk}",
           home_id=hold.home_id, reason=reason)  # fmt: skip
    return hold
