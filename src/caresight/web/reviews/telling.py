"""Notices about reviews. None holds a word of the worry, nor the name of a home."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.groups.access import access_for
from caresight.web.notices.operations import tell
from caresight.web.reviews.models import Review
from caresight.web.reviews.queries import (
    invited_wholly,
    leads_of,
    members_of,
    overseers_of,
    visible_reviews,
)

KIND = "review"


def tell_everybody_entitled(review: Review, *, at: datetime) -> int:
    """At once: every member of every group that covers a home, and those who oversee them."""
    day = timezone.localdate(at)
    urgent = " There may be an immediate risk." if review.immediate_risk else ""
    told = _tell(
        review, members_of(review, day), at=at, day=day, subject="A review was called",
        sentence=f"A review was called about a home that your group covers.{urgent}",
        once_key=f"review:{review.pk}:called",
    )  # fmt: skip
    return told + _tell(
        review, overseers_of(review, day), at=at, day=day, subject="A review was called",
        sentence="A group that you oversee called a review.",
        once_key=f"review:{review.pk}:called",
    )  # fmt: skip


def tell_members(review: Review, *, at: datetime, subject: str, sentence: str) -> int:
    """Those who see everything: the groups' members and those invited to it."""
    day = timezone.localdate(at)
    people = [*members_of(review, day), *invited_wholly(review)]
    return _tell(review, people, at=at, day=day, subject=subject, sentence=sentence)


def tell_leads(
    review: Review, *, at: datetime, subject: str, sentence: str, once_key: str = ""
) -> int:
    """Those who chair or coordinate one of its groups."""
    day = timezone.localdate(at)
    return _tell(
        review, leads_of(review, day), at=at, day=day, subject=subject, sentence=sentence,
        once_key=once_key,
    )  # fmt: skip


def tell_people(
    review: Review,
    people: Iterable[Person],
    *,
    at: datetime,
    subject: str,
    sentence: str,
    once_key: str = "",
) -> int:
    """These people, as far as they may open the review on this day."""
    day = timezone.localdate(at)
    return _tell(
        review, people, at=at, day=day, subject=subject, sentence=sentence, once_key=once_key
    )


def _tell(
    review: Review,
    people: Iterable[Person],
    *,
    at: datetime,
    day: date,
    subject: str,
    sentence: str,
    once_key: str = "",
) -> int:
    """Ask each person's own rights again: who may not open the page is not told of it."""
    entitled = [
        person
        for person in people
        if visible_reviews(access_for(person, day=day)).filter(pk=review.pk).exists()
    ]
    return tell(
        to=entitled, at=at, subject=subject, sentence=sentence, page="review",
        arguments={"pk": review.pk}, kind=KIND, once_key=once_key,
    )  # fmt: skip
