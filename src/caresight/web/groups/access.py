"""What one person may reach today, worked out once for a request and asked by every rule."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.accounts.queries import person_of
from caresight.web.accounts.roles import EVERY_AREA, Role
from caresight.web.directory.releases import newest
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.groups.models import Group, GroupArea, GroupHome, Membership

_ON_REQUEST = "caresight.access"


@dataclass(frozen=True)
class Access:
    """A person, and the reach of their roles, groups and agency on one day.

    It holds facts only; each app's `rules.py` says what follows from them.
    """

    person: Person
    day: date
    roles: frozenset[str]
    agency_id: int | None
    group_ids: frozenset[int]
    """Groups that they work in: as a member, or as a deputy."""
    led_group_ids: frozenset[int]
    """Of those, the groups that they chair or coordinate."""
    overseen_group_ids: frozenset[int]
    """Groups that report to an oversight group of theirs."""
    area_codes: frozenset[str] | None
    """Areas whose evidence they may read; None for every area."""
    home_ids: frozenset[str]
    """Homes that they may read whatever the area: near the border, or their own as a provider."""

    def holds(self, role: Role) -> bool:
        """Whether the person holds a role."""
        return role in self.roles

    def reads_home(self, home_id: str, area_code: str) -> bool:
        """Whether the evidence of a home may be read."""
        return home_id in self.home_ids or self.area_codes is None or area_code in self.area_codes


def access_of(request: HttpRequest) -> Access:
    """The access of whoever is signed in; raises PermissionDenied for nobody."""
    if _ON_REQUEST not in request.META:
        person = person_of(request)
        if person is None:
            from django.core.exceptions import PermissionDenied  # noqa: PLC0415

            raise PermissionDenied
        request.META[_ON_REQUEST] = access_for(person, day=timezone.localdate())
    found: Access = request.META[_ON_REQUEST]
    return found


def access_for(person: Person, *, day: date) -> Access:
    """The access of a person on a day: for pages, and for what is sent to them."""
    roles = person.roles if person.is_active else frozenset[str]()
    places = _places(person, day) if {Role.MEMBER, Role.OVERSIGHT} & roles else []
    works_in = frozenset(
        place.group_id
        for place in places
        if place.group.kind == GroupKind.LOCAL and Role.MEMBER in roles
    )
    overseen = _overseen(places) if Role.OVERSIGHT in roles else frozenset[int]()
    reads = works_in | overseen
    return Access(
        person=person,
        day=day,
        roles=roles,
        agency_id=person.agency_id,
        group_ids=works_in,
        led_group_ids=frozenset(
            place.group_id
            for place in places
            if place.group_id in works_in and place.position != Position.MEMBER
        ),
        overseen_group_ids=overseen,
        area_codes=None if EVERY_AREA & roles else _areas(reads),
        home_ids=_further_homes(reads) | _own_homes(person, roles),
    )


def _places(person: Person, day: date) -> list[Membership]:
    return list(Membership.objects.current(day).filter(person=person).select_related("group"))


def _overseen(places: list[Membership]) -> frozenset[int]:
    over = [place.group_id for place in places if place.group.kind == GroupKind.OVERSIGHT]
    found = Group.objects.filter(overseen_by__in=over, is_active=True) if over else []
    return frozenset(group.pk for group in found)


def _areas(group_ids: frozenset[int]) -> frozenset[str]:
    if not group_ids:
        return frozenset()
    found = GroupArea.objects.filter(group__in=group_ids).values_list("area_code", flat=True)
    return frozenset(found)


def _further_homes(group_ids: frozenset[int]) -> frozenset[str]:
    if not group_ids:
        return frozenset()
    found = GroupHome.objects.filter(group__in=group_ids).values_list("home_id", flat=True)
    return frozenset(found)


def _own_homes(person: Person, roles: frozenset[str]) -> frozenset[str]:
    """The homes of a provider's person, by who runs each home in the newest release."""
    release = newest() if Role.PROVIDER in roles and person.agency_id else None
    if release is None or person.agency is None:
        return frozenset()
    registered = [(one.register, one.provider_id) for one in person.agency.registered.all()]
    run = frozenset(release.index.homes_of_providers(registered))
    allotted = frozenset(person.allotted_homes.values_list("home_id", flat=True))
    return run & allotted if allotted else run
