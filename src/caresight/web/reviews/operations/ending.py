"""Exit criteria and the end: a review is stood down only when nothing is left open."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions.policies import check_reason
from caresight.web.reviews import policies
from caresight.web.reviews.models import ExitCriterion, Review
from caresight.web.reviews.states import Moment, State
from caresight.web.reviews.telling import tell_members
from caresight.web.reviews.timeline import held, keep

MOST_CRITERIA = 30


@transaction.atomic
def judge_criterion(
    *, actor: Person, at: datetime, criterion: ExitCriterion, is_met: bool, shown_by: str
) -> ExitCriterion:
    """Say whether it is met and what shows it; either way needs words."""
    review = held(criterion.review)
    policies.check_is_under_way(review)
    check_reason(shown_by)
    criterion.is_met, criterion.shown_by = is_met, shown_by.strip()
    criterion.judged_by, criterion.judged_at = actor, at
    criterion.save()
    changes = {"criterion": criterion.code, "is_met": is_met}
    keep(
        review, Moment.CRITERION_JUDGED, actor=actor, at=at, words=shown_by.strip(),
        changes=changes,
    )  # fmt: skip
    return criterion


@transaction.atomic
def add_criterion(*, actor: Person, at: datetime, review: Review, label: str) -> ExitCriterion:
    """One more thing that must be true of this home, besides those of the ladder."""
    now = held(review)
    policies.check_is_under_way(now)
    check_reason(label)
    same = now.criteria.filter(label=label.strip()).first()
    if same is not None:
        return same
    count = now.criteria.count()
    if count >= MOST_CRITERIA:
        raise Refusal("there are enough criteria", expected=f"at most {MOST_CRITERIA}")
    added = ExitCriterion.objects.create(review=now, code=f"own_{count + 1}", label=label.strip())
    keep(now, Moment.CRITERION_ADDED, actor=actor, at=at, changes={"criterion": added.code})
    return added


@transaction.atomic
def stand_down(
    *, actor: Person, at: datetime, review: Review, to_level: str, reason: str
) -> Review:
    """End the review; refused, without any way round, while something is open."""
    now = held(review)
    policies.check_can_stand_down(now, to_level=to_level, reason=reason, day=timezone.localdate(at))
    now.state, now.stood_down_at = State.STOOD_DOWN, at
    now.stood_down_to, now.stood_down_reason = to_level, reason.strip()
    now.save()
    now.homes.update(is_running=False)
    keep(now, Moment.STOOD_DOWN, actor=actor, at=at, changes={"level": to_level})
    tell_members(
        now, at=at, subject="A review was stood down", sentence="A review has come to its end."
    )
    return now
