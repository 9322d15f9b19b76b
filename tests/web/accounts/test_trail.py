"""What sign-in and refused pages leave in the trail, and what they never do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caresight.web.audit.models import Entry
from tests.web.accounts.authenticator import PASSWORD, type_password
from tests.web.accounts.conftest import Clock
from tests.web.casework import Casework

Trail = Callable[[str], list[dict[str, Any]]]


def test_signing_in_and_out_leave_a_line_each(
    casework: Casework, client: Client, trail: Trail
) -> None:
    type_password(client, "chair")
    client.post("/sign-out/")

    assert [one["who"] for one in trail("accounts.sign_in")] == ["chair"]
    assert trail("accounts.sign_in")[0]["second_factor"] == "none"
    assert [one["who"] for one in trail("accounts.sign_out")] == ["chair"]


def test_a_failed_sign_in_names_people_only_for_a_password_may_be_typed_as_a_name(
    casework: Casework, client: Client, trail: Trail
) -> None:
    type_password(client, "CHAIR", "wrong")
    type_password(client, "my secret password by mistake", "wrong")

    assert [one["who"] for one in trail("accounts.sign_in_failed")] == [
        "chair", "somebody who is not signed in",
    ]  # fmt: skip
    assert not Entry.objects.filter(detail__contains="mistake").exists()


def test_being_locked_out_leaves_one_line_however_often_it_is_tried(
    casework: Casework, client: Client, trail: Trail
) -> None:
    for _ in range(9):
        type_password(client, "chair", "wrong")

    assert len(trail("accounts.locked_out")) == 1
    assert len(trail("accounts.sign_in_failed")) == 5


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("chair", "/people/", 403),
        ("administrator", "/people/999999/", 404),
        ("administrator", "/people/1/roles/", 405),
    ],
)
def test_a_refused_page_of_casework_leaves_one_line(
    casework: Casework, trail: Trail, name: str, address: str, status: int
) -> None:
    assert casework.browser(name).get(address).status_code == status

    (entry,) = trail("audit.refused")
    assert (entry["who"], entry["status"], entry["method"]) == (name, status, "GET")


def test_evidence_that_is_not_found_and_strangers_leave_no_line(
    casework: Casework, client: Client, trail: Trail
) -> None:
    casework.browser("viewer").get("/indicators/not-there/")
    casework.browser("viewer").get("/nowhere/")
    client.get("/people/")

    assert trail("audit.refused") == []


def test_the_trail_never_holds_a_token_of_an_address(
    casework: Casework, client: Client, trail: Trail
) -> None:
    token = "a-token-that-was-guessed"
    casework.browser("chair").delete(f"/invitation/{token}/")
    client.get(f"/invitation/{token}/")

    assert not Entry.objects.filter(detail__contains=token).exists()
    assert not Entry.objects.filter(subject__contains=token).exists()
    assert trail("audit.refused")[0]["subject"] == "page:invitation"


def test_nothing_that_was_typed_reaches_the_trail(casework: Casework, clock: Clock) -> None:
    chair = casework.browser("chair")
    chair.post("/people/invite/", {"username": "planted words", "name": "planted words"})
    chair.post("/account/password/", {"password": "planted words"})

    assert not Entry.objects.filter(detail__contains="planted").exists()


def test_known_and_unknown_names_cost_the_same_queries(casework: Casework, client: Client) -> None:
    type_password(client, "somebody-before", "wrong")

    counts = []
    for name in ("chair", "nobody-at-all"):
        with CaptureQueriesContext(connection) as queries:
            type_password(client, name, "wrong")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_unknown_name_costs_a_hash_like_a_known_one(
    casework: Casework, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        made.append(salt)
        return str(encode(self, password, salt))

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    costs = []
    for name in ("chair", "nobody-at-all"):
        made.clear()
        type_password(client, name, "wrong")
        costs.append(len(made))

    assert costs == [1, 1]


def test_who_has_no_password_costs_a_hash_too(
    casework: Casework, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    chair = casework.people["chair"]
    chair.set_unusable_password()
    chair.save()

    assert type_password(client, "chair", PASSWORD).status_code == 422  # type: ignore[attr-defined]
