"""The further steps of signing in: the code of a second factor, and single sign-on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import session_life, single_sign_on
from caresight.web.accounts.forms import CodeForm, refused
from caresight.web.accounts.operations.second_factor import check_code


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    found = session_life.pending(request, now=timezone.now())
    if found is None:
        return redirect("sign_in")
    person, how, onward = found
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            factor = check_code(person=person, code=form.cleaned_data["code"], at=timezone.now())
        except Refusal as refusal:
            refused(form, "code", refusal)
        else:
            return session_life.let_in(request, person, how=how, factor=factor, onward=onward)
    return render(
        request, "accounts/sign_in_code.html", {"form": form}, status=422 if form.errors else 200
    )


@login_not_required
@never_cache
@require_safe
def start_single_sign_on(request: HttpRequest) -> HttpResponseBase:
    # A link and not a form: browsers hold the way on from a form to the policy of this
    # server, which lets forms go nowhere else. The state guards the way back.
    if not single_sign_on.is_set_up():
        return redirect("sign_in")
    return single_sign_on.start(request, session_life.onward_of(request))


@login_not_required
@never_cache
@require_safe
def finish_single_sign_on(request: HttpRequest) -> HttpResponseBase:
    if not single_sign_on.is_set_up():
        return redirect("sign_in")
    return single_sign_on.finish(request)
