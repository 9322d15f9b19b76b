"""Which returns are missing: for members, of the homes that their groups cover."""

from datetime import date
from typing import Any

import pytest

from caresight.web.providers.missing import missing_returns
from tests.web.casework import BORDER, OURS, THEIRS, Casework
from tests.web.providers.filled_returns import send

pytestmark = pytest.mark.django_db


def homes_in(own: Casework, name: str, month: date = date(2026, 10, 1)) -> set[str]:
    return set(missing_returns(own.access(name), month).home_ids)


def test_a_member_sees_what_is_missing_in_the_homes_of_their_groups(own: Casework) -> None:
    found = homes_in(own, "regulator")

    assert OURS in found
    assert BORDER in found
    assert THEIRS not in found


def test_a_return_that_came_as_a_file_or_was_submitted_here_is_not_missing(own: Casework) -> None:
    assert OURS not in homes_in(own, "regulator", date(2026, 9, 1))
    assert OURS in homes_in(own, "regulator")

    send(own.browser("provider"))

    assert OURS not in homes_in(own, "regulator")


def test_a_draft_is_the_providers_own_and_counts_as_missing(own: Casework) -> None:
    send(own.browser("provider"), "save")

    assert OURS in homes_in(own, "regulator")


def test_those_who_belong_to_no_group_see_no_home(own: Casework) -> None:
    assert homes_in(own, "left") == set()
    assert homes_in(own, "viewer") == set()
    assert homes_in(own, "provider") == set()


def test_the_page_and_its_csv_say_the_same(own: Casework) -> None:
    browser = own.browser("chair")

    page = browser.get("/returns/missing/?month=2026-10").content.decode()
    text = browser.get("/returns/missing.csv?month=2026-10").content.decode()

    assert "Rowan Court" in page
    assert OURS in text
    assert THEIRS not in text


@pytest.mark.parametrize("query", ["?month=2026-11", "?month=soon", "?month=2026-10%00", "?page=x"])
def test_a_month_that_cannot_be_shows_the_latest(own: Casework, query: str) -> None:
    page = own.browser("chair").get(f"/returns/missing/{query}").content.decode()

    assert "Monthly returns of October 2026" in page


@pytest.mark.parametrize("name", ["viewer", "analyst", "oversight", "provider", "social_worker"])
def test_nobody_else_opens_the_list(own: Casework, name: str) -> None:
    assert own.browser(name).get("/returns/missing/").status_code == 403
    assert own.browser(name).get("/returns/missing.csv").status_code == 403


def test_own_pages_cost_the_same_however_many_homes(
    own: Casework, django_assert_max_num_queries: Any
) -> None:
    browser = own.browser("provider")

    with django_assert_max_num_queries(30):
        assert browser.get("/own/").status_code == 200
    with django_assert_max_num_queries(40):
        assert browser.get(f"/own/homes/{OURS}/").status_code == 200
