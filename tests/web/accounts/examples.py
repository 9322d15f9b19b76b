"""A person and an agency in each state, and a form that came too late, for tests of all pages."""

from collections.abc import Mapping
from datetime import UTC, datetime

from caresight.web.accounts import operations
from caresight.web.accounts.models import HeldForm, Person
from caresight.web.accounts.operations import invitations
from caresight.web.accounts.operations.held_forms import hold_form
from caresight.web.accounts.sealing import unseal
from tests.web.casework import OURS, PASSWORD, Casework
from tests.web.examples import Arguments, Examples

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLANTED = "words-of-a-form-that-came-too-late"


def examples(casework: Casework) -> Examples:
    """Made once on top of the people of casework."""
    boss = casework.people["administrator"]
    invited, token = invitations.invite(
        actor=boss, at=datetime.now(UTC), username="invited", roles=["member"], name="Invited",
        email="", agency=casework.agencies["Alderbourne Council"],
    )  # fmt: skip
    gone = operations.add_person(username="disabled", password=PASSWORD, roles=["viewer"])
    operations.disable(username="disabled")
    held = _held(casework.people["chair"])
    return Examples(
        addresses=_addresses(
            casework,
            [casework.people["governance"], casework.people["provider"], invited, gone],
            held,
            token,
        ),
        posts=_posts(casework),
        queries={"people": ["?q=a&role=member&state=active", "?page=2", "?agency=x"]},
        secrets={
            PLANTED: frozenset({"chair"}),
            "governance@example.invalid": frozenset({"administrator", "governance"}),
        },
    )


def _held(person: Person) -> HeldForm:
    held = hold_form(
        actor=person, at=datetime.now(UTC), path="/account/", page="own_account",
        fields=[("name", PLANTED)], had_files=True,
    )  # fmt: skip
    assert held is not None
    assert PLANTED in unseal(held.sealed_fields)
    return held


def _addresses(
    casework: Casework, people: list[Person], held: HeldForm, token: str
) -> dict[str, list[Arguments]]:
    numbers: list[Arguments] = [{"pk": one.pk} for one in people]
    agency = casework.agencies["Invented Care 1 Ltd"]
    registered = agency.registered.get()
    council = casework.agencies["Alderbourne Council"]
    of_a_person = (
        "person person_details person_roles person_homes person_disable person_enable "
        "person_reset_factor person_end_sessions person_invite_again person_withdraw_invitation"
    ).split()
    return {
        **{name: list(numbers) for name in of_a_person},
        "agency": [{"pk": agency.pk}, {"pk": council.pk}],
        "agency_area": [{"pk": council.pk}, {"pk": agency.pk}],
        "agency_area_remove": [{"pk": council.pk, "area_pk": council.areas.get().pk}],
        "agency_provider": [{"pk": agency.pk}],
        "agency_provider_remove": [{"pk": agency.pk, "provider_pk": registered.pk}],
        "held_form": [{"pk": held.pk}],
        "throw_away_form": [{"pk": held.pk}],
        "invitation": [{"token": token}, {"token": "x" * 43}],
    }


def _posts(casework: Casework) -> dict[str, Mapping[str, object]]:
    new = "four other unrelated words"
    agency = casework.agencies["Alderbourne Council"].pk
    return {
        "sign_in": {"username": "viewer", "password": PASSWORD},
        "sign_in_code": {"code": "123456"},
        "invitation": {"new_password": new, "same_password": new},
        "own_account": {"name": "New", "email": "new@example.invalid"},
        "own_password": {"password": PASSWORD, "new_password": new, "same_password": new},
        "second_factor": {"code": "123456"},
        "second_factor_remove": {"code": "123456"},
        "recovery_codes": {"noted": "yes"},
        "try_job_again": {},
        "invite": {"username": "newcomer", "name": "", "roles": ["member"], "agency": agency},
        "person_details": {"name": "New", "email": "", "agency": agency},
        "person_roles": {"roles": ["viewer"]},
        "person_homes": {"homes": [OURS]},
        "agencies": {"name": "New agency", "kind": "council"},
        "agency": {"name": "Invented Care 1 Ltd", "kind": "provider", "is_active": "on"},
        "agency_area": {"area": "X99000002"},
        "agency_provider": {"register": "cqc", "provider_id": "1-199"},
        **{
            name: {}
            for name in (
                "sign_out end_own_sessions throw_away_form person_disable person_enable "
                "person_reset_factor person_end_sessions person_invite_again "
                "person_withdraw_invitation agency_provider_remove agency_area_remove"
            ).split()
        },
    }
