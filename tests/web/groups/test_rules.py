"""Who may see a group, change its members and change the group itself: the truth tables."""

import pytest

from caresight.web.groups.queries import visible_groups
from caresight.web.groups.rules import may_agree_terms, may_change_members, may_manage_groups
from tests.web.casework import PEOPLE, Casework

GROUPS = ("Alderbourne", "Quillhaven", "Region")
SEES = {
    **{
        name: {"Alderbourne"}
        for name in "chair council regulator ambulance healthwatch safeguarding".split()
    },
    "neighbour": {"Quillhaven"},
    "oversight": set(GROUPS),
    "administrator": set(GROUPS),
}
CHANGES_MEMBERS = {
    "chair": {"Alderbourne"},
    "council": {"Alderbourne"},
    "neighbour": {"Quillhaven"},
    "administrator": set(GROUPS),
}


def _cases(truth: dict[str, set[str]]) -> list[object]:
    return [
        pytest.param(person, group, group in truth.get(person, ()), id=f"{person}, {group}")
        for person in PEOPLE
        for group in GROUPS
    ]


@pytest.mark.parametrize(("username", "group", "may"), _cases(SEES))
def test_a_group_is_known_to_who_belongs_oversees_or_administers(
    casework: Casework, username: str, group: str, may: bool
) -> None:
    seen = visible_groups(casework.access(username))

    assert (casework.groups[group] in seen) is may


@pytest.mark.parametrize(("username", "group", "may"), _cases(CHANGES_MEMBERS))
def test_members_and_terms_are_seen_to_by_who_leads_and_by_administrators(
    casework: Casework, username: str, group: str, may: bool
) -> None:
    access = casework.access(username)

    assert may_change_members(access, casework.groups[group]) is may
    assert may_agree_terms(access, casework.groups[group]) is may


@pytest.mark.parametrize("username", PEOPLE)
def test_only_administrators_change_what_a_group_is(casework: Casework, username: str) -> None:
    assert may_manage_groups(casework.access(username)) is (username == "administrator")


def test_a_lead_of_a_group_that_no_longer_meets_leads_nothing(casework: Casework) -> None:
    casework.groups["Alderbourne"].is_active = False
    casework.groups["Alderbourne"].save()

    access = casework.access("chair")

    assert not may_change_members(access, casework.groups["Alderbourne"])
    assert not visible_groups(access).exists()
    assert access.area_codes == frozenset()
