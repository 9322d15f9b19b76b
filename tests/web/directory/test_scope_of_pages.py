"""What a page of evidence shows to people of different reach, and that it holds no more."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from caresight.web.accounts.operations import add_person
from caresight.web.groups.models import Membership
from tests.web.casework import BORDER, OURS, PASSWORD, THEIRS, Casework
from tests.web.directory.part_of_a_release import (
    WISH,
    alderbourne_reads,
    write_part,
    write_whole,
)
from tests.web.invented_release import INDICATORS, home_documents

ELSEWHERE = "H00000002"
"""A home of an area that no group covers."""
SEEN = {
    # user name: the homes of OURS, BORDER, THEIRS and ELSEWHERE that they may read
    "chair": (OURS, BORDER),
    "council": (OURS, BORDER),
    "ambulance": (OURS, BORDER),
    "left": (),
    "neighbour": (BORDER, THEIRS),
    "oversight": (OURS, BORDER, THEIRS),
    "viewer": (OURS, BORDER, THEIRS, ELSEWHERE),
    "analyst": (OURS, BORDER, THEIRS, ELSEWHERE),
    "administrator": (OURS, BORDER, THEIRS, ELSEWHERE),
}
PAGES_OF_A_HOME = (
    "/homes/{}/",
    "/homes/{}/indicators.csv",
    "/homes/{}/indicators/falls_with_harm/",
    "/homes/{}/indicators/falls_with_harm.csv",
)
TRUTH = [
    pytest.param(person, home, home in seen, id=f"{person} and {home}")
    for person, seen in SEEN.items()
    for home in (OURS, BORDER, THEIRS, ELSEWHERE)
]
LISTS = (
    "/", "/attention.csv", "/homes/", "/homes/?order=name", "/homes/?closed=yes",
    "/homes/?q=lodge", "/homes/?group=new", "/homes/?group=silent", "/homes/?group=improving",
    "/homes/?level=intensive", "/homes/?area=X99000001", "/homes/?area=X99000002",
    "/homes/?area=X99000003", "/homes/?page=2", "/homes/?q=1-990004", "/homes/H00000000/",
    "/homes/H00000001/", "/homes/H00000004/", "/homes/compare/?home=H00000000&home=H00000004",
    "/homes/H00000000/indicators.csv", "/homes/?q=1-990000",
)  # fmt: skip


@pytest.mark.parametrize(("username", "home_id", "may"), TRUTH)
def test_pages_of_a_home_open_to_who_may_read_it(
    casework: Casework, username: str, home_id: str, may: bool
) -> None:
    browser = casework.browser(username)

    statuses = {browser.get(path.format(home_id)).status_code for path in PAGES_OF_A_HOME}

    assert statuses == {200 if may else 404}


@pytest.mark.parametrize("username", ["social_worker", "provider", "governance"])
def test_pages_of_a_home_are_closed_to_roles_that_read_no_evidence(
    casework: Casework, username: str
) -> None:
    browser = casework.browser(username)

    statuses = {browser.get(path.format(OURS)).status_code for path in PAGES_OF_A_HOME}

    assert statuses == {403}


@pytest.mark.parametrize("path", PAGES_OF_A_HOME)
def test_a_guessed_home_answers_as_one_that_does_not_exist(casework: Casework, path: str) -> None:
    browser = casework.browser("council")

    guessed, unknown = browser.get(path.format(THEIRS)), browser.get(path.format("H99999999"))

    assert guessed.status_code == unknown.status_code == 404
    assert _text(guessed) == _text(unknown)


def test_who_leaves_a_group_reads_nothing_from_that_day_on(casework: Casework) -> None:
    browser = casework.browser("council")
    before = browser.get(f"/homes/{OURS}/").status_code

    Membership.objects.filter(person=casework.people["council"]).update(
        until_on=timezone.localdate()
    )

    assert (before, browser.get(f"/homes/{OURS}/").status_code) == (200, 404)
    assert "you are in none" in browser.get("/").content.decode()


@pytest.mark.parametrize("ended", [False, True], ids=["while the member is there", "after"])
def test_a_deputy_reads_as_long_as_the_member_stood_in_for(casework: Casework, ended: bool) -> None:
    today = timezone.localdate()
    member = Membership.objects.get(person=casework.people["regulator"])
    deputy = add_person(username="deputy", password=PASSWORD, roles=["member"])
    Membership.objects.create(
        group=member.group, person=deputy, deputises_for=member, from_on=today - timedelta(days=9)
    )
    if ended:
        Membership.objects.filter(pk=member.pk).update(until_on=today)

    answer = casework.browser("deputy").get(f"/homes/{OURS}/")

    assert answer.status_code == (404 if ended else 200)


@pytest.mark.parametrize("path", LISTS)
def test_a_page_says_the_same_as_if_no_other_home_existed(
    casework: Casework, two_worlds: tuple[Path, Path], settings: Any, path: str
) -> None:
    whole, part = two_worlds
    answers = []
    for home in (whole, part):
        settings.HOME = home
        answers.append(casework.browser("council").get(path))

    assert answers[0].status_code == answers[1].status_code
    assert _text(answers[0]) == _text(answers[1])


@pytest.mark.parametrize("code", [indicator[0] for indicator in INDICATORS])
@pytest.mark.parametrize("address", ["/indicators/{}/", "/indicators/{}.csv"])
def test_an_indicator_names_no_home_of_others(
    casework: Casework, two_worlds: tuple[Path, Path], settings: Any, code: str, address: str
) -> None:
    settings.HOME = two_worlds[0]

    text = _text(casework.browser("council").get(address.format(code)))

    assert not [home for home in _others() if home in text]
    if address.endswith(".csv"):
        assert OURS in text


def test_an_indicator_draws_homes_of_others_without_a_name(casework: Casework) -> None:
    page = _text(casework.browser("council").get("/indicators/falls_with_harm/"))

    assert "<title>another home</title>" in page
    assert "Rowan Court" in page
    assert "the others have no name here" in page


def test_who_reads_every_home_is_shown_every_name(casework: Casework) -> None:
    page = _text(casework.browser("viewer").get("/indicators/falls_with_harm/"))

    assert "another home" not in page
    assert "have no name here" not in page


def test_homes_found_by_a_registered_id_lead_on_only_within_reach(casework: Casework) -> None:
    browser = casework.browser("council")

    ours, theirs = browser.get("/homes/?q=1-990000"), browser.get("/homes/?q=1-990004")

    assert (ours.status_code, ours.headers.get("Location")) == (302, f"/homes/{OURS}/")
    assert theirs.status_code == 200
    assert "0 homes found" in _text(theirs)


def test_the_bar_names_the_areas_of_the_reader(casework: Casework) -> None:
    page = _text(casework.browser("council").get("/"))

    assert "Alderbourne and one further home · 20 homes" in page


def test_areas_are_counted_for_everybody_and_listed_for_their_own(casework: Casework) -> None:
    page = _text(casework.browser("council").get("/areas/"))

    assert "Quillhaven" in page
    assert "?area=X99000001" in page
    assert "?area=X99000002" not in page


def test_two_readers_are_never_given_the_same_kept_page(casework: Casework) -> None:
    first = _text(casework.browser("viewer").get("/homes/"))
    second = _text(casework.browser("council").get("/homes/"))
    third = _text(casework.browser("neighbour").get("/homes/"))

    assert THEIRS in first
    assert THEIRS not in second
    assert OURS not in third


def test_the_list_of_new_homes_is_as_long_as_the_strip_says(casework: Casework) -> None:
    browser = casework.browser("council")

    strip, listed = _text(browser.get("/")), _text(browser.get("/homes/?group=new"))

    assert re.search(r"<b>1</b> <a href=\"/homes/\?group=new\">", strip)
    assert "1 home that newly needs attention, within a month" in listed


@pytest.mark.parametrize("path", ["/", "/homes/", f"/homes/{OURS}/", "/indicators/", "/areas/"])
def test_a_page_of_a_member_asks_the_database_a_few_times_only(
    casework: Casework, django_assert_max_num_queries: Any, path: str
) -> None:
    browser = casework.browser("council")
    browser.get(path)

    with django_assert_max_num_queries(12):
        browser.get(path)


@pytest.fixture(scope="session")
def two_worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    whole, part = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("part")
    write_whole(whole)
    write_part(part)
    return whole, part


def _others() -> list[str]:
    rows = [one["row"] for one in home_documents(WISH) if not alderbourne_reads(one)]
    return [word for row in rows for word in (row["home_id"], row["name"])]


def _text(answer: Any) -> str:
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    return token.sub("", answer.content.decode())
