"""Sign in with a password; sign out."""

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caresight.web.accounts import operations, queries, session_life, single_sign_on
from caresight.web.accounts.forms import SignInForm
from caresight.web.audit.operations import record


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = session_life.onward_of(request)
    if queries.person_of(request):
        return redirect(onward)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = _after_password(request, form, onward)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "policy": settings.SECOND_FACTOR,
        "single_sign_on": settings.SINGLE_SIGN_ON_NAME if single_sign_on.is_set_up() else "",
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


def _after_password(request: HttpRequest, form: SignInForm, onward: str) -> HttpResponse | None:
    name, address = form.cleaned_data["username"].strip(), _address(request)
    now = timezone.now()
    if minutes := queries.minutes_to_wait(username=name, address=address, now=now):
        form.add_error(
            "username",
            f"There were too many failed attempts. Try again in {minutes} "
            f"minute{'' if minutes == 1 else 's'}, or ask an administrator for a new password.",
        )
        return None
    person = authenticate(request, username=name, password=form.cleaned_data["password"])
    if person is None:
        operations.refuse_password(username=name, address=address, at=now)
        form.add_error(
            "username", "The user name or the password is not right. Check both and try again."
        )
        return None
    operations.forget_failures(username=name, address=address)
    return session_life.go_on(request, person, how="password", onward=onward)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    person = queries.person_of(request)
    if person is not None:
        about = f"person:{person.pk}"
        record(actor=person, at=timezone.now(), operation="accounts.sign_out", subject=about)
    logout(request)
    return redirect("sign_in")


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def _address(request: HttpRequest) -> str:
    # Forwarded-for headers are not believed: whoever sends them could choose them freely.
    return str(request.META.get("REMOTE_ADDR", ""))[:45]
