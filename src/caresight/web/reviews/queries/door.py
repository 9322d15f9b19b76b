"""The only door to reviews: which a person may know of, and what they are to each."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.reviews.models import Participant, Review, ReviewHome
from caresight.web.reviews.rules import Standing
from caresight.web.reviews.states import RUNNING, Part, State

RUNNING_WORD = "running"
Through = Review.groups.through


def _in_groups(group_ids: frozenset[int]) -> Exists:
    return Exists(Through.objects.filter(review=OuterRef("pk"), group__in=group_ids))


def _invited(access: Access, part: Part) -> Exists:
    return Exists(
        Participant.objects.filter(
            review=OuterRef("pk"), person=access.person, part=part, withdrawn_at__isnull=True
        )
    )


def visible_reviews(access: Access) -> QuerySet[Review]:
    """The reviews that this person may know of, whatever of them."""
    reach = Q(_in_groups(access.group_ids | access.overseen_group_ids))
    if access.holds(Role.MEMBER):
        reach |= Q(_invited(access, Part.WHOLE))
    reach |= Q(pk__in=part_two_reviews(access).values("pk"))
    return Review.objects.filter(reach)


def part_two_reviews(access: Access) -> QuerySet[Review]:
    """The reviews to whose part two this person is invited, for the provider they are of today.

    The invitation is the provider's: it opens nothing to somebody who has left them since.
    """
    if not access.holds(Role.PROVIDER) or access.agency_id is None:
        return Review.objects.none()
    return Review.objects.filter(_invited(access, Part.PART_TWO), provider=access.agency_id)


def whole_reviews(access: Access) -> QuerySet[Review]:
    """The reviews of which this person may read everything."""
    reach = Q(_in_groups(access.group_ids))
    if access.holds(Role.MEMBER):
        reach |= Q(_invited(access, Part.WHOLE))
    return Review.objects.filter(reach)


@dataclass(frozen=True)
class Listed:
    """A review of a list, with what its reader may know of it."""

    review: Review
    sees_whole: bool
    oversees: bool


def reviews_wanted(access: Access, *, state: str = "") -> QuerySet[Review]:
    """The visible reviews in a state, the latest call first."""
    found = visible_reviews(access)
    if state == RUNNING_WORD:
        return found.filter(state__in=RUNNING)
    return found.filter(state=state) if state in list(State) else found


def reviews_for_file(access: Access, *, state: str = "") -> QuerySet[Review]:
    """The same as members and oversight take them away; what a provider joins is not among them."""
    course = Q(_in_groups(access.group_ids | access.overseen_group_ids))
    if access.holds(Role.MEMBER):
        course |= Q(_invited(access, Part.WHOLE))
    return reviews_wanted(access, state=state).filter(course)


def listed_reviews(access: Access, found: QuerySet[Review]) -> list[Listed]:
    """These reviews with what a list shows of them: the same few queries for any number."""
    rows = list(
        found.select_related("group", "coordinator__agency").prefetch_related("homes", "groups")
    )
    whole = set(
        whole_reviews(access).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    return [
        Listed(
            row,
            sees_whole=row.pk in whole,
            oversees=any(group.pk in access.overseen_group_ids for group in row.groups.all()),
        )
        for row in rows
    ]


def review_with(access: Access, pk: int) -> Review | None:
    """One review, or None where there is none that this person may know of."""
    return (
        visible_reviews(access)
        .select_related("group", "coordinator__agency", "called_by__agency", "provider")
        .filter(pk=pk)
        .first()
    )


def standing_of(access: Access, review: Review) -> Standing:
    """What this person is to the review today."""
    groups = frozenset(review.groups.values_list("pk", flat=True))
    parts = set(
        Participant.objects.filter(
            review=review, person=access.person, withdrawn_at__isnull=True
        ).values_list("part", flat=True)
    )
    return Standing(
        works_in=bool(groups & access.group_ids),
        leads=bool(groups & access.led_group_ids),
        oversees=bool(groups & access.overseen_group_ids),
        is_invited=Part.WHOLE in parts and access.holds(Role.MEMBER),
        is_invited_to_part_two=(
            Part.PART_TWO in parts
            and access.holds(Role.PROVIDER)
            and access.agency_id is not None
            and access.agency_id == review.provider_id
        ),
        is_coordinator=review.coordinator_id == access.person.pk,
    )


def reviews_of_home(access: Access, home_id: str) -> QuerySet[Review]:
    """The reviews of a home that this person may know of, the latest first."""
    about = ReviewHome.objects.filter(review=OuterRef("pk"), home_id=home_id)
    return visible_reviews(access).filter(Exists(about))


def running_review_of(home_ids: list[str]) -> ReviewHome | None:
    """The running review that one of these homes is in; there is at most one a home."""
    return (
        ReviewHome.objects.filter(home_id__in=home_ids, is_running=True)
        .select_related("review__group")
        .order_by("review__called_at")
        .first()
    )


def running_reviews() -> QuerySet[Review]:
    """Every review that has not ended: for reminders, not for a reader."""
    return Review.objects.filter(state__in=RUNNING).select_related("group", "coordinator")
