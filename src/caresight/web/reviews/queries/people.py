"""Who is entitled to a review, who can coordinate it, be invited to it and be asked."""

from datetime import date

from django.db.models import QuerySet

from caresight.web.accounts.models import Agency, Person
from caresight.web.accounts.roles import Role
from caresight.web.groups.models import Group, Membership
from caresight.web.groups.queries import groups_covering, people_in
from caresight.web.reviews.models import Participant, Review
from caresight.web.reviews.states import Part


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


def invited_to_part_two(review: Review) -> list[Person]:
    """The provider's people who are invited to part two and may still sign in."""
    return list(
        Person.objects.filter(
            review_invitations__review=review,
            review_invitations__part=Part.PART_TWO,
            agency=review.provider_id,
            review_invitations__withdrawn_at__isnull=True,
            is_active=True,
            held_roles__role=Role.PROVIDER,
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
