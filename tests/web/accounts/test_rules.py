"""Who must show a second factor, and which pages open before: the whole truth table."""

import pytest

from caresight.web.accounts.roles import EVERYBODY, Role
from caresight.web.accounts.rules import (
    NEEDS_SECOND_FACTOR,
    NEVER_HELD,
    OPEN_TO_ALL,
    PAGES,
    WITHOUT_SECOND_FACTOR,
    may_open,
    may_see_refused_values,
    needs_second_factor,
    owes_second_factor,
)

EVIDENCE_ONLY = {Role.VIEWER, Role.ANALYST}
POLICIES = ("required", "offered", "off")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("policy", POLICIES)
def test_a_second_factor_is_needed_where_it_is_required_by_all_but_readers_of_evidence(
    role: Role, policy: str
) -> None:
    expected = policy == "required" and role not in EVIDENCE_ONLY

    assert needs_second_factor({role}, policy=policy) is expected
    assert needs_second_factor({role, Role.VIEWER}, policy=policy) is expected


PAGES_OF_THE_DOOR = ["people", "attention", "held_forms", *sorted(WITHOUT_SECOND_FACTOR)]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("page", PAGES_OF_THE_DOOR)
def test_pages_stay_closed_until_it_was_shown(policy: str, shown: bool, page: str) -> None:
    closed = policy == "required" and not shown and page not in WITHOUT_SECOND_FACTOR

    owes = owes_second_factor({Role.MEMBER}, policy=policy, shown=shown, page=page)

    assert owes is closed


def test_without_a_role_nothing_is_owed_for_nothing_opens() -> None:
    assert not needs_second_factor((), policy="required")
    assert not any(may_open((), page) for page in PAGES)


def test_what_opens_before_the_second_factor_shows_nothing_of_anybody_else() -> None:
    further = WITHOUT_SECOND_FACTOR - OPEN_TO_ALL

    assert further == {"sign_out", "second_factor", "recovery_codes"}


@pytest.mark.parametrize("page", sorted(PAGES))
@pytest.mark.parametrize("role", Role)
def test_pages_of_people_open_to_administrators_and_ones_own_to_everybody(
    page: str, role: Role
) -> None:
    of_people = page.startswith(("person", "people", "agenc", "invite"))

    assert may_open({role}, page) is (not of_people or role == Role.ADMINISTRATOR)


def test_forms_of_passwords_and_codes_are_never_held() -> None:
    assert {"own_password", "second_factor", "sign_in_code", "invitation"} <= NEVER_HELD


@pytest.mark.parametrize("role", Role)
def test_refused_values_are_for_analysts_and_administrators(role: Role) -> None:
    expected = role in {Role.ANALYST, Role.ADMINISTRATOR}

    assert may_see_refused_values({role}) is expected


def test_every_role_is_ruled_on() -> None:
    assert NEEDS_SECOND_FACTOR | EVIDENCE_ONLY == EVERYBODY
