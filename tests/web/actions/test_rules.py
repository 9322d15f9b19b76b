"""Who may do what with an action: every person, whoever agreed it and whoever owns it."""

import pytest

from caresight.web.accounts.roles import Role
from caresight.web.actions import queries, rules
from caresight.web.actions.models import Action
from tests.web.actions.agreed import agree, agree_with_provider
from tests.web.casework import PEOPLE, THEIRS, Casework

MEMBERS = {"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"}
LEADS = {"chair", "council"}
EVERYBODY = set(PEOPLE)


def of_group(casework: Casework) -> Action:
    return agree(casework, owner="ambulance")


def of_provider(casework: Casework) -> Action:
    return agree_with_provider(casework)


def of_provider_elsewhere(casework: Casework) -> Action:
    """The provider's agency owns it, but at a home that it does not run (any more)."""
    return agree(casework, owner="provider", home_id=THEIRS, home_name="Elsewhere")


def of_provider_nowhere(casework: Casework) -> Action:
    return agree(casework, owner="provider", home_id="", home_name="")


def of_neighbours(casework: Casework) -> Action:
    return agree(casework, group="Quillhaven", owner="neighbour", actor="neighbour")


TABLE = {
    # action: sees it, sees it whole, manages it, leads it, may say done
    of_group: (MEMBERS, MEMBERS, LEADS | {"ambulance"}, LEADS, set()),
    of_provider: (MEMBERS | {"provider"}, MEMBERS, LEADS, LEADS, {"provider"}),
    of_provider_elsewhere: (MEMBERS, MEMBERS, LEADS, LEADS, set()),
    of_provider_nowhere: (MEMBERS | {"provider"}, MEMBERS, LEADS, LEADS, {"provider"}),
    of_neighbours: ({"neighbour"}, {"neighbour"}, {"neighbour"}, {"neighbour"}, set()),
}
PREDICATES = (
    rules.may_see_action, rules.may_see_whole, rules.may_manage, rules.may_lead,
    rules.may_say_done,
)  # fmt: skip


@pytest.mark.parametrize("made", TABLE, ids=lambda made: made.__name__)
def test_each_person_may_do_what_the_table_says_and_nothing_else(casework: Casework, made) -> None:
    action = made(casework)

    found = [
        {name for name in EVERYBODY if may(casework.access(name), action)} for may in PREDICATES
    ]

    assert found == list(TABLE[made])


@pytest.mark.parametrize("made", TABLE, ids=lambda made: made.__name__)
def test_the_query_opens_what_the_rule_allows(casework: Casework, made) -> None:
    action = made(casework)

    opened = {
        name
        for name in EVERYBODY
        if queries.visible_actions(casework.access(name)).filter(pk=action.pk).exists()
    }

    assert opened == TABLE[made][0]


@pytest.mark.parametrize("made", TABLE, ids=lambda made: made.__name__)
def test_who_sees_an_action_may_write_how_it_goes(casework: Casework, made) -> None:
    action = made(casework)

    noting = {name for name in EVERYBODY if rules.may_note(casework.access(name), action)}

    assert noting == TABLE[made][0]


def test_members_open_actions_in_their_own_groups_only(casework: Casework) -> None:
    ours = casework.groups["Alderbourne"].pk

    opening = {n for n in EVERYBODY if rules.may_open_action(casework.access(n), ours)}

    assert opening == MEMBERS


def test_an_owner_who_left_the_group_manages_nothing(casework: Casework) -> None:
    action = agree(casework, owner="left")

    assert not rules.may_manage(casework.access("left"), action)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MEMBER, Role.PROVIDER, Role.OVERSIGHT}))
def test_no_other_role_opens_any_page(role: Role) -> None:
    assert not any(role in roles for roles in rules.PAGES.values())


def test_those_who_oversee_open_the_counts_only() -> None:
    assert {page for page, roles in rules.PAGES.items() if Role.OVERSIGHT in roles} == {"actions"}
