"""A home that changes hands goes with its evidence; what was said to and by its owner stays."""

from pathlib import Path
from typing import Any

import pytest

from caresight.web.accounts.models import AllottedHome, HeldRole
from caresight.web.providers.models import HomeReturn
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.operations import reply, send_reply, tell_provider
from tests.web.casework import BORDER, OURS, THEIRS, Casework
from tests.web.providers.filled_returns import ADDRESS, send

pytestmark = pytest.mark.django_db
WORDS, ANSWER = "Planted: please look at the nights.", "Planted: we have two more staff."


@pytest.fixture
def said(own: Casework, noon: Any) -> tuple[Told, Reply]:
    """Something told to the owner, and its reply."""
    home = {"home_id": OURS, "home_name": "Rowan Court", "area_code": "X99000001"}
    agency = own.agencies["Invented Care 1 Ltd"]
    told = tell_provider(
        actor=own.people["chair"], at=noon, agency=agency, what=WORDS, title="Nights", **home
    )
    written = reply(
        actor=own.people["provider"], at=noon, agency=agency, about="told", about_ref=told.ref,
        words=ANSWER, told=told, **home,
    )  # fmt: skip
    sent = send_reply(
        actor=own.people["provider"], at=noon, written=written, version=1, names_confirmed=False
    )
    return told, sent


def test_the_owner_before_loses_the_home_at_once(
    own: Casework, said: tuple[Told, Reply], settings: Any, handed_over_folder: Path
) -> None:
    browser = own.browser("provider")
    assert browser.get(f"/own/homes/{OURS}/").status_code == 200
    settings.HOME = handed_over_folder

    for address in (
        f"/own/homes/{OURS}/", f"/own/homes/{OURS}/figures.csv", ADDRESS,
        f"/own/homes/{OURS}/figures/falls_with_harm/", f"/told/{said[0].pk}/",
        f"/replies/{said[1].pk}/", f"/own/homes/{OURS}/reply/?about=figure&ref=falls_with_harm",
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address
    assert OURS not in browser.get("/own/").content.decode()
    assert "RP-" not in browser.get("/replies/").content.decode()


def test_the_new_owner_gets_the_home_and_none_of_the_words(
    own: Casework, said: tuple[Told, Reply], settings: Any, handed_over_folder: Path
) -> None:
    send(own.browser("provider"), falls="6")
    settings.HOME = handed_over_folder
    browser = own.browser("other_provider")

    pages = [browser.get(f"/own/homes/{OURS}/"), browser.get(ADDRESS), browser.get("/own/")]

    assert [page.status_code for page in pages] == [200, 200, 200]
    for page in pages:
        text = page.content.decode()
        assert WORDS not in text
        assert ANSWER not in text
        assert "Version 1" not in text
    assert browser.get(f"/told/{said[0].pk}/").status_code == 404
    assert browser.get(f"/replies/{said[1].pk}/").status_code == 404


def test_the_new_owner_starts_a_return_of_its_own(
    own: Casework, settings: Any, handed_over_folder: Path
) -> None:
    send(own.browser("provider"), "save", falls="6")
    settings.HOME = handed_over_folder

    assert send(own.browser("other_provider"), "save", falls="7").status_code == 302

    assert HomeReturn.objects.filter(home_id=OURS).count() == 2


def test_a_person_with_allotted_homes_sees_those_only(own: Casework) -> None:
    person = own.people["provider"]
    AllottedHome.objects.create(person=person, home_id=THEIRS)
    browser = own.browser("provider")

    assert OURS not in browser.get("/own/").content.decode()
    for home_id in (OURS, THEIRS):
        assert browser.get(f"/own/homes/{home_id}/").status_code == 404


def test_a_group_of_theirs_makes_a_border_home_no_own_home(own: Casework) -> None:
    HeldRole.objects.create(person=own.people["chair"], role="provider")
    browser = own.browser("chair")

    assert browser.get(f"/own/homes/{BORDER}/").status_code == 404


def main_of(answer: Any) -> str:
    """What the page says; its frame holds a token that changes with every request."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


GUESSED = (THEIRS, BORDER, "H99999999", "x", "H00000000-")


@pytest.mark.parametrize("home_id", GUESSED)
@pytest.mark.parametrize(
    "rest",
    ["", "figures.csv", "figures/falls_with_harm/", "figures/falls_with_harm.csv",
     "returns/2026-10/", "reply/?about=figure&ref=falls_with_harm"],
)  # fmt: skip
def test_a_guessed_home_looks_the_same_as_one_that_does_not_exist(
    own: Casework, home_id: str, rest: str
) -> None:
    answer = own.browser("provider").get(f"/own/homes/{home_id}/{rest}")
    nothing = own.browser("provider").get(f"/own/homes/H77777777/{rest}")

    assert answer.status_code == nothing.status_code == 404
    assert main_of(answer) == main_of(nothing)


@pytest.mark.parametrize(
    "address",
    ["/", "/homes/", f"/homes/{OURS}/", "/indicators/", "/areas/", "/data/", "/told/", "/told.csv",
     "/returns/missing/", "/returns/missing.csv", f"/told/homes/{OURS}/", "/people/"],
)  # fmt: skip
def test_a_provider_opens_no_staff_page(own: Casework, address: str) -> None:
    answer = own.browser("provider").get(address)

    assert answer.status_code in (403, 404) or answer.headers.get("Location", "").startswith("/own")
