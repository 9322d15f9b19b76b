"""Exit criteria and the end: a review is stood down only when nothing is left open."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions.policies import check_reason
from caresight.web.groups.models import Group
from caresight.web.groups.queries import groups_covering
from caresight.web.meetings.operations import (
    Agreed,
    agree_level_in_review,
    hold_levels,
    last_day_of_review,
)
from caresight.web.meetings.states import ReasonKind
from caresight.web.reviews import policies
from caresight.web.reviews.models import ExitCriterion, Review, ReviewHome
from caresight.web.reviews.procedure import procedure_of
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
    *,
    actor: Person,
    at: datetime,
    review: Review,
    to_level: str,
    reason: str,
    review_on: date | None = None,
) -> Review:
    """End the review; refused, without any way round, while something is open.

    The level is looked at again on `review_on`, by default on the last day that the ladder sets.
    """
    now = held(review)
    policies.check_can_stand_down(now, to_level=to_level, reason=reason, day=timezone.localdate(at))
    now.state, now.stood_down_at = State.STOOD_DOWN, at
    now.stood_down_to, now.stood_down_reason = to_level, reason.strip()
    now.save()
    now.homes.update(is_running=False)
    _agree_levels(now, review_on, actor=actor, at=at)
    keep(now, Moment.STOOD_DOWN, actor=actor, at=at, changes={"level": to_level})
    tell_members(
        now, at=at, subject="A review was stood down", sentence="A review has come to its end."
    )
    return now


def _agree_levels(review: Review, review_on: date | None, *, actor: Person, at: datetime) -> None:
    """Keep the level of each home in the log of levels: its last decision holds until the next."""
    # A ladder without a procedure of its own goes by the default one, whose levels it stands
    # down to.
    ladder = procedure_of(review.ladder).code
    last = last_day_of_review(ladder, review.stood_down_to, on=timezone.localdate(at))
    agreed = Agreed(
        level=review.stood_down_to,
        reason_kind=ReasonKind.EXIT_MET,
        reason=review.stood_down_reason,
        review_on=review_on or last,
    )
    wanted = [
        (home, group) for home in review.homes.order_by("pk") for group in _groups_of(review, home)
    ]
    hold_levels({group.pk: group for _, group in wanted}.values())
    for home, group in wanted:
        agree_level_in_review(
            actor=actor, at=at, group=group, home_id=home.home_id, home_name=home.home_name,
            area_code=home.area_code, review_ref=review.ref, ladder=ladder, agreed=agreed,
        )  # fmt: skip


def _groups_of(review: Review, home: ReviewHome) -> list[Group]:
    """The group that called the review; of a home that it does not cover, those that joined.

    A level must not tell a group of a home that is none of its own.
    """
    covering = list(groups_covering(home.home_id, home.area_code).order_by("pk"))
    if not covering or review.group in covering:
        return [review.group]
    joined = set(review.groups.values_list("pk", flat=True))
    return [group for group in covering if group.pk in joined]
