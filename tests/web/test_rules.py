"""Which roles may open which page: the whole truth table, and nothing without an entry in it."""

import pytest

from caresight.web.accounts.roles import Role
from caresight.web.accounts.rules import OPEN_TO_ALL, declared_pages, may_open
from tests.web.addresses import names_of_pages

STAFF = "viewer analyst member oversight administrator"
EVERYBODY = " ".join(Role)
TRUTH = {
    **dict.fromkeys(
        """attention attention_csv homes compare home home_csv home_indicator home_indicator_csv
        indicators indicator indicator_csv areas areas_csv data quality set_aside
        releases""".split(),
        STAFF,
    ),
    **dict.fromkeys("homes_csv set_aside_csv".split(), "analyst administrator"),
    **dict.fromkeys(
        "digital digital_csv digital_finder digital_matching save_filter forget_filter".split(),
        STAFF,
    ),
    "digital_finder_csv": "analyst member administrator",
    **dict.fromkeys("digital_home digital_return_template".split(), f"{STAFF} provider"),
    **dict.fromkeys(
        "offer_support support_outcome support_offers support_offers_csv".split(), "member"
    ),
    **dict.fromkeys("choose_release about accessibility privacy sign_out".split(), EVERYBODY),
    "people": "administrator",
    "a_page_nobody_ruled_on": "",
}
CASES = [
    pytest.param(page, role, role in roles.split(), id=f"{page}: {role}")
    for page, roles in TRUTH.items()
    for role in Role
]


@pytest.mark.parametrize(("page", "role", "expected"), CASES)
def test_a_page_opens_to_the_roles_of_the_table_only(page: str, role: str, expected: bool) -> None:
    assert may_open({role}, page) is expected


@pytest.mark.parametrize("page", sorted(OPEN_TO_ALL))
def test_a_page_of_the_door_opens_to_nobody_in_particular(page: str) -> None:
    assert may_open((), page)


@pytest.mark.parametrize("page", sorted(TRUTH))
def test_without_a_role_nothing_else_opens(page: str) -> None:
    assert not may_open((), page)


def test_every_address_is_ruled_on_and_every_rule_has_an_address() -> None:
    assert set(names_of_pages()) == set(declared_pages()) | set(OPEN_TO_ALL)


def test_a_role_that_does_not_exist_opens_nothing() -> None:
    assert not any(may_open({"owner"}, page) for page in declared_pages())
