"""Who may: the whole truth table of a provider's evidence, homes and returns."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from caresight.vocabulary.agencies import Agency
from caresight.web.accounts.models import Person
from caresight.web.groups.access import Access
from caresight.web.providers import rules
from caresight.web.providers.models import HomeReturn
from caresight.web.providers.queries import visible_returns
from caresight.web.replies.queries import own_home_ids
from tests.web.casework import OURS, PEOPLE, THEIRS, Casework
from tests.web.providers.examples import examples

SHARED = {"provider", "workforce", "ambulance", "hospital", "regulator"}
PROVIDER = Access(
    person=Person(username="provider"),
    day=date(2026, 11, 21),
    roles=frozenset({"provider"}),
    agency_id=7,
    group_ids=frozenset(),
    led_group_ids=frozenset(),
    overseen_group_ids=frozenset(),
    area_codes=frozenset(),
    home_ids=frozenset({"H1"}),
)


@pytest.mark.parametrize("agency", [one.value for one in Agency])
def test_only_shared_and_public_evidence_is_seen(agency: str) -> None:
    assert rules.may_see_figure(agency, ["provider_return"]) is (agency in SHARED)


@pytest.mark.parametrize("sources", [["casework"], ["provider_return", "casework"], []])
def test_what_people_reported_is_never_seen_as_a_figure(sources: list[str]) -> None:
    assert not rules.may_see_figure("provider", sources)


@pytest.mark.parametrize("agency", [one.value for one in Agency])
@pytest.mark.parametrize("rule", [*sorted(rules.PLAIN_SIGNALS), "happening_safeguarding_concern"])
def test_a_signal_without_a_figure_is_seen_by_its_rule_and_agency(agency: str, rule: str) -> None:
    expected = agency in SHARED and rule in rules.PLAIN_SIGNALS

    assert rules.may_see_plain_signal(agency, rule) is expected


@pytest.mark.parametrize(
    ("access", "home_id", "expected"),
    [
        pytest.param(PROVIDER, "H1", True, id="an own home"),
        pytest.param(PROVIDER, "H2", False, id="another home"),
        pytest.param(replace(PROVIDER, roles=frozenset({"member"})), "H1", False, id="a member"),
        pytest.param(replace(PROVIDER, roles=frozenset()), "H1", False, id="no role"),
        pytest.param(replace(PROVIDER, agency_id=None), "H1", False, id="no agency"),
    ],
)
def test_a_home_is_theirs_only_as_its_provider(
    access: Access, home_id: str, expected: bool
) -> None:
    assert rules.may_see_own_home(access, home_id, {"H1"}) is expected
    found = rules.may_see_return(access, home_id=home_id, agency_id=7, own_homes={"H1"})
    assert found is expected


def test_a_return_of_the_owner_before_is_not_theirs() -> None:
    assert not rules.may_see_return(PROVIDER, home_id="H1", agency_id=8, own_homes={"H1"})


def test_rule_and_query_agree_on_each_return_for_each_person(casework: Casework) -> None:
    examples(casework)
    copied = HomeReturn.objects.order_by("pk").first()
    assert copied is not None
    for home_id in (THEIRS, OURS):
        copied.pk, copied.token, copied.home_id = None, uuid4(), home_id
        copied.agency = casework.agencies["Invented Care 5 Ltd"]
        copied.save(force_insert=True)
    returns = list(HomeReturn.objects.all())

    for username in PEOPLE:
        access = casework.access(username)
        own = own_home_ids(access)
        allowed = {
            one for one in returns
            if rules.may_see_return(
                access, home_id=one.home_id, agency_id=one.agency_id, own_homes=own
            )
        }  # fmt: skip
        assert set(visible_returns(access)) == allowed, username
        assert bool(allowed) is (username in ("provider", "other_provider")), username


def test_pages_are_for_providers_and_the_missing_list_for_members() -> None:
    own = {page for page, roles in rules.PAGES.items() if roles == {"provider"}}

    assert own == set(rules.PAGES) - {"missing_returns", "missing_returns_csv"}
    assert rules.PAGES["missing_returns"] == {"member"}
