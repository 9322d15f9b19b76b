"""Reminders about reviews, each sent once: a meeting near, and what is late or missing."""

from datetime import datetime, timedelta

from django.utils import timezone

from caresight.web.reviews.models import InformationRequest, Review
from caresight.web.reviews.procedure import procedure_of
from caresight.web.reviews.queries import (
    coordinator_is_there,
    invited_to_part_two,
    invited_wholly,
    members_of,
    running_reviews,
    who_can_coordinate,
)
from caresight.web.reviews.states import Answered, State
from caresight.web.reviews.telling import tell_leads, tell_people

REMIND_BEFORE = timedelta(days=2)


def remind(*, at: datetime) -> str:
    """Remind of what is late; safe to call at any time and any number of times."""
    told = sum(_of_one(review, at) for review in running_reviews())
    return f"{told} reminders of reviews were sent."


def _of_one(review: Review, at: datetime) -> int:
    day = timezone.localdate(at)
    if review.state == State.CALLED:
        limit = timedelta(hours=procedure_of(review.ladder).triage_within_hours)
        if at - review.called_at < limit:
            return 0
        return tell_leads(
            review, at=at, subject="A review waits for its triage call",
            sentence="A review was called and no triage call has been recorded.",
            once_key=f"review:{review.pk}:triage:{day}",
        )  # fmt: skip
    told = _late_answers(review, at) + _meetings_ahead(review, at)
    if not coordinator_is_there(review, day):
        told += tell_leads(
            review, at=at, subject="A review has no coordinator",
            sentence="Please appoint somebody to coordinate a review.",
            once_key=f"review:{review.pk}:coordinator:{day}",
        )  # fmt: skip
    return told


def _meetings_ahead(review: Review, at: datetime) -> int:
    """Everybody who takes part in a meeting of the next two days, the provider in its part."""
    told = 0
    ahead = review.meetings.filter(
        held_at=None, begins_at__gt=at, begins_at__lte=at + REMIND_BEFORE
    )
    for meeting in ahead:
        begins = timezone.localtime(meeting.begins_at)
        people = [*members_of(review, timezone.localdate(at)), *invited_wholly(review)]
        if meeting.has_part_two:
            people += invited_to_part_two(review)
        told += tell_people(
            review, {person.pk: person for person in people}.values(), at=at,
            subject="A review meets soon",
            sentence=f"A review that you take part in meets on {begins:%A} {begins.day} "
            f"{begins:%B} at {begins:%H:%M}.",
            # A meeting that was moved is announced again for its new hour.
            once_key=f"review:{review.pk}:meeting:{meeting.pk}:{meeting.begins_at:%Y%m%d%H%M}",
        )  # fmt: skip
    return told


def _late_answers(review: Review, at: datetime) -> int:
    late = InformationRequest.objects.filter(
        review=review, state=Answered.WAITING, due_at__lte=at
    ).values_list("agency", flat=True)
    if not late:
        return 0
    people = who_can_coordinate(review, timezone.localdate(at))
    return tell_people(
        review, [person for person in people if person.agency_id in set(late)], at=at,
        subject="An answer of your agency is overdue",
        sentence="A review waits for what your agency knows.",
        once_key=f"review:{review.pk}:answer:{timezone.localdate(at)}",
    )  # fmt: skip
