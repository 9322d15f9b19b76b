"""Agreeing a new action: first the home, then what is to be done and on which evidence."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.forms import ActionForm
from caresight.web.actions.forms.choosing import ChooseHomeForm
from caresight.web.actions.offers import Offer, offer_for
from caresight.web.actions.operations import open_action as open_it
from caresight.web.actions.refusals import in_words
from caresight.web.actions.rules import may_open_action
from caresight.web.directory.releases import shown
from caresight.web.groups.access import Access, access_of
from caresight.web.ui.paging import text_asked

NO_HOME = "none"


@require_http_methods(["GET", "HEAD", "POST"])
def open_action(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    if not access.group_ids:
        raise PermissionDenied
    home_id = text_asked(request.GET, "home", most=20)
    if not home_id:
        return _choose_home(request, access)
    offer = offer_for(
        access, "" if home_id == NO_HOME else home_id, shown(request),
        cited=request.GET.getlist("cite"),
    )  # fmt: skip
    if offer is None:
        raise Http404("There is no such home in your groups.")
    form = _form(request, access, offer)
    if request.method == "POST" and form.is_valid():
        done = _open(request, access, offer, form)
        if done is not None:
            return done
    context = {"form": form, "home": offer.home, "parts": offer.parts(form["cites"])}
    status = 422 if form.errors else 200
    return render(request, "actions/open.html", context, status=status)


def _open(
    request: HttpRequest, access: Access, offer: Offer, form: ActionForm
) -> HttpResponse | None:
    agreed = form.agreed()
    if not may_open_action(access, agreed["group"].pk):
        raise PermissionDenied
    try:
        action = open_it(
            actor=access.person, at=timezone.now(), home_id=offer.home_id,
            home_name=offer.home_name, area_code=offer.area_code,
            meeting_ref=offer.meeting_ref, review_ref="", **agreed,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, in_words(refusal))
        return None
    messages.success(request, f"{action.ref} has been agreed.")
    return redirect("action", pk=action.pk)


def _form(request: HttpRequest, access: Access, offer: Offer) -> ActionForm:
    return ActionForm(
        request.POST or None,
        groups=offer.groups,
        evidence=offer.evidence,
        people=offer.people,
        agencies=offer.agencies,
        measures=offer.measures,
        day=access.day,
        initial={
            "cites": offer.cited,
            "measure": offer.measure,
            "title": text_asked(request.GET, "title", most=200),
        },
    )


def _choose_home(request: HttpRequest, access: Access) -> HttpResponse:
    """No home yet: find one, or say that it is about none."""
    asked = request.GET if "which" in request.GET else None
    form = ChooseHomeForm(asked)
    form.offer(access)
    if form.is_bound and form.is_valid():
        home_id = form.cleaned_data["which"]["home_id"]
        return redirect(f"{reverse('open_action')}?home={home_id}")
    return render(request, "actions/choose_home.html", {"form": form, "no_home": NO_HOME})
