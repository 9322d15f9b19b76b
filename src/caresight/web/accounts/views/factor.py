"""One's own second factor: setting it up, recovery codes, giving it up."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import queries, session_life
from caresight.web.accounts.forms import CodeForm, refused
from caresight.web.accounts.operations import second_factor as operations
from caresight.web.accounts.pictures import qr_picture
from caresight.web.accounts.queries import require_person
from caresight.web.accounts.rules import needs_second_factor
from caresight.web.accounts.sealing import SealedSecrets, seal, unseal

SECRET, CODES = "new_factor", "new_codes"
"""Kept in the session, sealed, until the factor is proved and the codes were noted."""


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    if queries.has_second_factor(person):
        return _factor_page(request, CodeForm())
    secret = _secret(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _set_up(request, form, secret):
        messages.success(request, "Your second factor is set up.")
        return redirect("recovery_codes")
    address = SealedSecrets().build_totp_url(person, secret)
    context = {
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": qr_picture(
            address,
            title="Square to scan with your authenticator app",
            description="It holds the same key that is written below.",
        ),
        "address": address,
        "required": needs_second_factor(person.roles, policy=settings.SECOND_FACTOR),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor_set_up.html", context, status=status)


def _set_up(request: HttpRequest, form: CodeForm, secret: str) -> bool:
    try:
        codes = operations.set_up(
            actor=require_person(request),
            at=timezone.now(),
            secret=secret,
            code=form.cleaned_data["code"],
            keep_session=request.session.session_key or "",
        )
    except Refusal as refusal:
        refused(form, "code", refusal)
        return False
    request.session.pop(SECRET, None)
    _show_codes(request, codes)
    session_life.factor_shown(request, operations.APP)
    return True


def _factor_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    person = require_person(request)
    context = {
        "form": form,
        "codes_left": queries.recovery_codes_left(person),
        "required": needs_second_factor(person.roles, policy=settings.SECOND_FACTOR),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor.html", context, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new codes until they were noted; make new ones against a code of the app."""
    person = require_person(request)
    shown = unseal(request.session.get(CODES, "")).split()
    if request.method == "POST" and "noted" in request.POST:
        request.session.pop(CODES, None)
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        form = CodeForm(request.POST)
        if not _proved(request, form):
            return _factor_page(request, form)
        _show_codes(request, operations.renew_recovery_codes(actor=person, at=timezone.now()))
        return redirect("recovery_codes")
    if not shown:
        return redirect("second_factor")
    codes = [f"{code[:4]} {code[4:]}" for code in shown]
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@sensitive_post_parameters("code")
@require_POST
def second_factor_remove(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    form = CodeForm(request.POST)
    if needs_second_factor(person.roles, policy=settings.SECOND_FACTOR):
        form.add_error("code", "Your roles need a second factor; it cannot be given up")
    if form.errors or not _proved(request, form):
        return _factor_page(request, form)
    operations.remove(actor=person, at=timezone.now())
    request.session.pop(session_life.FACTOR, None)
    messages.success(request, "You have no second factor any more.")
    return redirect("own_account")


def _proved(request: HttpRequest, form: CodeForm) -> bool:
    """Whether the code of a form is right; a session alone must not change the factor."""
    if not form.is_valid():
        return False
    person = require_person(request)
    try:
        operations.check_code(person=person, code=form.cleaned_data["code"], at=timezone.now())
    except Refusal as refusal:
        refused(form, "code", refusal)
        return False
    return True


def _secret(request: HttpRequest) -> str:
    """The secret that this session offers, the same until it is proved."""
    kept = unseal(request.session.get(SECRET, ""))
    if not kept:
        kept = operations.new_secret()
        request.session[SECRET] = seal(kept)
    return kept


def _show_codes(request: HttpRequest, codes: list[str]) -> None:
    request.session[CODES] = seal(" ".join(codes))
