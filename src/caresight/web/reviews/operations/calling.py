"""Calling a review: any member may, at any hour, and everybody entitled knows at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.policies import check_reason
from caresight.web.directory.citations import Citation, to_json
from caresight.web.groups.models import Group
from caresight.web.reviews.models import Review, ReviewHome
from caresight.web.reviews.policies import MOST_HOMES
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.queries import groups_of_homes, running_review_of
from caresight.web.reviews.states import Moment
from caresight.web.reviews.telling import tell_everybody_entitled
from caresight.web.reviews.timeline import held, keep, sent_before


class NamedHome(NamedTuple):
    """A home as it is named today."""

    home_id: str
    home_name: str
    area_code: str


class Called(NamedTuple):
    """The review, and whether this call made it or joined one that was running."""

    review: Review
    is_new: bool


@dataclass(frozen=True)
class _Call:
    actor: Person
    at: datetime
    group: Group
    homes: Sequence[NamedHome]
    worry: str
    immediate_risk: bool
    token: UUID | None

    @property
    def home_ids(self) -> list[str]:
        return [home.home_id for home in self.homes]


def call_review(  # noqa: PLR0913 - every part of a call is named
    *,
    actor: Person,
    at: datetime,
    group: Group,
    homes: Sequence[NamedHome],
    worry: str,
    immediate_risk: bool,
    cites: Sequence[Citation] = (),
    token: UUID | None = None,
    provider: Agency | None = None,
    provider_name: str = "",
) -> Called:
    """Call a review in the name of a group.

    Where one of the homes is in a running review already, the call joins it: the worry is
    kept in its timeline, and homes and groups that it did not have are added.
    """
    check_reason(worry)
    if not 1 <= len(homes) <= MOST_HOMES:
        raise Refusal(
            "a review is about one home, or the homes of one provider",
            expected=f"1 to {MOST_HOMES} homes",
            came=f"{len(homes)} homes",
        )
    call = _Call(actor, at, group, homes, worry.strip(), immediate_risk, token)
    made = _sent_as_first(call)
    if made is not None:
        return Called(made, is_new=True)
    try:
        with transaction.atomic():
            return _join(call) or _make(call, cites, provider, provider_name)
    except IntegrityError:
        # Somebody called one for the same home in the same instant: join theirs.
        with transaction.atomic():
            joined = _join(call)
            if joined is None:
                raise
            return joined


def _sent_as_first(call: _Call) -> Review | None:
    if call.token is None:
        return None
    return Review.objects.filter(token=call.token, called_by=call.actor).first()


def _make(
    call: _Call, cites: Sequence[Citation], provider: Agency | None, provider_name: str
) -> Called:
    review = Review.objects.create(
        token=call.token, group=call.group, ladder=call.group.ladder,
        name=procedure_of(call.group.ladder).name, provider=provider,
        provider_name=provider_name, worry=call.worry, immediate_risk=call.immediate_risk,
        cites=to_json(cites), called_by=call.actor, called_at=call.at,
    )  # fmt: skip
    _cover(review, call)
    changes = {"immediate_risk": call.immediate_risk}
    keep(review, Moment.CALLED, actor=call.actor, at=call.at, changes=changes)
    tell_everybody_entitled(review, at=call.at)
    return Called(review, is_new=True)


def _join(call: _Call) -> Called | None:
    review = _running_now(call)
    if review is None:
        return None
    if call.token is not None and (review.token, review.called_by_id) == (
        call.token, call.actor.pk,
    ):  # fmt: skip
        # Two clicks in the same instant: this is what the first one called.
        return Called(review, is_new=True)
    if not sent_before(call.token, call.actor):
        _cover(review, call, but=_taken(call))
        if call.immediate_risk and not review.immediate_risk:
            review.immediate_risk = True
            review.save(update_fields=["immediate_risk"])
        keep(
            review, Moment.CALLED_AGAIN, actor=call.actor, at=call.at, words=call.worry,
            token=call.token, changes={"immediate_risk": call.immediate_risk},
        )  # fmt: skip
        # Members of a group that has just been added have not heard of it; the others have.
        tell_everybody_entitled(review, at=call.at)
    return Called(review, is_new=False)


def _running_now(call: _Call) -> Review | None:
    """The review to join, held until the transaction ends: nobody stands it down meanwhile."""
    running = running_review_of(call.home_ids)
    if running is None:
        return None
    review = held(running.review)
    # It may have ended while this waited for it; what has ended takes in no homes.
    return review if review.homes.filter(is_running=True).exists() else None


def _taken(call: _Call) -> set[str]:
    """Homes of the call that a running review is about already."""
    running = ReviewHome.objects.filter(home_id__in=call.home_ids, is_running=True)
    return set(running.values_list("home_id", flat=True))


def _cover(review: Review, call: _Call, *, but: Collection[str] = ()) -> None:
    """Add the homes, and every group that covers one.

    A new review leaves none out: where somebody else's took a home in this instant, the
    database refuses, and the call joins theirs.
    """
    # In one order: of two calls about the same homes the second waits, and then joins the first.
    for _, home in sorted({home.home_id: home for home in call.homes}.items()):
        if home.home_id not in but:
            ReviewHome.objects.create(review=review, **home._asdict())
    covering = groups_of_homes([(home.home_id, home.area_code) for home in call.homes])
    review.groups.add(call.group, *covering)
