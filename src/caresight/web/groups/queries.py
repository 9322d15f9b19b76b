"""Reads about groups."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caresight.pipeline.release_index.scope import Scope
from caresight.web.accounts.models import Person
from caresight.web.accounts.roles import Role
from caresight.web.directory.homes import known_homes
from caresight.web.directory.releases import newest
from caresight.web.groups.access import Access
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.groups.models import (
    EarlierQuorum,
    Group,
    GroupArea,
    GroupHome,
    Membership,
    held_on,
)
from caresight.web.groups.quorum import Quorum


def groups_covering(home_id: str, area_code: str) -> QuerySet[Group]:
    """The active local groups that cover a home, by its area or as a home near the border."""
    return Group.objects.filter(
        Q(areas__area_code=area_code) | Q(further_homes__home_id=home_id),
        kind="local",
        is_active=True,
    ).distinct()


def groups_near(access: Access) -> list[Group]:
    """The groups in which a person works; of who works in none, those of their agency."""
    local = Group.objects.filter(kind=GroupKind.LOCAL, is_active=True)
    if access.group_ids or access.agency_id is None:
        return list(local.filter(pk__in=access.group_ids))
    places = Membership.objects.current(access.day).filter(person__agency=access.agency_id)
    return list(local.filter(pk__in=places.values("group")))


def members_on(group: Group, day: date) -> QuerySet[Membership]:
    """Who belongs to a group on a day, deputies included."""
    return Membership.objects.current(day).filter(group=group).select_related("person__agency")


def places_on(group: Group, day: date) -> QuerySet[Membership]:
    """Who belonged to a group on an earlier day, those too who can no longer sign in."""
    return Membership.objects.filter(held_on(day), group=group).select_related("person__agency")


def people_in(group_ids: frozenset[int] | list[int], day: date) -> QuerySet[Person]:
    """The people who work in any of these groups on a day, each once."""
    places = Membership.objects.current(day).filter(group__in=group_ids)
    return Person.objects.filter(pk__in=places.values("person")).select_related("agency")


def leads_of_agencies(
    group_ids: Iterable[int], agency_ids: Iterable[int | None], day: date
) -> QuerySet[Membership]:
    """Who of these agencies chairs or coordinates one of these groups, their deputies included."""
    known = [agency for agency in agency_ids if agency is not None]
    return (
        Membership.objects.current(day)
        .filter(group__in=group_ids, person__agency__in=known)
        .filter(person__held_roles__role=Role.MEMBER)
        .exclude(position=Position.MEMBER)
    )


def visible_groups(access: Access) -> QuerySet[Group]:
    """The groups that a person may know of: all for administrators, else those of their own.

    Their own are those that they belong to, and those that report to one of them.
    """
    groups = Group.objects.select_related("overseen_by")
    if access.holds(Role.ADMINISTRATOR):
        return groups
    seats = Membership.objects.current(access.day).filter(person=access.person)
    if not access.holds(Role.OVERSIGHT):
        seats = seats.exclude(group__kind=GroupKind.OVERSIGHT)
    if not access.holds(Role.MEMBER):
        seats = seats.exclude(group__kind=GroupKind.LOCAL)
    reached = Q(pk__in=access.overseen_group_ids) | Q(pk__in=seats.values("group"))
    return groups.filter(reached)


def places_held(group: Group, day: date) -> list[Membership]:
    """Current places with whom each stands in for: chair first, deputies after members."""
    order = {"chair": 0, "coordinator": 1, "member": 2}
    held = members_on(group, day).select_related(
        "person__agency", "deputises_for__person", "deputises_for__group"
    )
    return sorted(
        held,
        key=lambda one: (
            one.deputises_for_id is not None, order.get(one.position, 9), str(one.person)
        ),
    )  # fmt: skip


def earlier_and_later_places(group: Group, day: date) -> list[Membership]:
    """Places that have ended or have not begun, the latest first."""
    now = members_on(group, day).values("pk")
    found = Membership.objects.filter(group=group).exclude(pk__in=now)
    return list(found.select_related("person__agency").order_by("-from_on", "-pk")[:100])


def people_to_add(group: Group, day: date) -> QuerySet[Person]:
    """People with the role that a place in this group takes, who hold none in it yet."""
    role = Role.MEMBER if group.kind == GroupKind.LOCAL else Role.OVERSIGHT
    not_ended = Q(until_on__isnull=True) | Q(until_on__gt=day)
    placed = Membership.objects.filter(not_ended, group=group)
    return (
        Person.objects.filter(is_active=True, held_roles__role=role)
        .exclude(pk__in=placed.values("person"))
        .select_related("agency")
        .order_by("agency__name", "name", "username")
    )


def scope_of_groups(group_ids: Iterable[int]) -> Scope:
    """The homes that groups cover: those of their areas, and those near a border."""
    ids = list(group_ids)
    areas = GroupArea.objects.filter(group__in=ids).values_list("area_code", flat=True)
    homes = GroupHome.objects.filter(group__in=ids).values_list("home_id", flat=True)
    return Scope(frozenset(areas), frozenset(homes))


def homes_covered(group: Group) -> int:
    """How many open homes a group covers in the newest release."""
    release = newest()
    if release is None:
        return 0
    return release.index.within(scope_of_groups([group.pk])).homes(per_page=1)[1]


def budgets(access: Access) -> list[tuple[str, int]]:
    """The groups that a person works in, and how many new homes a month each can review."""
    own = Group.objects.filter(pk__in=access.group_ids).order_by("name")
    return list(own.values_list("name", "budget"))


def overlapping(group: Group) -> QuerySet[Group]:
    """Other active local groups that cover some of the same homes."""
    areas = set(group.areas.values_list("area_code", flat=True))
    homes = set(group.further_homes.values_list("home_id", flat=True))
    further = GroupHome.objects.exclude(group=group).values_list("home_id", flat=True)
    rows = {row["home_id"]: row["area_code"] for row in known_homes([*homes, *further])}
    shared_areas = areas | {rows[home_id] for home_id in homes if home_id in rows}
    shared_homes = homes | {home_id for home_id, area in rows.items() if area in areas}
    shared = Q(areas__area_code__in=shared_areas) | Q(further_homes__home_id__in=shared_homes)
    return (
        Group.objects.filter(shared, kind=GroupKind.LOCAL, is_active=True)
        .exclude(pk=group.pk)
        .distinct()
    )


def own_positions(access: Access) -> dict[int, str]:
    """The reader's own position, by group."""
    held = Membership.objects.current(access.day).filter(person=access.person)
    return dict(held.values_list("group", "position"))


