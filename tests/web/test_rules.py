"""Who may open what: the whole truth table, and nothing without an entry in it."""

import pytest

from caresight.web.accounts.rules import LEAST_ROLE, OPEN_TO_ALL, Role, may_open
from tests.web.addresses import names_of_pages

VIEWER_PAGES = """
    attention attention_csv homes compare home home_csv home_indicator home_indicator_csv
    indicators indicator indicator_csv areas areas_csv data quality set_aside releases
    choose_release about accessibility privacy sign_out
""".split()
TRUTH = [
    *((page, "none viewer analyst administrator", "nyyy") for page in VIEWER_PAGES),
    ("homes_csv", "none viewer analyst administrator", "nnyy"),
    ("set_aside_csv", "none viewer analyst administrator", "nnyy"),
    ("people", "none viewer analyst administrator", "nnny"),
    ("sign_in", "none viewer analyst administrator", "yyyy"),
    ("health", "none viewer analyst administrator", "yyyy"),
    ("robots", "none viewer analyst administrator", "yyyy"),
    ("a_page_nobody_ruled_on", "none viewer analyst administrator", "nnnn"),
]
CASES = [
    pytest.param(
        page, role, answer == "y", id=f"{role} {'may' if answer == 'y' else 'may not'} {page}"
    )
    for page, roles, answers in TRUTH
    for role, answer in zip(roles.split(), answers, strict=True)
]


@pytest.mark.parametrize(("page", "role", "expected"), CASES)
def test_a_page_opens_to_the_roles_of_the_table_only(page: str, role: str, expected: bool) -> None:
    assert may_open(None if role == "none" else role, page) is expected


def test_every_address_is_ruled_on_and_every_rule_has_an_address() -> None:
    assert set(names_of_pages()) == set(LEAST_ROLE) | set(OPEN_TO_ALL)


def test_the_table_above_covers_every_address() -> None:
    assert {page for page, _, _ in TRUTH} - {"a_page_nobody_ruled_on"} == set(names_of_pages())


def test_a_role_that_does_not_exist_opens_nothing() -> None:
    assert not any(may_open("owner", page) for page in LEAST_ROLE)


def test_each_role_may_do_what_those_before_it_may() -> None:
    allowed = [{page for page in LEAST_ROLE if may_open(role.value, page)} for role in Role]

    assert allowed[0] < allowed[1] < allowed[2]
