"""Reads of reviews. Every door takes the reader's access; what it does not open is not there."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from caresight.web.accounts.models import Agency, Person
from caresight.web.accounts.roles import Role
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group, Membership
from caresight.web.groups.queries import groups_covering, people_in
from caresight.web.reviews.models import (
    Decision,
    ExitCriterion,
    InformationRequest,
    Participant,
    Review,
    ReviewHome,
    ReviewMeeting,
)
from caresight.web.reviews.rules import Standing
from caresight.web.reviews.states import RUNNING, Part

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
    if access.holds(Role.PROVIDER):
        reach |= Q(_invited(access, Part.PART_TWO))
    return Review.objects.filter(reach)


def whole_reviews(access: Access) -> QuerySet[Review]:
    """The reviews of which this person may read everything."""
    reach = Q(_in_groups(access.group_ids))
    if access.holds(Role.MEMBER):
        reach |= Q(_invited(access, Part.WHOLE))
    return Review.objects.filter(reach)


def listed_reviews(access: Access) -> QuerySet[Review]:
    """The visible reviews with what a list shows of them, the latest call first."""
    return (
        visible_reviews(access)
        .select_related("group", "coordinator__agency", "called_by__agency")
        .prefetch_related("homes", "groups")
        .annotate(
            sees_whole=Exists(whole_reviews(access).filter(pk=OuterRef("pk"))),
            oversees=_in_groups(access.overseen_group_ids),
        )
    )


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
        is_invited_to_part_two=Part.PART_TWO in parts and access.holds(Role.PROVIDER),
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


def groups_of_homes(homes: list[tuple[str, str]]) -> list[Group]:
    """The groups that cover any of these homes, each an id and an area code."""
    found: dict[int, Group] = {}
    for home_id, area_code in homes:
        found |= {group.pk: group for group in groups_covering(home_id, area_code)}
    return sorted(found.values(), key=lambda group: group.name)


def members_of(review: Review, day: date) -> QuerySet[Person]:
    """Everybody who works in one of the review's groups on this day."""
    return people_in(list(review.groups.values_list("pk", flat=True)), day)


def overseers_of(review: Review, day: date) -> QuerySet[Person]:
    """Those of the oversight groups that the review's groups report to."""
    above = review.groups.exclude(overseen_by=None).values_list("overseen_by__pk", flat=True)
    return people_in(list(above), day).filter(held_roles__role=Role.OVERSIGHT)


def leads_of(review: Review, day: date) -> list[Person]:
    """Those who chair or coordinate one of the review's groups."""
    places = (
        Membership.objects.current(day)
        .filter(group__in=review.groups.all())
        .exclude(position="member")
        .select_related("person__agency")
    )
    return list({place.person_id: place.person for place in places}.values())


def participants_of(review: Review) -> QuerySet[Participant]:
    """Who is invited, and has not been withdrawn."""
    return review.participants.filter(withdrawn_at__isnull=True).select_related("person__agency")


def invited_wholly(review: Review) -> list[Person]:
    """Those invited to everything who may still sign in and hold the member's role."""
    return list(
        Person.objects.filter(
            review_invitations__review=review,
            review_invitations__part=Part.WHOLE,
            review_invitations__withdrawn_at__isnull=True,
            is_active=True,
            held_roles__role=Role.MEMBER,
        ).select_related("agency")
    )


def who_can_coordinate(review: Review, day: date) -> list[Person]:
    """Those who see everything of the review: members of its groups, and those invited to it."""
    people = {person.pk: person for person in members_of(review, day)}
    people |= {person.pk: person for person in invited_wholly(review)}
    return sorted(people.values(), key=lambda person: str(person).casefold())


def coordinator_is_there(review: Review, day: date) -> bool:
    """Whether the coordinator can still do it: signs in, and sees the review whole."""
    if review.coordinator_id is None:
        return False
    return any(person.pk == review.coordinator_id for person in who_can_coordinate(review, day))


def may_be_invited(review: Review, day: date) -> QuerySet[Person]:
    """Members of other groups or agencies, who are not in the review's own groups."""
    return (
        Person.objects.filter(is_active=True, held_roles__role=Role.MEMBER)
        .exclude(pk__in=members_of(review, day).values("pk"))
        .exclude(pk__in=participants_of(review).values("person"))
        .select_related("agency")
        .order_by("agency__name", "name", "username")
    )


def providers_people(review: Review) -> QuerySet[Person]:
    """People of the provider's agency who can be invited to part two."""
    return (
        Person.objects.filter(
            is_active=True, held_roles__role=Role.PROVIDER, agency=review.provider_id
        )
        .exclude(pk__in=participants_of(review).values("person"))
        .select_related("agency")
        .order_by("name", "username")
    )


def agencies_to_ask(review: Review, day: date) -> list[Agency]:
    """Agencies of the members and of those invited that have not been asked, by name."""
    asked = set(review.requests.values_list("agency_id", flat=True))
    people = who_can_coordinate(review, day)
    found = {one.agency.pk: one.agency for one in people if one.agency is not None}
    return sorted(
        (agency for pk, agency in found.items() if pk not in asked), key=lambda one: one.name
    )


def requests_of(review: Review) -> QuerySet[InformationRequest]:
    """What each agency was asked and answered: the pool."""
    return review.requests.select_related("agency", "answered_by__agency")


def request_with(review_access: Access, pk: int) -> InformationRequest | None:
    """A request of a review that this person may read whole."""
    return (
        InformationRequest.objects.filter(pk=pk, review__in=whole_reviews(review_access))
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


def running_reviews() -> QuerySet[Review]:
    """Every review that has not ended: for reminders, not for a reader."""
    return Review.objects.filter(state__in=RUNNING).select_related("group", "coordinator")
