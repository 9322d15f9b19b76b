"""Single sign-on by OpenID Connect: allauth asks the provider, this module believes it or not.

Allauth does discovery, the state, the proof of possession (PKCE) and the exchange of the code.
It skips the signature of an id token that it fetched itself, and sends no nonce; both are
checked here, with issuer, audience and expiry. Nobody is added: a person must be known.
"""

import secrets
from collections.abc import Mapping
from typing import Any, NoReturn

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from caresight.web.accounts import session_life
from caresight.web.accounts.operations import single_sign_on as operations
from caresight.web.audit.actors import NOBODY
from caresight.web.audit.operations import record

PROVIDER = "single"
NONCES = "single_sign_on"
MOST_NONCES = 5
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a key pair only: a shared secret or no signature at all proves nothing here."""
LEEWAY = 60
"""Seconds by which the provider's clock may be off."""
SEVERAL_FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "sms"})
"""What a provider calls a second factor (RFC 8176)."""


class Unbelievable(OAuth2Error):  # type: ignore[misc] # noqa: N818 - as Refusal is
    """What the provider said cannot be believed; allauth shows it as any other failure."""


def is_set_up() -> bool:
    """Whether this server has a provider of identities."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS)


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth has no types
    """How allauth talks to the provider, with what it leaves out."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)

    @property
    def openid_config(self) -> Mapping[str, Any]:
        """What the provider says of itself; it must be who we asked."""
        config: Mapping[str, Any] = super().openid_config
        wanted = str(self.get_provider().app.settings["server_url"])
        if str(config.get("issuer", "")).rstrip("/") != wanted:
            raise Unbelievable("the discovery document names another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: object) -> str:  # noqa: ARG002
        """Where the provider sends people back to."""
        return request.build_absolute_uri(reverse("single_sign_on_return"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> NoReturn:
        """Check who it is, and let them in or say why not."""
        claims = verified_claims(
            str(kwargs["response"].get("id_token") or ""),
            keys=_keys_at(self.openid_config["jwks_uri"]),
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
        )
        onward = _nonce_spent(request, claims)
        if _needs_more(claims) and "userinfo_endpoint" in self.openid_config:
            claims = {**_told_besides(self._fetch_user_info(token.token), claims), **claims}
        raise ImmediateHttpResponse(_let_in(request, claims, onward))


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Keeps allauth from making accounts, and shows our page when something is wrong."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002
        """Nobody registers themselves."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,  # noqa: ARG002
        **about: Any,
    ) -> NoReturn:
        """Show our page in place of allauth's."""
        raise ImmediateHttpResponse(failed(request, about.get("exception")))


def start(request: HttpRequest, onward: str) -> HttpResponseBase:
    """Send the browser to the provider, with a nonce that only this session knows."""
    nonce = secrets.token_urlsafe(24)
    kept: dict[str, str] = request.session.get(NONCES) or {}
    newest = dict(list(kept.items())[-(MOST_NONCES - 1) :])
    request.session[NONCES] = {**newest, nonce: onward}
    provider = Provider(request).get_provider()
    provider.oauth2_adapter_class = Provider
    try:
        answer: HttpResponseBase = provider.redirect(
            request, process=AuthProcess.LOGIN, auth_params={"nonce": nonce}
        )
    except (requests.RequestException, Unbelievable) as problem:
        return failed(request, problem)
    return answer


def finish(request: HttpRequest) -> HttpResponseBase:
    """Take the provider's answer."""
    answer: HttpResponseBase = OAuth2CallbackView.adapter_view(Provider(request))(request)
    return answer


def failed(request: HttpRequest, problem: Exception | None) -> HttpResponseBase:
    """Say that it did not work; the kind of reason is for the trail, not for a stranger."""
    record(
        actor=NOBODY,
        at=timezone.now(),
        operation="accounts.single_sign_on_failed",
        detail={"reason": _reason(problem)},
    )
    return problem_page(request, "failed")


def problem_page(request: HttpRequest, why: str) -> HttpResponseBase:
    """The page that says why single sign-on did not let somebody in."""
    about = {"why": why, "name": settings.SINGLE_SIGN_ON_NAME}
    return render(request, "accounts/single_sign_on_problem.html", about, status=403)


def verified_claims(
    id_token: str, *, keys: Mapping[str, Any], issuer: str, audience: str
) -> dict[str, Any]:
    """What an id token says, once signature, issuer, audience and times are right."""
    try:
        header = jwt.get_unverified_header(id_token)
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=_key_for(header, keys),
            algorithms=list(ALGORITHMS),
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as problem:
        raise Unbelievable("the id token cannot be believed") from problem
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != audience:
        raise Unbelievable("the id token was made for another program")
    return claims


def _reason(problem: Exception | None) -> str:
    if isinstance(problem, Unbelievable):
        return str(problem)
    # What others say of a fault may repeat what the provider answered.
    return type(problem).__name__ if problem else "not asked for, or refused at the provider"


def _key_for(header: Mapping[str, Any], keys: Mapping[str, Any]) -> Any:
    if header["alg"] not in ALGORITHMS:
        raise Unbelievable("the id token is not signed with a key pair")
    held = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
    named = [key for key in held if key.get("kid") == header.get("kid")]
    if len(named) != 1:
        raise Unbelievable("the id token was signed with a key that the provider does not publish")
    return jwt.PyJWK.from_dict(dict(named[0]), algorithm=header["alg"]).key


def _keys_at(address: str) -> Mapping[str, Any]:
    with get_adapter().get_requests_session() as asking:
        answer = asking.get(address)
        answer.raise_for_status()
        keys: Mapping[str, Any] = answer.json()
    return keys


def _nonce_spent(request: HttpRequest, claims: Mapping[str, Any]) -> str:
    """Where the person wanted to go; refuses a token that this browser did not ask for."""
    kept: dict[str, str] = request.session.get(NONCES) or {}
    onward = kept.pop(str(claims["nonce"]), None)
    request.session[NONCES] = kept
    if onward is None:
        raise Unbelievable("the nonce is not one that was sent, or it was used before")
    return onward


def _needs_more(claims: Mapping[str, Any]) -> bool:
    """Whether the id token leaves out what names the person: some providers say it apart."""
    match = settings.SINGLE_SIGN_ON_MATCH
    return match not in claims or (match == "email" and "email_verified" not in claims)


def _told_besides(told: Mapping[str, Any], claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Claims of the user-info page, which must be about the person of the id token."""
    if told.get("sub") != claims["sub"]:
        raise Unbelievable("the user-info page is about somebody else")
    return told


def _let_in(request: HttpRequest, claims: Mapping[str, Any], onward: str) -> HttpResponseBase:
    subject = f"{claims['iss']} {claims['sub']}"
    person = operations.person_of_claims(
        subject=subject,
        claims=claims,
        match=settings.SINGLE_SIGN_ON_MATCH,
        at=timezone.now(),
    )
    if person is None:
        return problem_page(request, "unknown")
    shown = settings.SINGLE_SIGN_ON_ASKS_FACTOR or not SEVERAL_FACTORS.isdisjoint(
        claims.get("amr") or ()
    )
    if shown:
        return session_life.let_in(
            request, person, how="single sign-on", factor="single sign-on", onward=onward
        )
    return session_life.go_on(request, person, how="single sign-on", onward=onward)
