"""Who may: the whole truth table of what providers were told and what they replied."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from caresight.web.accounts.models import Person
from caresight.web.groups.access import Access
from caresight.web.replies import queries, rules
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.states import STANDING, ReplyState
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.casework import PEOPLE as EVERYBODY
from tests.web.replies.examples import examples

NOBODY = Access(
    person=Person(username="somebody"),
    day=date(2026, 11, 21),
    roles=frozenset(),
    agency_id=7,
    group_ids=frozenset(),
    led_group_ids=frozenset(),
    overseen_group_ids=frozenset(),
    area_codes=frozenset(),
    home_ids=frozenset(),
)
PEOPLE = {
    "nobody": NOBODY,
    "provider": replace(NOBODY, roles=frozenset({"provider"}), home_ids=frozenset({"H1"})),
    "provider of no agency": replace(NOBODY, roles=frozenset({"provider"}), agency_id=None),
    "member": replace(NOBODY, roles=frozenset({"member"}), group_ids=frozenset({1})),
    "member elsewhere": replace(NOBODY, roles=frozenset({"member"}), group_ids=frozenset({2})),
    "lead": replace(
        NOBODY, roles=frozenset({"member"}), group_ids=frozenset({1}), led_group_ids=frozenset({1})
    ),
    "oversight": replace(
        NOBODY, roles=frozenset({"oversight"}), overseen_group_ids=frozenset({1}),
        area_codes=frozenset({"X1"}),
    ),
    "viewer": replace(NOBODY, roles=frozenset({"viewer"}), area_codes=None),
    "administrator": replace(NOBODY, roles=frozenset({"administrator"}), area_codes=None),
}  # fmt: skip
COVERING = frozenset({1, 3})
everybody = pytest.mark.parametrize("name", PEOPLE)
every_state = pytest.mark.parametrize("state", list(ReplyState))


@everybody
@pytest.mark.parametrize("agency_id", [7, 8, None])
@pytest.mark.parametrize("own_homes", [{"H1"}, set()], ids=["runs it", "does not"])
def test_a_provider_reads_what_is_of_its_agency_and_its_home(
    name: str, agency_id: int | None, own_homes: set[str]
) -> None:
    expected = name == "provider" and agency_id == 7 and bool(own_homes)
    found = rules.may_see_as_provider(
        PEOPLE[name], home_id="H1", agency_id=agency_id, own_homes=own_homes
    )

    assert found is expected
    assert rules.is_own_home(PEOPLE[name], "H1", own_homes) is (
        name == "provider" and bool(own_homes)
    )


@everybody
def test_members_read_of_the_homes_that_their_groups_cover(name: str) -> None:
    assert rules.may_see_as_member(PEOPLE[name], COVERING) is (name in ("member", "lead"))


@everybody
@every_state
def test_members_read_a_reply_once_it_is_sent(name: str, state: str) -> None:
    expected = name in ("member", "lead") and state in STANDING

    assert rules.may_see_reply_as_member(PEOPLE[name], state, COVERING) is expected


@everybody
@every_state
def test_leads_alone_tell_and_answer(name: str, state: str) -> None:
    assert rules.may_tell(PEOPLE[name], COVERING) is (name == "lead")
    expected = name == "lead" and state in STANDING
    assert rules.may_answer(PEOPLE[name], state, COVERING) is expected


def test_rules_and_queries_agree_on_each_row_for_each_person(casework: Casework) -> None:
    examples(casework)
    replies, told = list(Reply.objects.all()), list(Told.objects.all())
    assert {one.home_id for one in told} == {OURS, THEIRS}

    for username in EVERYBODY:
        access = casework.access(username)
        own = queries.own_home_ids(access)
        readable = {
            "replies": set(queries.visible_replies(access)),
            "told": set(queries.visible_told(access)),
        }
        allowed = {
            "replies": {
                one for one in replies
                if _said_to_provider(access, one, own)
                or rules.may_see_reply_as_member(access, one.state, _covering(one))
            },
            "told": {
                one for one in told
                if _said_to_provider(access, one, own)
                or rules.may_see_as_member(access, _covering(one))
            },
        }  # fmt: skip
        assert readable == allowed, username


def _said_to_provider(access: Access, row: Reply | Told, own_homes: Collection[str]) -> bool:
    return rules.may_see_as_provider(
        access, home_id=row.home_id, agency_id=row.agency_id, own_homes=own_homes
    )


def _covering(row: Reply | Told) -> frozenset[int]:
    return queries.covering_ids(row.home_id, row.area_code)


def test_pages_open_to_members_and_to_providers_as_the_table_says() -> None:
    both = {"replies", "reply", "telling"}

    for page, roles in rules.PAGES.items():
        assert roles == ({"member", "provider"} if page in both else {"member"}), page
