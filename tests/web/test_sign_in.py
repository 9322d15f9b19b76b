"""Signing in, being locked out, and leaving."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import operations, queries
from caresight.web.accounts.rules import OPEN_TO_ALL
from tests.web.addresses import ONLY_POSTED, address_of, names_of_evidence_pages

PASSWORD = "three unrelated words"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def priya(db: None) -> None:
    operations.add_person(username="priya@example.org", password=PASSWORD, roles=["viewer"])


def _try(client: Client, password: str, name: str = "priya@example.org", to: str = "") -> int:
    answer = client.post("/sign-in/", {"username": name, "password": password, "next": to})
    return answer.status_code


@pytest.mark.parametrize(
    "name", [n for n in names_of_evidence_pages() if n not in {*ONLY_POSTED, *OPEN_TO_ALL}]
)
def test_without_signing_in_every_page_leads_to_the_sign_in_page(
    client: Client, db: None, with_release: Path, name: str
) -> None:
    answer = client.get(address_of(name))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


def test_the_right_password_leads_on_to_the_page_asked_for(
    client: Client, priya: None, with_release: Path
) -> None:
    answer = client.post(
        "/sign-in/?next=/areas/",
        {"username": "PRIYA@example.org", "password": PASSWORD, "next": "/areas/"},
    )

    assert (answer.status_code, answer["Location"]) == (302, "/areas/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_sign_in_never_leads_to_another_server(client: Client, priya: None, elsewhere: str) -> None:
    answer = client.post(
        "/sign-in/", {"username": "priya@example.org", "password": PASSWORD, "next": elsewhere}
    )

    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    client: Client, priya: None
) -> None:
    known = client.post("/sign-in/", {"username": "priya@example.org", "password": "wrong"})
    unknown = client.post("/sign-in/", {"username": "nobody", "password": "wrong"})

    assert known.status_code == unknown.status_code == 422
    sentence = "The user name or the password is not right"
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()


def test_empty_fields_are_named_in_an_error_summary(client: Client, db: None) -> None:
    page = client.post("/sign-in/", {}).content.decode()

    assert "There is a problem" in page
    assert 'href="#id_password"' in page
    assert "<title>Error: Sign in" in page


def test_after_five_failures_even_the_right_password_must_wait(client: Client, priya: None) -> None:
    for _ in range(5):
        _try(client, "wrong")

    page = client.post("/sign-in/", {"username": "priya@example.org", "password": PASSWORD})

    assert page.status_code == 422
    assert "Try again in 15 minutes" in page.content.decode()


def test_failures_elsewhere_do_not_lock_out_this_address(client: Client, priya: None) -> None:
    for _ in range(5):
        operations.note_failure(username="priya@example.org", address="203.0.113.9", at=NOON)

    assert _try(client, PASSWORD) == 302


def test_the_wait_ends_after_a_quarter_of_an_hour(priya: None) -> None:
    for _ in range(5):
        operations.note_failure(username="priya", address="::1", at=NOON)

    waits = [
        queries.minutes_to_wait(
            username="Priya", address="::1", now=NOON + timedelta(minutes=passed)
        )
        for passed in (0, 14, 15)
    ]

    assert waits == [15, 1, 0]


def test_four_failures_and_a_success_begin_the_count_anew(client: Client, priya: None) -> None:
    for _ in range(4):
        _try(client, "wrong")
    assert _try(client, PASSWORD) == 302
    client.post("/sign-out/")

    assert _try(client, "wrong") == 422
    assert _try(client, PASSWORD) == 302


def test_who_is_disabled_is_out_at_once_and_cannot_come_back(
    signed_in: Callable[[str], Client],
) -> None:
    client = signed_in("viewer")

    operations.disable(username="viewer")

    assert client.get("/")["Location"].startswith("/sign-in/")
    assert _try(client, PASSWORD, name="viewer") == 422


def test_a_new_password_ends_the_sessions_of_the_old(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("viewer")

    operations.change_password(username="viewer", password="four other unrelated words")

    assert client.get("/").status_code == 302


def test_signing_out_needs_a_form_and_works(viewer: Client) -> None:
    assert viewer.get("/sign-out/").status_code == 405
    assert viewer.post("/sign-out/").status_code == 302
    assert viewer.get("/").status_code == 302


@pytest.mark.parametrize("weak", ["short", "123456789012", "passwordpassword1"[:8]])
def test_a_weak_password_is_refused_with_what_to_do(db: None, weak: str) -> None:
    with pytest.raises(Refusal, match="12 characters"):
        operations.add_person(username="new", password=weak, roles=["viewer"])


def test_a_name_that_differs_only_in_capitals_is_taken(priya: None) -> None:
    with pytest.raises(Refusal, match="already"):
        operations.add_person(username="Priya@Example.org", password=PASSWORD, roles=["viewer"])


def test_a_role_that_does_not_exist_is_refused(db: None) -> None:
    with pytest.raises(Refusal, match="no such role"):
        operations.add_person(username="new", password=PASSWORD, roles=["owner"])


def test_a_person_nobody_knows_cannot_be_disabled(db: None) -> None:
    with pytest.raises(Refusal, match="people list"):
        operations.disable(username="nobody")
