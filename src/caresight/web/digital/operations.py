"""What changes about support and kept filters, each with its line in the trail."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.digital import policies
from caresight.web.digital.models import SavedFilter, SupportOffer
from caresight.web.digital.states import Outcome
from caresight.web.groups.models import Group


class Recipient(NamedTuple):
    """The home that support is offered to."""

    home_id: str
    home_name: str
    area_code: str


class Kind(NamedTuple):
    """A kind of support, as the index names it."""

    code: str
    label: str


def offer_support(  # noqa: PLR0913 - an offer is what it is; every part is named
    *,
    actor: Person,
    at: datetime,
    token: UUID | None,
    group: Group,
    home: Recipient,
    kind: Kind,
    given_by: Agency,
    offered_on: date,
    words: str = "",
) -> SupportOffer:
    """Record that support was offered; the same token again gives the offer made first."""
    policies.check_offered_on(offered_on, timezone.localdate(at))
    row = SupportOffer(
        token=token, group=group, home_id=home.home_id, home_name=home.home_name[:200],
        area_code=home.area_code, kind=kind.code, kind_label=kind.label[:90],
        given_by=given_by, offered_on=offered_on, words=words.strip(), offered_by=actor, at=at,
    )  # fmt: skip
    with transaction.atomic():
        offer = once(SupportOffer, token, lambda: _offer(row, actor))
    if offer.offered_by_id != actor.pk:
        raise Refusal("This form was sent by somebody else.", what_to_do="Open the page again.")
    return offer


def record_taken_up(
    *, actor: Person, at: datetime, offer: SupportOffer, on: date, words: str = ""
) -> None:
    """Record that a home took support up."""
    with transaction.atomic():
        held = SupportOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        policies.check_taken_up(held, on, timezone.localdate(at))
        held.outcome, held.taken_up_on = Outcome.TAKEN_UP, on
        _answered(held, actor, at, words)


def record_declined(*, actor: Person, at: datetime, offer: SupportOffer, words: str) -> None:
    """Record that a home did not take support up, and why."""
    with transaction.atomic():
        held = SupportOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        policies.check_can_record(held)
        held.outcome = Outcome.DECLINED
        _answered(held, actor, at, words)


def save_filter(
    *, actor: Person, at: datetime, token: UUID | None, name: str, query: str
) -> SavedFilter:
    """Keep a search; under a name that the person has already, the new search replaces it."""
    with transaction.atomic():
        kept = once(SavedFilter, token, lambda: _save_filter(actor, at, token, name, query))
    if kept.person_id != actor.pk:
        raise Refusal("This form was sent by somebody else.", what_to_do="Open the page again.")
    return kept


def forget_filter(*, actor: Person, at: datetime, kept: SavedFilter) -> None:
    """Forget a search."""
    with transaction.atomic():
        subject = f"digital_filter:{kept.pk}"
        SavedFilter.objects.filter(pk=kept.pk, person=actor).delete()
        record(actor=actor, at=at, operation="digital.forget_filter", subject=subject)


def _save_filter(
    actor: Person, at: datetime, token: UUID | None, name: str, query: str
) -> SavedFilter:
    own = SavedFilter.objects.filter(person=actor)
    before = own.filter(name=name).first()
    if before is None:
        policies.check_can_keep(own.count())
        before = SavedFilter(person=actor, name=name)
    before.token, before.query, before.at = token, query, at
    before.save()
    record(
        actor=actor,
        at=at,
        operation="digital.save_filter",
        subject=f"digital_filter:{before.pk}",
        detail={"query": query},
    )
    return before


def _offer(offer: SupportOffer, actor: Person) -> SupportOffer:
    offer.save(force_insert=True)
    _record(actor, offer.at, "digital.offer_support", offer)
    return offer


def _answered(held: SupportOffer, actor: Person, at: datetime, words: str) -> None:
    held.outcome_words, held.recorded_by, held.recorded_at = words.strip(), actor, at
    held.save()
    _record(actor, at, "digital.record_outcome", held)


def _record(actor: Person, at: datetime, operation: str, offer: SupportOffer) -> None:
    record(
        actor=actor,
        at=at,
        operation=operation,
        subject=f"support:{offer.pk}",
        home_id=offer.home_id,
        group_ref=f"group:{offer.group_id}",
        detail={"kind": offer.kind, "outcome": offer.outcome},
    )