def counts_of_members(group_ids: list[int], day: date) -> dict[int, int]:
    """How many people hold a place today, by group."""
    held = Membership.objects.current(day).filter(group__in=group_ids)
    return dict(held.values_list("group").annotate(people=Count("person", distinct=True)))


def quorum_at(group: Group, moment: datetime) -> Quorum:
    """How many a group needed to decide at a moment."""
    earlier = EarlierQuorum.objects.filter(group=group, until_at__gt=moment).first()
    if earlier is not None:
        return Quorum(earlier.members, earlier.agencies)
    return quorum_of(group)


def quorum_of(group: Group) -> Quorum:
    """How many a group needs to decide now."""
    return Quorum(group.quorum_members, group.quorum_agencies)


def areas_of(group_ids: list[int]) -> dict[int, list[str]]:
    """The codes of the areas that each group covers."""
    found: dict[int, list[str]] = {}
    for group, code in GroupArea.objects.filter(group__in=group_ids).values_list(
        "group", "area_code"
    ):
        found.setdefault(group, []).append(code)
    return found


def place_of_group(group: Group, place_pk: int) -> Membership | None:
    """One place of a group, whenever it holds."""
    places = Membership.objects.filter(group=group, pk=place_pk)
    return places.select_related("person__agency", "group").first()


def was_made(group: Group, token: str) -> bool:
    """Whether the form with this token has given somebody a place already."""
    try:
        return Membership.objects.filter(group=group, token=UUID(token)).exists()
    except ValueError:
        return False


def deputies_of(place: Membership, day: date) -> QuerySet[Membership]:
    """Who stands in for somebody on a day."""
    return members_on(place.group, day).filter(deputises_for=place)


def oversight_groups(*, without: Group | None = None) -> QuerySet[Group]:
    """Groups that others can report to."""
    groups = Group.objects.filter(kind=GroupKind.OVERSIGHT)
    return groups.exclude(pk=without.pk) if without else groups


def group_known(pk: int | None) -> Group | None:
    """A group by its key, of those that others can report to."""
    return oversight_groups().filter(pk=pk).first() if pk else None


def again(group: Group) -> Group:
    """A group as it stands now."""
    return Group.objects.select_related("overseen_by").get(pk=group.pk)


def area_names() -> dict[str, str]:
    """The areas of the newest release, by their code."""
    release = newest()
    return {row["area_code"]: row["area_name"] for row in release.index.areas()} if release else {}
