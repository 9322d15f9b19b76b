"""People, from the command line of the server: the same operations, and a line in the trail."""

import argparse
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from caresight.vocabulary.refusal import Refusal
from caresight.web import __main__ as program
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.models import Entry
from caresight.web.config import people
from tests.web.accounts.authenticator import PASSWORD, give_factor
from tests.web.accounts.conftest import NOON

Ask = Callable[..., str]


@pytest.fixture
def ask(db: None, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command as it is typed; its database is the test's."""
    monkeypatch.setattr(people, "prepare", lambda: None)
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n" * 9))

    def run(*typed: str) -> str:
        asked: argparse.Namespace = program._parser().parse_args(["people", *typed])
        out = StringIO()
        people.run(asked, out=out)
        return out.getvalue()

    return run


def test_a_person_is_added_with_several_roles_and_an_agency_of_a_kind(ask: Ask) -> None:
    kind = ("--agency", "Alder Council", "--agency-kind", "council")
    ask("add", "amina", "--role", "member", "--role", "safeguarding,viewer", *kind)

    amina = Person.objects.get(username="amina")
    assert amina.roles == {"member", "safeguarding", "viewer"}
    assert Agency.objects.get().kind == "council"
    assert Client().login(username="amina", password=PASSWORD)


def test_without_a_role_somebody_is_a_viewer(ask: Ask) -> None:
    ask("add", "vic")

    assert Person.objects.get(username="vic").roles == {"viewer"}


def test_the_list_is_read_by_programs_too(ask: Ask) -> None:
    ask("add", "amina", "--email", "a@example.invalid", "--agency", "Alder")
    ask("invite", "bo")

    first, second = json.loads(ask("list", "--json"))
    assert first["email"] == "a@example.invalid"
    assert (first["may_sign_in"], second["may_sign_in"], second["invited"]) == (True, False, True)
    assert "invited" in ask("list")


def test_an_empty_list_says_what_to_do(ask: Ask) -> None:
    assert "caresight people add NAME" in ask("list")


def test_an_invitation_prints_a_link_that_works(ask: Ask, client: Client, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://caresight.invalid/"

    made = json.loads(ask("invite", "bo", "--role", "member", "--json"))

    path = made["link"].removeprefix("https://caresight.invalid")
    assert "bo" in client.get(path).content.decode()


def test_without_a_known_address_the_invitation_says_what_is_missing(
    ask: Ask, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = ""

    assert "set CARESIGHT_ADDRESS" in ask("invite", "bo")


def test_a_generated_password_is_printed_once_and_works(ask: Ask) -> None:
    ask("add", "amina")

    password = json.loads(ask("password", "amina", "--generate", "--json"))["password"]

    assert Client().login(username="amina", password=password)


def test_a_lost_phone_is_mended_and_who_leaves_is_kept_out(ask: Ask) -> None:
    ask("add", "amina")
    amina = Person.objects.get(username="amina")
    give_factor(amina, NOON)

    assert "second factor" in ask("reset-second-factor", "amina")
    assert "may no longer sign in" in ask("disable", "AMINA")

    amina.refresh_from_db()
    assert not amina.is_active


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("add", "x", "--agency", "A", "--agency-kind", "shop"), "no such kind of agency"),
        (("add", "x", "--role", "owner"), "no such role"),
        (("reset-second-factor", "nobody"), "no person called nobody"),
        (("add",), "A user name is needed"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    ask: Ask, typed: tuple[str, ...], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        ask(*typed)

    assert not Person.objects.exists()


def test_the_trail_says_that_it_was_the_command_line(ask: Ask) -> None:
    ask("add", "amina")
    ask("password", "amina")
    ask("disable", "amina")

    written = Entry.objects.filter(actor_ref="server").values_list("operation", flat=True)

    assert list(written) == ["accounts.add_person", "accounts.change_password", "accounts.disable"]
