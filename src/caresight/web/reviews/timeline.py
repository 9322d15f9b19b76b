"""Keeps what happened in a review, and the audit entry of it, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.operations import record
from caresight.web.reviews.models import Review, ReviewMoment
from caresight.web.reviews.states import Moment


def held(review: Review) -> Review:
    """The review as it is now, kept from others until the transaction ends."""
    return Review.objects.select_for_update(no_key=True).get(pk=review.pk)


def keep(
    review: Review,
    moment: Moment,
    *,
    actor: Person,
    at: datetime,
    words: str = "",
    changes: Mapping[str, object] | None = None,
    in_trail: Mapping[str, object] | None = None,
    token: UUID | None = None,
) -> ReviewMoment:
    """Append a line to the timeline and one to the trail; the trail holds no words.

    `in_trail` stands there instead of changes that name people or hold what somebody wrote: the
    timeline goes when its time is over, and an entry of the trail never does.
    """
    line = ReviewMoment.objects.create(
        review=review, kind=moment, at=at, by=actor, words=words, changes=dict(changes or {}),
        token=token,
    )  # fmt: skip
    first = review.homes.order_by("pk").first()
    record(
        actor=actor,
        at=at,
        operation=f"reviews.{moment}",
        subject=f"review:{review.pk}",
        home_id=first.home_id if first else "",
        group_ref=f"group:{review.group_id}",
        detail={"state": review.state, **((changes or {}) if in_trail is None else in_trail)},
    )
    return line


def sent_before(token: UUID | None, actor: Person) -> bool:
    """Whether this form was sent already: its first sending stands.

    Raises
    ------
    Refusal
        If somebody else sent it.
    """
    line = ReviewMoment.objects.filter(token=token).first() if token else None
    if line is None:
        return False
    if line.by_id != actor.pk:
        raise Refusal("this form was sent by somebody else", what_to_do="Open the page again.")
    return True
