"""People, for administrators: the list, and inviting somebody new."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import invitation_mail, presenters, queries
from caresight.web.accounts.forms import FilterPeopleForm, InviteForm, refused
from caresight.web.accounts.operations import invitations
from caresight.web.accounts.queries import require_person
from caresight.web.ui.paging import Paging, page_asked

PER_PAGE = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    form = FilterPeopleForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    agency = asked.get("agency")
    found = queries.people_found(
        at=timezone.now(),
        words=asked.get("q", ""),
        agency_id=agency.pk if agency else None,
        role=asked.get("role", ""),
        state=asked.get("state", ""),
    )
    kept = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    paging = Paging(
        page=page_asked(request.GET),
        per_page=PER_PAGE,
        total=found.count(),
        kept=urlencode(kept),
    )
    first = (paging.page - 1) * PER_PAGE
    shown = [presenters.shown_person(one) for one in found[first : first + PER_PAGE]]
    context = {"form": form, "people": shown, "paging": paging, "narrowed": bool(kept)}
    return render(request, "accounts/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            invited, token = invitations.invite(
                actor=require_person(request),
                at=timezone.now(),
                username=asked["username"],
                roles=asked["roles"],
                name=asked["name"],
                email=asked["email"],
                agency=asked["agency"],
            )
        except Refusal as refusal:
            refused(form, "username", refusal)
        else:
            told = invitation_mail.told(request, invited, token)
            return render(request, "accounts/invited.html", told)
    status = 422 if form.errors else 200
    return render(request, "accounts/invite.html", {"form": form}, status=status)
