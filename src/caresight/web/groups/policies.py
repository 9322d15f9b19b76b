"""Does the state of a group allow it? Each check raises a Refusal that says what to do."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q, QuerySet

from caresight.vocabulary.lists import joined
from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.accounts.roles import Role
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.groups.models import Group, Membership
from caresight.web.groups.queries import members_on, quorum_of
from caresight.web.groups.quorum import Quorum
from caresight.web.ui.words import count


def is_quorate(group: Group, attending: Sequence[Membership], quorum: Quorum) -> tuple[bool, str]:
    """Whether those who attend can decide by a rule, and the sentence that says why.

    A deputy counts for the member stood in for, once, whoever of the two is there; a person
    counts once. An agency counts once, and nobody counts for none.
    """
    present = {
        place.deputises_for_id or place.pk: place.person
        for place in attending
        if place.group_id == group.pk
    }
    people = {person.pk: person for person in present.values()}
    agencies = {person.agency_id for person in people.values() if person.agency_id}
    is_enough = len(people) >= quorum.members and len(agencies) >= quorum.agencies
    here = f"{count(len(people), 'member')} of {count(len(agencies), 'agency', 'agencies')}"
    way = "enough to decide" if is_enough else "not enough to decide"
    return is_enough, f"{here} attend: {way}. {quorum.words}"


def check_can_join(
    *,
    group: Group,
    person: Person,
    position: Position,
    from_on: date,
    until_on: date | None,
    stands_in_for: Membership | None,
) -> None:
    """Whether a person can take a place in a group."""
    needed = Role.MEMBER if group.kind == GroupKind.LOCAL else Role.OVERSIGHT
    if not group.is_active:
        raise Refusal("This group no longer meets.", what_to_do="choose a group that does.")
    if not person.is_active or needed not in person.roles:
        raise Refusal(
            f"{person} does not hold the role {needed.label.lower()}.",
            what_to_do="ask an administrator to give the role first.",
        )
    if until_on is not None and until_on <= from_on:
        raise Refusal("The last day must come after the first.")
    if _already_there(group, person, from_on, until_on):
        raise Refusal(
            f"{person} already has a place in this group at that time.",
            what_to_do="end that place first, or choose later days.",
        )
    if stands_in_for is not None:
        _check_can_stand_in(group, stands_in_for, from_on)
    elif position == Position.CHAIR and _has_chair_within(group, from_on, until_on):
        raise Refusal(
            "The group has a chair already at that time.",
            what_to_do="end the place of that chair first, or choose other days.",
        )


def check_can_end(membership: Membership, until_on: date) -> None:
    """Whether a place can end on a day."""
    if membership.until_on is not None and membership.until_on <= until_on:
        raise Refusal(
            "This place has ended already, or ends earlier.", what_to_do="go back to the group."
        )
    if until_on < membership.from_on:
        raise Refusal("It cannot end before it began.", what_to_do="choose a later day.")


def has_chair(group: Group, day: date, *, without: Membership | None = None) -> bool:
    """Whether somebody chairs a group on a day in their own right, this place left out."""
    chairs = members_on(group, day).filter(position=Position.CHAIR, deputises_for=None)
    return (chairs.exclude(pk=without.pk) if without else chairs).exists()


def leaves_no_chair(membership: Membership, day: date) -> bool:
    """Whether a group would be without a chair once this place has ended."""
    is_chair = membership.position == Position.CHAIR and membership.deputises_for_id is None
    return is_chair and not has_chair(membership.group, day, without=membership)


def what_is_missing(group: Group, places: Sequence[Membership]) -> str:
    """What keeps a group from working: no chair, or too few members to decide; else empty."""
    own = [place for place in places if place.deputises_for_id is None]
    missing = []
    if not any(place.position == Position.CHAIR for place in own):
        missing.append("it has no chair")
    if not is_quorate(group, own, quorum_of(group))[0]:
        missing.append("even all its members together are too few to decide")
    return f"This group cannot work as it stands: {joined(missing)}." if missing else ""


def _already_there(group: Group, person: Person, from_on: date, until_on: date | None) -> bool:
    places = Membership.objects.filter(group=group, person=person)
    return _held_within(places, from_on, until_on).exists()


def _has_chair_within(group: Group, from_on: date, until_on: date | None) -> bool:
    """Whether somebody chairs the group on any day of a stretch, one planned for later too."""
    chairs = Membership.objects.filter(
        group=group, position=Position.CHAIR, deputises_for=None, person__is_active=True
    )
    return _held_within(chairs, from_on, until_on).exists()


def _held_within(
    places: QuerySet[Membership], from_on: date, until_on: date | None
) -> QuerySet[Membership]:
    """Places that hold on a day of the stretch; one that ended as it began holds on none."""
    not_ended = Q(until_on__isnull=True) | Q(until_on__gt=from_on) & Q(until_on__gt=F("from_on"))
    found = places.filter(not_ended)
    return found if until_on is None else found.filter(from_on__lt=until_on)


def _check_can_stand_in(group: Group, stands_in_for: Membership, from_on: date) -> None:
    is_here = members_on(group, from_on).filter(pk=stands_in_for.pk).exists()
    if not is_here or stands_in_for.deputises_for_id is not None:
        raise Refusal(
            "One can stand in only for somebody who has a place of their own in this group.",
            what_to_do="choose a present member.",
        )
