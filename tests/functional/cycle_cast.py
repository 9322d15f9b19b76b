"""Who takes part in the monthly cycle: six agencies of one group, and those around it."""

from datetime import date, datetime

from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import AgencyProvider, Person
from caresight.web.accounts.operations import add_person, agency_called
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.groups.models import Group
from caresight.web.groups.operations import add_membership, make_group, set_areas
from tests.functional.cycle_world import CycleWorld

PASSWORD = "three unrelated words"
SINCE = date(2026, 6, 1)
GROUP = "Invented joint intelligence group"
MEMBERS: dict[str, tuple[str, AgencyKind, str, Position]] = {
    "chair": ("Invented NHS Board", AgencyKind.NHS_BOARD, "member", Position.CHAIR),
    "council": ("Invented Council", AgencyKind.COUNCIL, "member", Position.COORDINATOR),
    "regulator": ("Invented Regulator", AgencyKind.REGULATOR, "member", Position.MEMBER),
    "ambulance": ("Invented Ambulance", AgencyKind.AMBULANCE, "member", Position.MEMBER),
    "healthwatch": ("Invented Healthwatch", AgencyKind.HEALTHWATCH, "member", Position.MEMBER),
    "safeguarding": (
        "Invented Safeguarding Board", AgencyKind.SAFEGUARDING, "member safeguarding",
        Position.MEMBER,
    ),
}  # fmt: skip
"""The six people of six agencies: agency, kind, roles, position in the group."""
AROUND: dict[str, tuple[str, AgencyKind, str]] = {
    "social_worker": ("Invented Council", AgencyKind.COUNCIL, "contributor"),
    "provider": ("Invented Provider", AgencyKind.PROVIDER, "provider"),
    "other_provider": ("Another Invented Provider", AgencyKind.PROVIDER, "provider"),
    "oversight": ("Invented NHS Region", AgencyKind.NHS_REGION, "oversight"),
    "viewer": ("Invented Council", AgencyKind.COUNCIL, "viewer"),
    "administrator": ("Invented Council", AgencyKind.COUNCIL, "administrator"),
}
EVERYBODY = (*MEMBERS, *AROUND)


def make_cast(world: CycleWorld, at: datetime) -> Group:
    """Add everybody, and the group for the area of the story's home."""
    people = {name: _person(name, agency, kind, roles) for name, agency, kind, roles in _rows()}
    for name, home in (("provider", world.home), ("other_provider", world.other)):
        agency = people[name].agency
        assert agency is not None
        AgencyProvider.objects.create(
            agency=agency, register=home["register"], provider_id=home["provider_id"]
        )
    actor = people["administrator"]
    region = make_group(
        actor=actor, at=at, name="Invented region", kind=GroupKind.OVERSIGHT.value
    )  # fmt: skip
    group = make_group(
        actor=actor, at=at, name=GROUP, kind=GroupKind.LOCAL.value, overseen_by=region
    )
    set_areas(actor=actor, at=at, group=group, area_codes=[world.home["area_code"]])
    places = {name: (group, position) for name, (*_, position) in MEMBERS.items()}
    for name, (of, position) in {**places, "oversight": (region, Position.CHAIR)}.items():
        add_membership(
            actor=actor, at=at, group=of, person=people[name], position=position, from_on=SINCE
        )
    return group


def _rows() -> list[tuple[str, str, AgencyKind, str]]:
    members = [(name, agency, kind, roles) for name, (agency, kind, roles, _) in MEMBERS.items()]
    return members + [(name, *facts) for name, facts in AROUND.items()]


def _person(name: str, agency: str, kind: AgencyKind, roles: str) -> Person:
    return add_person(
        username=name,
        password=PASSWORD,
        roles=roles.split(),
        agency=agency_called(agency, kind=kind),
    )
