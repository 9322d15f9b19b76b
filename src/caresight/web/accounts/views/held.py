"""What somebody had typed when their session was locked: send it, or throw it away."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from caresight.web.accounts import presenters, queries, session_life
from caresight.web.accounts.keeping import FIELD
from caresight.web.accounts.operations import held_forms as operations
from caresight.web.accounts.queries import require_person


@never_cache
@require_safe
def held_forms(request: HttpRequest) -> HttpResponse:
    held = list(queries.held_forms_of(require_person(request)))
    if len(held) == 1:
        return redirect("held_form", held[0].pk)
    context = {"forms": [presenters.shown_form(one) for one in held], "onward": _onward(request)}
    return render(request, "accounts/held_forms.html", context)


@never_cache
@require_safe
def held_form(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.held_forms_of(require_person(request)).filter(pk=pk).first()
    if found is None:
        raise Http404("It was sent or thrown away already.")
    context = {
        "held": presenters.shown_form(found),
        "field": FIELD,
        "onward": _onward(request),
        "leads_somewhere": presenters.still_leads_somewhere(found.path),
    }
    return render(request, "accounts/held_form.html", context)


@require_POST
def throw_away_form(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_person(request)
    if not operations.let_go(actor=person, pk=pk):
        raise Http404
    messages.success(request, "Thrown away. Nothing was sent.")
    if queries.held_forms_of(person).exists():
        return redirect("held_forms")
    return redirect(_onward(request))


def _onward(request: HttpRequest) -> str:
    kept = str(request.session.get(session_life.ONWARD) or "")
    return kept or resolve_url(settings.LOGIN_REDIRECT_URL)
