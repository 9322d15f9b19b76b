"""The triage call: who took part, and whether a review is held."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions.policies import check_reason
from caresight.web.reviews import policies
from caresight.web.reviews.models import ExitCriterion, Review
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.queries import who_can_coordinate
from caresight.web.reviews.states import Moment, State
from caresight.web.reviews.telling import tell_members, tell_people
from caresight.web.reviews.timeline import held, keep


@transaction.atomic
def record_triage(
    *,
    actor: Person,
    at: datetime,
    review: Review,
    decision: str,
    took_part: str,
    reason: str,
    coordinator: Person | None = None,
    meet_by: date | None = None,
) -> Review:
    """Record the call. A review that is held needs one coordinator and a day to meet by."""
    now = held(review)
    policies.check_can_triage(now)
    policies.check_triage_decision(now.ladder, decision)
    check_reason(reason)
    if not took_part.strip():
        raise Refusal("say who took part in the triage call", what_to_do="Name the agencies.")
    procedure = procedure_of(now.ladder)
    chosen = procedure.triage_decision(decision)
    now.triaged_at, now.triage_decision = at, decision
    now.triage_reason, now.triage_took_part = reason.strip(), took_part.strip()
    if chosen is not None and chosen.convenes:
        _convene(now, coordinator, meet_by, timezone.localdate(at))
    else:
        now.state = State.NOT_HELD
        now.homes.update(is_running=False)
    now.save()
    keep(now, Moment.TRIAGED, actor=actor, at=at, changes={"decision": decision})
    _tell(now, actor, at)
    return now


def _convene(review: Review, coordinator: Person | None, meet_by: date | None, day: date) -> None:
    if coordinator is None or coordinator not in who_can_coordinate(review, day):
        raise Refusal(
            "a review that is held needs one named coordinator",
            expected="a member of one of its groups, or somebody invited to all of it",
            what_to_do="Choose who holds it together.",
        )
    if meet_by is None or meet_by < day:
        raise Refusal(
            "a review that is held needs a day to meet by",
            expected="today or a later day",
            came=meet_by.isoformat() if meet_by else "no day",
        )
    review.state, review.coordinator, review.meet_by = State.UNDER_WAY, coordinator, meet_by
    ExitCriterion.objects.bulk_create(
        [
            ExitCriterion(review=review, code=one.code, label=one.label)
            for one in procedure_of(review.ladder).exit_criteria
        ]
    )


def _tell(review: Review, actor: Person, at: datetime) -> None:
    words = "It will be held." if review.state == State.UNDER_WAY else "It will not be held."
    tell_members(review, at=at, subject="A review was triaged", sentence=words)
    if review.coordinator is not None and review.coordinator_id != actor.pk:
        tell_people(
            review, [review.coordinator], at=at, subject="You coordinate a review",
            sentence="You were named as the coordinator of a review.",
        )  # fmt: skip
