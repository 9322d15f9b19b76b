"""Invitations: one link, one person, seven days."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Invitation, Person
from caresight.web.accounts.operations import invitations
from tests.web.accounts.conftest import NOON, Clock
from tests.web.casework import Casework

Trail = Callable[[str], list[dict[str, Any]]]
NEW = "four other unrelated words"
SENT = {"new_password": NEW, "same_password": NEW}


@pytest.fixture
def administrator(casework: Casework, clock: Clock) -> Client:
    return casework.browser("administrator")


def _invite(administrator: Client, casework: Casework, **more: Any) -> Any:
    agency = casework.agencies["Alderbourne Council"]
    asked = {
        "username": "amina",
        "name": "Amina Invented",
        "agency": agency.pk,
        "roles": ["member"],
    }
    return administrator.post("/people/invite/", {**asked, **more})


def _link(answer: Any) -> str:
    found = re.search(r"<code>http://testserver(/invitation/[^<]+)</code>", answer.content.decode())
    assert found is not None
    return found[1]


def test_the_link_is_shown_once_and_lets_the_person_in(
    administrator: Client, casework: Casework, client: Client
) -> None:
    link = _link(_invite(administrator, casework))
    assert "amina" in client.get(link).content.decode()

    answer = client.post(link, SENT)

    assert answer["Location"] == "/sign-in/"
    assert client.post("/sign-in/", {"username": "amina", "password": NEW}).status_code == 302
    page = administrator.get(f"/people/{Person.objects.get(username='amina').pk}/")
    assert "/invitation/" not in page.content.decode()


def test_before_the_invitation_is_used_nobody_signs_in_by_that_name(
    administrator: Client, casework: Casework, client: Client
) -> None:
    _invite(administrator, casework)

    for password in ("", NEW, "!"):
        assert (
            client.post("/sign-in/", {"username": "amina", "password": password}).status_code == 422
        )
    assert not Person.objects.get(username="amina").is_active


def test_opening_the_page_does_not_use_the_invitation(
    administrator: Client, casework: Casework, client: Client
) -> None:
    link = _link(_invite(administrator, casework))

    statuses = [client.get(link).status_code for _ in range(3)]

    assert statuses == [200, 200, 200]


def test_a_link_that_was_used_leaks_nothing_and_leaves_one_line(
    administrator: Client, casework: Casework, client: Client, trail: Trail
) -> None:
    link = _link(_invite(administrator, casework))
    client.post(link, SENT)

    again = client.get(link)

    page = again.content.decode()
    assert again.status_code == 410
    assert "This invitation cannot be used" in page
    assert "amina" not in page.casefold()
    assert len(trail("accounts.refuse_invitation")) == 1


def test_used_expired_withdrawn_and_invented_links_are_answered_alike(
    administrator: Client, casework: Casework, client: Client, clock: Clock
) -> None:
    links = [_link(_invite(administrator, casework, username=name)) for name in ("a", "b", "c")]
    client.post(links[0], SENT)
    administrator.post(f"/people/{Person.objects.get(username='b').pk}/withdraw-invitation/")
    clock.later(days=7, seconds=1)
    links.append("/invitation/" + "x" * 43 + "/")

    answers = [Client().get(link) for link in links] + [Client().post(links[1], SENT)]

    assert {answer.status_code for answer in answers} == {410}
    assert len({answer.content for answer in answers}) == 1


def test_a_used_link_sets_no_second_password(
    administrator: Client, casework: Casework, client: Client
) -> None:
    link = _link(_invite(administrator, casework))
    client.post(link, SENT)

    other = "five quite different words"
    assert Client().post(link, {"new_password": other, "same_password": other}).status_code == 410

    assert Person.objects.get(username="amina").check_password(NEW)


def test_a_weak_password_does_not_use_the_invitation_up(
    administrator: Client, casework: Casework, client: Client
) -> None:
    link = _link(_invite(administrator, casework))

    answer = client.post(link, {"new_password": "short", "same_password": "short"})

    assert answer.status_code == 422
    assert "12 characters" in answer.content.decode()
    assert client.post(link, SENT).status_code == 302


def test_only_a_hash_of_the_token_is_kept(administrator: Client, casework: Casework) -> None:
    link = _link(_invite(administrator, casework))
    token = link.split("/")[2]

    row = Invitation.objects.values().get()

    assert token not in str(row)
    assert len(row["token_hash"]) == 64


def test_a_new_link_makes_the_old_one_dead(
    administrator: Client, casework: Casework, client: Client
) -> None:
    old = _link(_invite(administrator, casework))
    pk = Person.objects.get(username="amina").pk

    new = _link(administrator.post(f"/people/{pk}/invite-again/"))

    assert client.get(old).status_code == 410
    assert client.get(new).status_code == 200


def test_who_may_sign_in_already_is_not_invited_again(
    administrator: Client, casework: Casework
) -> None:
    chair = casework.people["chair"]

    page = administrator.post(f"/people/{chair.pk}/invite-again/", follow=True).content.decode()

    assert "may sign in already" in page
    assert not Invitation.objects.exists()


def test_disabling_somebody_who_is_invited_withdraws_the_invitation(
    administrator: Client, casework: Casework, client: Client
) -> None:
    link = _link(_invite(administrator, casework))

    administrator.post(f"/people/{Person.objects.get(username='amina').pk}/disable/")

    assert client.get(link).status_code == 410


def test_with_e_mail_the_link_is_sent_and_not_shown(
    administrator: Client, casework: Casework, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.invalid"
    settings.PUBLIC_ADDRESS = "https://caresight.invalid/"

    answer = _invite(administrator, casework, email="amina@example.invalid")

    assert "/invitation/" not in answer.content.decode()
    assert "on its way to amina@example.invalid" in answer.content.decode()
    (sent,) = mail.outbox
    assert sent.to == ["amina@example.invalid"]
    assert "https://caresight.invalid/invitation/" in sent.body


def test_when_the_mail_server_does_not_answer_the_link_is_shown(
    administrator: Client, casework: Casework, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    link = _link(_invite(administrator, casework, email="amina@example.invalid"))

    assert link.split("/")[2] not in caplog.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": ""}, "Enter a user name"),
        ({"username": "x" * 151}, "at most 150 characters"),
        ({"username": "CHAIR"}, "already a person called CHAIR"),
        ({"roles": []}, "Tick at least one role"),
        ({"roles": ["owner"]}, "owner is not one of the available choices"),
        ({"email": "no address"}, "Enter an e-mail address"),
        ({"agency": "999999"}, "Select a valid choice"),
    ],
)
def test_an_invitation_that_cannot_be_made_is_refused_in_words(
    administrator: Client, casework: Casework, changed: dict[str, Any], said: str
) -> None:
    before = Person.objects.count()

    answer = _invite(administrator, casework, **changed)

    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert Person.objects.count() == before


@pytest.mark.parametrize("name", ["chair", "viewer", "governance", "provider"])
def test_only_administrators_invite_and_a_hand_made_form_changes_nothing(
    casework: Casework, trail: Trail, name: str
) -> None:
    answer = _invite(casework.browser(name), casework)

    assert answer.status_code == 403
    assert not Person.objects.filter(username="amina").exists()
    (entry,) = trail("audit.refused")
    assert (entry["who"], entry["subject"], entry["method"]) == (name, "page:invite", "POST")
    assert "Amina" not in str(entry)


def test_the_trail_tells_who_invited_whom_with_what(
    administrator: Client, casework: Casework, client: Client, trail: Trail
) -> None:
    client.post(_link(_invite(administrator, casework)), SENT)

    assert trail("accounts.add_person")[0]["roles"] == ["member"]
    assert trail("accounts.invite")[0]["who"] == "administrator"
    assert trail("accounts.accept_invitation")[0]["who"] == "amina"


def test_a_token_of_an_invitation_used_in_another_process_meanwhile_is_refused(
    db: None, casework: Casework
) -> None:
    _, token = invitations.invite(
        actor=casework.people["administrator"], at=NOON, username="amina", roles=["viewer"],
        name="", email="", agency=None,
    )  # fmt: skip
    invitations.accept(token=token, password=NEW, at=NOON)

    with pytest.raises(Refusal, match="cannot be used"):
        invitations.accept(token=token, password=NEW, at=NOON)
