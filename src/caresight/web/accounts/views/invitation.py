"""The page behind an invitation's link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.forms import NewPasswordForm, refused
from caresight.web.accounts.operations import invitations
from caresight.web.accounts.policies import Unusable


@login_not_required
@never_cache
@sensitive_post_parameters("new_password", "same_password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        found = invitations.invited_with(token, at=now)
    except Unusable:
        return _unusable(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(token=token, password=form.cleaned_data["new_password"], at=now)
        except Unusable:
            return _unusable(request)
        except Refusal as refusal:
            refused(form, "new_password", refusal)
        else:
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("sign_in")
    context = {"form": form, "invited": found.person}
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation.html", context, status=status)


def _unusable(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/invitation_unusable.html", status=410)
