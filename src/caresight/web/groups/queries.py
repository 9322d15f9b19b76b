"""Reads about groups."""

from datetime import date

from django.db.models import Q, QuerySet

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group, Membership, current_on


def groups_covering(home_id: str, area_code: str) -> QuerySet[Group]:
    """The active local groups that cover a home, by its area or as a home near the border."""
    return Group.objects.filter(
        Q(areas__area_code=area_code) | Q(further_homes__home_id=home_id),
        kind="local",
        is_active=True,
    ).distinct()


def members_on(group: Group, day: date) -> QuerySet[Membership]:
    """Who belongs to a group on a day, deputies included."""
    return Membership.objects.current(day).filter(group=group).select_related("person__agency")


def people_in(group_ids: frozenset[int] | list[int], day: date) -> QuerySet[Person]:
    """The people who work in any of these groups on a day, each once."""
    return (
        Person.objects.filter(
            current_on(day, "memberships__"), memberships__group__in=group_ids, is_active=True
        )
        .select_related("agency")
        .distinct()
    )
