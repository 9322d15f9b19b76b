"""One's own account: name, password, sessions."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import operations, presenters, queries, single_sign_on
from caresight.web.accounts.forms import OwnDetailsForm, OwnPasswordForm, refused
from caresight.web.accounts.queries import require_person
from caresight.web.ui.words import count


@require_http_methods(["GET", "HEAD", "POST"])
def own_account(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    now = timezone.now()
    form = OwnDetailsForm(
        request.POST if request.method == "POST" else None,
        initial={"name": person.name, "email": person.email},
    )
    if single_sign_on.is_set_up():
        # The address names the account at single sign-on; an administrator changes it.
        form.fields.pop("email")
    if request.method == "POST" and form.is_valid():
        operations.change_details(
            actor=person,
            at=now,
            person=person,
            name=form.cleaned_data["name"],
            email=form.cleaned_data.get("email", person.email),
            agency=person.agency,
        )
        messages.success(request, "Saved.")
        return redirect("own_account")
    context = {
        "form": form,
        "sessions": presenters.shown_sessions(
            queries.sessions_of(person, at=now), this=request.session.session_key
        ),
        "has_factor": queries.has_second_factor(person),
        "codes_left": queries.recovery_codes_left(person),
        "has_password": person.has_usable_password(),
        "roles": presenters.role_words(person.roles),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/own_account.html", context, status=status)


@never_cache
@sensitive_post_parameters("password", "new_password", "same_password")
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _password_changed(request, form):
        messages.success(request, "Your password is changed. Every other session has ended.")
        return redirect("own_account")
    context = {"form": form, "username": person.username}
    status = 422 if form.errors else 200
    return render(request, "accounts/own_password.html", context, status=status)


def _password_changed(request: HttpRequest, form: OwnPasswordForm) -> bool:
    person, now = require_person(request), timezone.now()
    if not operations.password_is_right(
        person=person, password=form.cleaned_data["password"], at=now
    ):
        form.add_error("password", "That is not your password, or it was wrong too often")
        return False
    try:
        changed = operations.change_password(
            username=person.username,
            password=form.cleaned_data["new_password"],
            actor=person,
            at=now,
            keep_session=request.session.session_key or "",
        )
    except Refusal as refusal:
        refused(form, "new_password", refusal)
        return False
    update_session_auth_hash(request, changed)
    return True


@require_POST
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    person = require_person(request)
    ended = operations.end_sessions(
        actor=person, at=timezone.now(), person=person,
        keep_session=request.session.session_key or "",
    )  # fmt: skip
    said = count(ended, "other session was", "other sessions were")
    messages.success(request, f"{said} ended. You are still signed in here.")
    return redirect("own_account")
