"""The parts of a review: requests, meetings, decisions, criteria, invitations.

A part is found by its number only within the reviews that the reader may read whole.
"""

from django.db.models import Prefetch, QuerySet

from caresight.web.groups.access import Access
from caresight.web.reviews.models import (
    Decision,
    ExitCriterion,
    InformationRequest,
    Participant,
    Review,
    ReviewMeeting,
)
from caresight.web.reviews.queries.door import whole_reviews


def requests_of(review: Review) -> QuerySet[InformationRequest]:
    """What each agency was asked and answered: the pool."""
    return review.requests.select_related("agency", "answered_by__agency")


def request_with(access: Access, pk: int) -> InformationRequest | None:
    """A request of a review that this person may read whole."""
    return (
        InformationRequest.objects.filter(pk=pk, review__in=whole_reviews(access))
        .select_related("agency", "review__group")
        .first()
    )


def meetings_of(review: Review) -> QuerySet[ReviewMeeting]:
    """Its meetings, the first first."""
    return review.meetings.prefetch_related(
        Prefetch("decisions", queryset=Decision.objects.select_related("decided_by"))
    )


def meeting_with(access: Access, pk: int) -> ReviewMeeting | None:
    """A meeting of a review that this person may read whole."""
    reviews = whole_reviews(access)
    return (
        ReviewMeeting.objects.filter(pk=pk, review__in=reviews)
        .select_related("review__group")
        .first()
    )


def decisions_of(review: Review) -> QuerySet[Decision]:
    """What was decided, in order."""
    return review.decisions.select_related("decided_by__agency", "meeting")


def decision_with(access: Access, pk: int) -> Decision | None:
    """A decision of a review that this person may read whole."""
    return (
        Decision.objects.filter(pk=pk, review__in=whole_reviews(access))
        .select_related("review__group", "review__provider", "meeting")
        .first()
    )


def criterion_with(access: Access, pk: int) -> ExitCriterion | None:
    """A criterion of a review that this person may read whole."""
    return (
        ExitCriterion.objects.filter(pk=pk, review__in=whole_reviews(access))
        .select_related("review__group")
        .first()
    )


def participant_with(access: Access, pk: int) -> Participant | None:
    """An invitation to a review that this person may read whole."""
    return (
        Participant.objects.filter(
            pk=pk, withdrawn_at__isnull=True, review__in=whole_reviews(access)
        )
        .select_related("review__group", "person")
        .first()
    )
