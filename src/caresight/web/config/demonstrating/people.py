"""The invented agencies, people and group of the demo."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.models import Agency, AgencyArea, AgencyProvider, Person
from caresight.web.accounts.operations import add_person, agency_called
from caresight.web.config.people import generated_password
from caresight.web.groups.kinds import GroupKind, Position
from caresight.web.groups.models import Group
from caresight.web.groups.operations import add_membership, agree_terms, make_group, set_areas


class Account(NamedTuple):
    """One account of the demo."""

    username: str
    agency: str
    kind: AgencyKind
    roles: tuple[str, ...]
    position: Position | None
    about: str


def accounts_for(council: str, provider: str) -> tuple[Account, ...]:
    """The demo's accounts: six agencies of one group, and those around it."""
    member = ("member",)
    return (
        Account("board", "Invented NHS Board", AgencyKind.NHS_BOARD, member, Position.CHAIR,
                "chairs the group"),
        Account("council", f"{council} Council", AgencyKind.COUNCIL, member,
                Position.COORDINATOR, "coordinates the group"),
        Account("regulator", "Invented Regulator", AgencyKind.REGULATOR, member,
                Position.MEMBER, "member of the group"),
        Account("ambulance", "Invented Ambulance Service", AgencyKind.AMBULANCE, member,
                Position.MEMBER, "member of the group"),
        Account("healthwatch", f"Healthwatch {council}", AgencyKind.HEALTHWATCH, member,
                Position.MEMBER, "member of the group"),
        Account("safeguarding", f"{council} Safeguarding Board", AgencyKind.SAFEGUARDING,
                ("member", "safeguarding"), Position.MEMBER, "may open residents' details"),
        Account("social-worker", f"{council} Council", AgencyKind.COUNCIL, ("contributor",),
                None, "sends what they know, and sees what became of it"),
        Account("provider", provider, AgencyKind.PROVIDER, ("provider",), None,
                "runs one of the homes"),
        Account("oversight", "Invented NHS Region", AgencyKind.NHS_REGION, ("oversight",),
                Position.CHAIR, "oversees the group"),
        Account("governance", f"{council} Council", AgencyKind.COUNCIL,
                ("information_governance",), None, "audit trail, retention, a person's data"),
        Account("viewer", "Invented agency", AgencyKind.OTHER, ("viewer",), None,
                "reads the evidence of every home"),
        Account("analyst", "Invented agency", AgencyKind.OTHER, ("analyst",), None,
                "and takes it out as files"),
        Account("administrator", "Invented agency", AgencyKind.OTHER, ("administrator",), None,
                "people, agencies and groups"),
    )  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """The people and the group, by name."""

    people: dict[str, Person]
    group: Group
    accounts: tuple[Account, ...]
    password: str


def make_cast(*, council: tuple[str, str], run_by: HomeRow, at: datetime) -> Cast:
    """Make the accounts, all with one password that is told once, and the two groups."""
    area_code, area_name = council
    accounts = accounts_for(area_name, run_by["provider_name"])
    password = generated_password()
    people = {one.username: _person(one, password) for one in accounts}
    runs_it = people["provider"].agency
    assert runs_it is not None  # noqa: S101 - every account of the cast has one
    AgencyProvider.objects.get_or_create(
        register=run_by["register"],
        provider_id=run_by["provider_id"],
        defaults={"agency": runs_it},
    )
    AgencyArea.objects.get_or_create(agency=people["council"].agency, area_code=area_code)
    group = _groups(people["administrator"], area_code, area_name, at)
    since = at.date() - timedelta(days=300)
    for one in accounts:
        if one.position is not None:
            place = group.overseen_by if one.username == "oversight" else group
            assert place is not None  # noqa: S101 - made with the group
            _join(people, place, one, since, at)
    return Cast(people, group, accounts, password)


def _join(people: dict[str, Person], group: Group, one: Account, since: date, at: datetime) -> None:
    assert one.position is not None  # noqa: S101 - asked before
    add_membership(
        actor=people["administrator"], at=at, group=group, person=people[one.username],
        position=one.position, from_on=since,
    )  # fmt: skip


def _person(one: Account, password: str) -> Person:
    agency: Agency = agency_called(one.agency, kind=one.kind)
    return add_person(
        username=one.username, password=password, roles=one.roles, agency=agency,
        name=f"Invented {one.username.replace('-', ' ')}",
    )  # fmt: skip


def _groups(actor: Person, area_code: str, area_name: str, at: datetime) -> Group:
    region = make_group(
        actor=actor, at=at, name="Invented regional quality group", kind=GroupKind.OVERSIGHT.value
    )
    group = make_group(
        actor=actor, at=at, name=f"{area_name} joint intelligence group",
        kind=GroupKind.LOCAL.value, overseen_by=region,
    )  # fmt: skip
    set_areas(actor=actor, at=at, group=group, area_codes=[area_code])
    agree_terms(
        actor=actor, at=at, group=group, agreed_on=at.date() - timedelta(days=30),
        text="Invented terms: the agencies around the care homes of the area meet monthly, "
        "share what they know, agree what to do, and check whether it worked.",
    )  # fmt: skip
    return group
