"""Single sign-on against a provider on this machine, which is bent in one thing at a time."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from caresight.web.accounts import operations
from caresight.web.accounts.models import Person
from caresight.web.accounts.operations import invitations
from caresight.web.config.single_sign_on import single_sign_on_settings
from tests.web.accounts.authenticator import PASSWORD, code_at, give_factor
from tests.web.accounts.conftest import NOON
from tests.web.accounts.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    IdentityProvider,
    new_key,
    running_provider,
    sign_on,
)

Trail = Callable[[str], list[dict[str, Any]]]
ADDRESS = "amina@example.invalid"


@pytest.fixture
def provider(db: None, settings: Any) -> Iterator[IdentityProvider]:
    """A provider that says truly who Amina is; Caresight trusts it."""
    with running_provider() as made:
        made.claims = {"email": ADDRESS, "email_verified": True}
        settings.SOCIALACCOUNT_PROVIDERS = single_sign_on_settings(
            issuer=made.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, name="Alder ID"
        )
        settings.SINGLE_SIGN_ON_NAME = "Alder ID"
        yield made


@pytest.fixture
def amina(db: None) -> Person:
    return operations.add_person(
        username="amina", password=PASSWORD, roles=["viewer"], email=ADDRESS.upper()
    )


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_is_known_is_let_in_and_led_on(
    provider: IdentityProvider, amina: Person, client: Client, trail: Trail
) -> None:
    answer = sign_on(provider, client, "/account/?a=1")

    assert (answer.status_code, answer["Location"]) == (302, "/account/?a=1")
    assert client.session["_auth_user_id"] == str(amina.pk)
    assert provider.problems == []
    assert trail("accounts.sign_in")[0]["how"] == "single sign-on"


def test_the_browser_is_sent_with_state_nonce_and_proof_of_possession(
    provider: IdentityProvider, client: Client
) -> None:
    sent = dict(parse_qsl(urlsplit(client.get("/sign-in/single/")["Location"]).query))

    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert sent["code_challenge_method"] == "S256"
    assert sent["redirect_uri"] == "http://testserver/sign-in/single/return/"
    assert set(sent["scope"].split()) == {"openid", "profile", "email"}


def test_what_a_visitor_adds_to_the_address_does_not_reach_the_provider(
    provider: IdentityProvider, client: Client
) -> None:
    start = client.get("/sign-in/single/", {"scope": "admin", "auth_params": "prompt=none"})

    assert "admin" not in start["Location"]
    assert "prompt" not in start["Location"]


BENT: dict[str, dict[str, Any]] = {
    "signed with another key": {"signs_with": new_key()},
    "not signed at all": {"algorithm": "none"},
    "signed with the shared secret": {"algorithm": "HS256"},
    "signed with a key that is not published": {"header": {"kid": "two"}},
    "without the name of a key": {"header": {}},
    "for another program": {"claims": {"aud": "somebody-else"}},
    "for this and another program": {"claims": {"aud": [CLIENT_ID, "b"], "azp": "b"}},
    "for two programs, not saying for which": {"claims": {"aud": [CLIENT_ID, "b"]}},
    "from another issuer": {"claims": {"iss": "https://evil.example"}},
    "expired": {"claims": {"exp": int(time.time()) - 120, "iat": int(time.time()) - 600}},
    "without an end": {"claims": {"exp": None}},
    "made in the future": {"claims": {"iat": int(time.time()) + 3600}},
    "with another nonce": {"claims": {"nonce": "of another browser"}},
    "without a nonce": {"claims": {"nonce": None}},
    "without a subject": {"claims": {"sub": None}},
}


@pytest.mark.parametrize("bent", BENT.values(), ids=BENT)
def test_an_id_token_that_cannot_be_believed_lets_nobody_in(
    provider: IdentityProvider, amina: Person, client: Client, trail: Trail, bent: dict[str, Any]
) -> None:
    provider.claims |= bent.get("claims", {})
    for name, value in bent.items():
        if name != "claims":
            setattr(provider, name, value)

    answer = sign_on(provider, client)

    assert answer.status_code == 403
    assert "Single sign-on did not work" in answer.content.decode()
    assert not _is_in(client)
    assert len(trail("accounts.single_sign_on_failed")) == 1


def test_a_discovery_document_of_another_issuer_is_not_followed(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    provider.discovery = {"issuer": "https://evil.example"}

    answer = client.get("/sign-in/single/")

    assert answer.status_code == 403
    assert not _is_in(client)


def test_an_answer_cannot_be_used_twice(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    start = client.get("/sign-in/single/")
    back = provider.authorise(start["Location"])
    assert client.get(back).status_code == 302
    client.post("/sign-out/")

    assert client.get(back).status_code == 403
    assert not _is_in(client)


def test_an_answer_for_one_browser_opens_no_other(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    back = provider.authorise(client.get("/sign-in/single/")["Location"])
    other = Client()

    assert other.get(back).status_code == 403
    assert not _is_in(other)


def test_a_token_of_one_start_does_not_fit_another_browser_with_its_own_state(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    theirs = provider.authorise(client.get("/sign-in/single/")["Location"])
    victim = Client()
    own = provider.authorise(victim.get("/sign-in/single/")["Location"])
    state = dict(parse_qsl(urlsplit(own).query))["state"]
    code = dict(parse_qsl(urlsplit(theirs).query))["code"]

    answer = victim.get("/sign-in/single/return/", {"state": state, "code": code})

    assert answer.status_code == 403
    assert not _is_in(victim)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=access_denied"])
def test_a_return_that_was_not_asked_for_is_answered_with_a_page(
    provider: IdentityProvider, client: Client, query: str
) -> None:
    answer = client.get(f"/sign-in/single/return/{query}")

    assert answer.status_code == 403
    assert "Try again" in answer.content.decode()


def test_who_says_no_at_the_provider_comes_back_to_a_page(
    provider: IdentityProvider, client: Client
) -> None:
    sent = dict(parse_qsl(urlsplit(client.get("/sign-in/single/")["Location"]).query))

    answer = client.get(
        "/sign-in/single/return/", {"state": sent["state"], "error": "access_denied"}
    )

    assert answer.status_code == 403


def test_who_is_unknown_gets_a_page_and_no_account(
    provider: IdentityProvider, amina: Person, client: Client, trail: Trail
) -> None:
    provider.claims["email"] = "nobody@example.invalid"

    answer = sign_on(provider, client)

    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert Person.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert len(trail("accounts.single_sign_on_refused")) == 1


def test_who_is_disabled_is_not_let_in_and_is_told_no_more_than_a_stranger(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    operations.disable(username="amina")
    refused = sign_on(provider, client)
    provider.claims["email"] = "nobody@example.invalid"

    assert refused.content == sign_on(provider, Client()).content
    assert not _is_in(client)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_did_not_verify_names_nobody(
    provider: IdentityProvider, amina: Person, client: Client, verified: object
) -> None:
    provider.claims["email_verified"] = verified

    assert sign_on(provider, client).status_code == 403


def test_an_address_of_two_people_names_neither(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    operations.add_person(username=ADDRESS, password=PASSWORD, roles=["administrator"])

    assert sign_on(provider, client).status_code == 403


def test_an_address_that_is_given_to_somebody_else_later_does_not_open_the_account(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    sign_on(provider, client)
    provider.claims["sub"] = "the new owner of the address"
    other = Client()

    assert sign_on(provider, other).status_code == 403


def test_once_bound_the_person_is_known_by_subject_whatever_the_address(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    sign_on(provider, client)
    provider.claims["email"] = "a-new-name@example.invalid"
    other = Client()

    assert sign_on(provider, other).status_code == 302
    assert _is_in(other)


def test_claims_that_are_only_on_the_user_info_page_are_fetched(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    provider.userinfo, provider.claims = provider.claims, {}

    assert sign_on(provider, client).status_code == 302


def test_a_user_info_page_about_somebody_else_is_not_believed(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    provider.userinfo, provider.claims = {**provider.claims, "sub": "subject-2"}, {}

    assert sign_on(provider, client).status_code == 403


def test_a_user_name_claim_names_the_person_where_the_setting_says_so(
    provider: IdentityProvider, amina: Person, client: Client, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON_MATCH = "preferred_username"
    provider.claims = {"preferred_username": "Amina"}

    assert sign_on(provider, client).status_code == 302


def test_who_is_invited_uses_the_invitation_by_signing_on(
    provider: IdentityProvider, client: Client
) -> None:
    person, _ = invitations.invite(
        actor=None, at=NOON.now(NOON.tzinfo), username="amina", roles=["viewer"], name="",
        email=ADDRESS, agency=None,
    )  # fmt: skip

    assert sign_on(provider, client).status_code == 302

    person.refresh_from_db()
    assert person.is_active
    assert person.invitations.get().used_at is not None


def test_our_own_second_factor_is_asked_unless_the_provider_says_it_asked(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    now = NOON.now(NOON.tzinfo)
    give_factor(amina, now)

    assert sign_on(provider, client)["Location"] == "/sign-in/code/"
    provider.claims["amr"] = ["pwd", "mfa"]
    other = Client()
    assert sign_on(provider, other)["Location"] == "/"
    assert other.session["factor"] == "single sign-on"
    later = now.fromtimestamp(now.timestamp() + 30, now.tzinfo)
    assert client.post("/sign-in/code/", {"code": code_at(later)}).status_code == 302


def test_a_provider_that_always_asks_can_be_trusted_with_it(
    provider: IdentityProvider, amina: Person, client: Client, settings: Any, required: None
) -> None:
    settings.SINGLE_SIGN_ON_ASKS_FACTOR = True

    sign_on(provider, client)

    assert client.session["factor"] == "single sign-on"


def test_the_session_gets_a_new_key(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    start = client.get("/sign-in/single/")
    before = client.session.session_key

    client.get(provider.authorise(start["Location"]))

    assert client.session.session_key != before


def test_the_button_is_shown_only_where_a_provider_is_set(
    provider: IdentityProvider, client: Client, settings: Any
) -> None:
    assert "Sign in with Alder ID" in client.get("/sign-in/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert "Sign in with Alder ID" not in client.get("/sign-in/").content.decode()
    assert client.get("/sign-in/single/")["Location"] == "/sign-in/"
    assert client.get("/sign-in/single/return/?code=x")["Location"] == "/sign-in/"


def test_with_single_sign_on_nobody_changes_the_address_that_names_them(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    client.force_login(amina)

    client.post("/account/", {"name": "Amina", "email": "chief@example.invalid"})

    amina.refresh_from_db()
    assert (amina.name, amina.email) == ("Amina", ADDRESS.upper())


def test_a_provider_that_does_not_answer_is_a_page_and_no_fault(
    db: None, client: Client, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on_settings(
        issuer="http://127.0.0.1:1", client_id="a", client_secret="b", name="Gone"
    )

    assert client.get("/sign-in/single/").status_code == 403


def test_resetting_a_person_unties_the_bond(
    provider: IdentityProvider, amina: Person, client: Client
) -> None:
    sign_on(provider, client)
    boss = operations.add_person(username="boss", password=PASSWORD, roles=["administrator"])
    browser = Client()
    browser.force_login(boss)

    browser.post(f"/people/{amina.pk}/reset-factor/")

    amina.refresh_from_db()
    assert amina.single_sign_on == ""


def test_an_issuer_without_https_is_refused_but_on_this_machine() -> None:
    with pytest.raises(ImproperlyConfigured, match="https"):
        single_sign_on_settings(
            issuer="http://id.example", client_id="a", client_secret="b", name="c"
        )
    assert single_sign_on_settings(
        issuer="http://localhost:9", client_id="a", client_secret="b", name="c"
    )


def test_an_issuer_without_its_client_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="CLIENT_ID"):
        single_sign_on_settings(
            issuer="https://id.example", client_id="a", client_secret="", name="c"
        )


def test_without_an_issuer_there_is_no_single_sign_on() -> None:
    assert single_sign_on_settings(issuer="", client_id="", client_secret="", name="c") == {}
