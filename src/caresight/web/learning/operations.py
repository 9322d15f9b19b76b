"""What changes about learning, each with its line in the trail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.groups.models import Group
from caresight.web.learning import policies
from caresight.web.learning.models import GoodPractice, Offer, OfferedHome


class Recipient(NamedTuple):
    """A home that an offer goes to."""

    home_id: str
    home_name: str
    area_code: str
    why: str


def offer_training(  # noqa: PLR0913 - an offer is what it is; every part is named
    *,
    actor: Person,
    at: datetime,
    token: UUID | None,
    group: Group,
    topic: str,
    title: str,
    words: str,
    given_by: Agency,
    offered_on: date,
    homes: Iterable[Recipient],
) -> Offer:
    """Record an offer; the same token again gives the offer that it made first."""
    recipients = {home.home_id: home for home in homes}
    policies.require_topic(topic)
    policies.check_homes(recipients)
    policies.check_offered_on(offered_on, timezone.localdate(at))
    row = Offer(
        token=token, group=group, topic=topic, title=title.strip()[:200], words=words.strip(),
        given_by=given_by, offered_on=offered_on, offered_by=actor, at=at,
    )  # fmt: skip
    with transaction.atomic():
        offer = once(Offer, token, lambda: _offer(row, recipients, actor))
    _check_same(offer.offered_by_id, actor)
    return offer


def _offer(offer: Offer, recipients: Mapping[str, Recipient], actor: Person) -> Offer:
    offer.save(force_insert=True)
    OfferedHome.objects.bulk_create(
        OfferedHome(
            offer=offer, home_id=home.home_id, home_name=home.home_name[:200],
            area_code=home.area_code, why=home.why[:300],
        )
        for home in recipients.values()
    )  # fmt: skip
    detail = {"topic": offer.topic, "homes": sorted(recipients)}
    _record(actor, offer.at, "learning.offer_training", offer, detail)
    return offer


def record_uptake(
    *, actor: Person, at: datetime, offered: OfferedHome, taken_up_on: date, staff: int
) -> None:
    """Record that staff of a home came."""
    with transaction.atomic():
        held = _locked(offered)
        policies.check_uptake(held, taken_up_on, staff, timezone.localdate(at))
        held.taken_up_on, held.staff = taken_up_on, staff
        _answered(held, actor, at)
        _record(actor, at, "learning.record_uptake", held.offer, {"staff": staff}, held.home_id)


def record_refusal(*, actor: Person, at: datetime, offered: OfferedHome, why: str) -> None:
    """Record that a home did not take an offer up, and why."""
    with transaction.atomic():
        held = _locked(offered)
        policies.check_can_record(held)
        held.declined_why = why.strip()[:300]
        _answered(held, actor, at)
        _record(actor, at, "learning.record_refusal", held.offer, {}, held.home_id)


def end_offer(*, actor: Person, at: datetime, offer: Offer, why: str) -> None:
    """End an offer: nobody else can take it up."""
    with transaction.atomic():
        held = Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        policies.check_can_end(held)
        held.ended_at, held.ended_why = at, why.strip()[:300]
        held.save()
        _record(actor, at, "learning.end_offer", held, {})


def write_practice(
    *,
    actor: Person,
    at: datetime,
    token: UUID | None,
    group: Group,
    topic: str,
    home: Recipient,
    words: str,
) -> GoodPractice:
    """Keep what a good home does."""
    policies.require_topic(topic)
    row = GoodPractice(
        token=token, group=group, topic=topic, home_id=home.home_id,
        home_name=home.home_name[:200], area_code=home.area_code, words=words.strip(),
        written_by=actor, at=at,
    )  # fmt: skip
    with transaction.atomic():
        note = once(GoodPractice, token, lambda: _write(row, actor))
    _check_same(note.written_by_id, actor)
    return note


def _write(note: GoodPractice, actor: Person) -> GoodPractice:
    note.save(force_insert=True)
    record(
        actor=actor,
        at=note.at,
        operation="learning.write_practice",
        subject=f"good_practice:{note.pk}",
        home_id=note.home_id,
        group_ref=f"group:{note.group_id}",
        detail={"topic": note.topic},
    )
    return note


def take_back_practice(*, actor: Person, at: datetime, note: GoodPractice) -> None:
    """Take a note on good practice back."""
    with transaction.atomic():
        GoodPractice.objects.filter(pk=note.pk, taken_back_at=None).update(taken_back_at=at)
        record(
            actor=actor,
            at=at,
            operation="learning.take_back_practice",
            subject=f"good_practice:{note.pk}",
            home_id=note.home_id,
            group_ref=f"group:{note.group_id}",
        )


def _check_same(sender: int, actor: Person) -> None:
    if sender != actor.pk:
        raise Refusal("This form was sent by somebody else.", what_to_do="Open the page again.")


def _locked(offered: OfferedHome) -> OfferedHome:
    return (
        OfferedHome.objects.select_for_update(no_key=True)
        .select_related("offer")
        .get(pk=offered.pk)
    )


def _answered(held: OfferedHome, actor: Person, at: datetime) -> None:
    held.recorded_by, held.recorded_at = actor, at
    held.save()


def _record(
    actor: Person,
    at: datetime,
    operation: str,
    offer: Offer,
    detail: Mapping[str, object],
    home_id: str = "",
) -> None:
    record(
        actor=actor,
        at=at,
        operation=operation,
        subject=f"offer:{offer.pk}",
        home_id=home_id,
        group_ref=f"group:{offer.group_id}",
        detail=detail,
    )
