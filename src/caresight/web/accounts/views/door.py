"""Sign in, sign out, and the list of people."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from caresight.web.accounts import operations, queries
from caresight.web.accounts.forms import SignInForm


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = _onward(request)
    if queries.person_of(request):
        return redirect(onward)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _signed_in(request, form):
        return redirect(onward)
    status = 422 if form.errors else 200
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "accounts/sign_in.html", context, status=status)


def _signed_in(request: HttpRequest, form: SignInForm) -> bool:
    name, address = form.cleaned_data["username"].strip(), _address(request)
    now = timezone.now()
    if minutes := queries.minutes_to_wait(username=name, address=address, now=now):
        form.add_error(
            "username",
            f"There were too many failed attempts. Try again in {minutes} "
            f"minute{'' if minutes == 1 else 's'}, or ask an administrator for a new password.",
        )
        return False
    person = authenticate(request, username=name, password=form.cleaned_data["password"])
    if person is None:
        operations.note_failure(username=name, address=address, at=now)
        form.add_error(
            "username", "The user name or the password is not right. Check both and try again."
        )
        return False
    operations.forget_failures(username=name, address=address)
    login(request, person)
    return True


def _address(request: HttpRequest) -> str:
    # Forwarded-for headers are not believed: whoever sends them could choose them freely.
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def _onward(request: HttpRequest) -> str:
    """Where to go after sign-in: only to a page of this server."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign_in")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/people.html", {"people": queries.everybody()})


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
