"""Two groups, the agencies around them and their people: what tests of casework start from.

Alderbourne's group covers the homes of X99000001 and one home of Quillhaven near the border;
Quillhaven's group covers X99000002. Both report to one oversight group. All are invented.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.test import Client

from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import Agency, AgencyArea, AgencyProvider, HeldRole, Person
from caresight.web.groups.access import Access, access_for
from caresight.web.groups.models import Group, GroupArea, GroupHome, Membership

PASSWORD = "three unrelated words"
TODAY = date(2026, 11, 21)
OURS, BORDER, THEIRS = "H00000000", "H00000001", "H00000004"
"""A home of Alderbourne; one of Quillhaven that both groups cover; one of Quillhaven only."""
OURS_AREA, THEIRS_AREA = "X99000001", "X99000002"
OUR_PROVIDER, THEIR_PROVIDER = "1-100", "1-104"
"""The registered providers that run OURS and THEIRS."""

AGENCIES = {
    "Alderbourne Council": AgencyKind.COUNCIL,
    "Invented NHS Board": AgencyKind.NHS_BOARD,
    "Invented Regulator": AgencyKind.REGULATOR,
    "Invented Ambulance Service": AgencyKind.AMBULANCE,
    "Healthwatch Alderbourne": AgencyKind.HEALTHWATCH,
    "Alderbourne Safeguarding Board": AgencyKind.SAFEGUARDING,
    "Quillhaven Council": AgencyKind.COUNCIL,
    "Invented Care 1 Ltd": AgencyKind.PROVIDER,
    "Invented Care 5 Ltd": AgencyKind.PROVIDER,
    "Invented Region": AgencyKind.NHS_REGION,
}
PEOPLE: dict[str, tuple[str, str, str, str]] = {
    # user name: agency, roles, group, position
    "chair": ("Invented NHS Board", "member", "Alderbourne", "chair"),
    "council": ("Alderbourne Council", "member", "Alderbourne", "coordinator"),
    "regulator": ("Invented Regulator", "member", "Alderbourne", "member"),
    "ambulance": ("Invented Ambulance Service", "member", "Alderbourne", "member"),
    "healthwatch": ("Healthwatch Alderbourne", "member", "Alderbourne", "member"),
    "safeguarding": (
        "Alderbourne Safeguarding Board", "member safeguarding", "Alderbourne", "member",
    ),
    "social_worker": ("Alderbourne Council", "contributor", "", ""),
    "left": ("Alderbourne Council", "member", "Alderbourne", "gone"),
    "neighbour": ("Quillhaven Council", "member safeguarding", "Quillhaven", "chair"),
    "oversight": ("Invented Region", "oversight", "Region", "chair"),
    "provider": ("Invented Care 1 Ltd", "provider", "", ""),
    "other_provider": ("Invented Care 5 Ltd", "provider", "", ""),
    "viewer": ("Alderbourne Council", "viewer", "", ""),
    "analyst": ("Alderbourne Council", "analyst", "", ""),
    "governance": ("Alderbourne Council", "information_governance", "", ""),
    "administrator": ("Alderbourne Council", "administrator", "", ""),
}  # fmt: skip


@dataclass(frozen=True)
class Casework:
    """What was made, by name."""

    people: dict[str, Person]
    groups: dict[str, Group]
    agencies: dict[str, Agency]

    def browser(self, username: str) -> Client:
        """A browser in which this person is signed in, second factor and all."""
        client = Client()
        client.force_login(Person.objects.get(username=username))
        return client

    def access(self, username: str, *, day: date = TODAY) -> Access:
        """What this person may reach on a day."""
        return access_for(Person.objects.get(username=username), day=day)


def make_casework() -> Casework:
    """Make all of it in the test's database."""
    agencies = {
        name: Agency.objects.create(name=name, kind=kind) for name, kind in AGENCIES.items()
    }
    for name, provider_id in (
        ("Invented Care 1 Ltd", OUR_PROVIDER),
        ("Invented Care 5 Ltd", THEIR_PROVIDER),
    ):
        AgencyProvider.objects.create(agency=agencies[name], provider_id=provider_id)
    for name, area in (("Alderbourne Council", OURS_AREA), ("Quillhaven Council", THEIRS_AREA)):
        AgencyArea.objects.create(agency=agencies[name], area_code=area)
    groups = _groups()
    people = _people(agencies, groups)
    return Casework(people, groups, agencies)


def _groups() -> dict[str, Group]:
    region = Group.objects.create(name="Region", kind="oversight")
    groups = {"Region": region}
    for name, area in (("Alderbourne", OURS_AREA), ("Quillhaven", THEIRS_AREA)):
        groups[name] = Group.objects.create(name=name, overseen_by=region)
        GroupArea.objects.create(group=groups[name], area_code=area)
    GroupHome.objects.create(group=groups["Alderbourne"], home_id=BORDER, reason="near the border")
    return groups


def _people(agencies: dict[str, Agency], groups: dict[str, Group]) -> dict[str, Person]:
    """All of them at once: nearly every test of casework starts with them."""
    password = make_password(PASSWORD)
    people = Person.objects.bulk_create(
        Person(
            username=name,
            password=password,
            agency=agencies[agency],
            email=f"{name}@example.invalid",
        )
        for name, (agency, *_) in PEOPLE.items()
    )
    found = {person.username: person for person in people}
    HeldRole.objects.bulk_create(
        HeldRole(person=found[name], role=role)
        for name, (_, roles, _, _) in PEOPLE.items()
        for role in sorted(roles.split())
    )
    Membership.objects.bulk_create(
        Membership(
            group=groups[group],
            person=found[name],
            position="member" if position == "gone" else position,
            from_on=date(2026, 1, 1),
            until_on=date(2026, 10, 1) if position == "gone" else None,
        )
        for name, (_, _, group, position) in PEOPLE.items()
        if group
    )
    return found
