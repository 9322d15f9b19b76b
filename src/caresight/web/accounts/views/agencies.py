"""Agencies, for administrators: the list, one agency, its registered providers, its areas."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts import homes, operations, presenters, queries
from caresight.web.accounts.agency_kinds import OF_AREAS, AgencyKind
from caresight.web.accounts.forms import (
    AgencyForm,
    AreaForm,
    ChangeAgencyForm,
    ProviderForm,
    refused,
)
from caresight.web.accounts.queries import existing_agency, require_person


@require_http_methods(["GET", "HEAD", "POST"])
def agencies(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add_agency(
                actor=require_person(request),
                at=timezone.now(),
                name=form.cleaned_data["name"],
                kind=AgencyKind(form.cleaned_data["kind"]),
            )
        except Refusal as refusal:
            refused(form, "name", refusal)
        else:
            messages.success(request, f"{made} is added.")
            return redirect("agency", made.pk)
    context = {"form": form, "agencies": queries.agencies()}
    status = 422 if form.errors else 200
    return render(request, "accounts/agencies.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    one = existing_agency(pk)
    form = ChangeAgencyForm(
        request.POST if request.method == "POST" else None,
        initial={"name": one.name, "kind": one.kind, "is_active": one.is_active},
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_agency(
                actor=require_person(request),
                at=timezone.now(),
                agency=one,
                name=form.cleaned_data["name"],
                kind=AgencyKind(form.cleaned_data["kind"]),
                is_active=form.cleaned_data["is_active"],
            )
        except Refusal as refusal:
            refused(form, "name", refusal)
        else:
            messages.success(request, "Saved.")
            return redirect("agency", pk)
    return _page(request, pk, change=form)


@require_POST
def agency_provider(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = existing_agency(pk), ProviderForm(request.POST)
    if form.is_valid():
        try:
            operations.register_provider(
                actor=require_person(request), at=timezone.now(), agency=one, **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, "provider_id", refusal)
    if form.errors:
        return _page(request, pk, provider=form)
    messages.success(request, "The registered provider is added.")
    return redirect("agency", pk)


@require_POST
def agency_provider_remove(request: HttpRequest, pk: int, provider_pk: int) -> HttpResponse:
    one = existing_agency(pk)
    gone = operations.forget_provider(
        actor=require_person(request), at=timezone.now(), agency=one, pk=provider_pk
    )
    if not gone:
        raise Http404
    messages.success(request, "The registered provider is removed.")
    return redirect("agency", pk)


@require_POST
def agency_area(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = existing_agency(pk), AreaForm(request.POST)
    if one.kind not in OF_AREAS:
        raise Http404("An agency of this kind answers for no area.")
    if form.is_valid():
        try:
            operations.answer_for_area(
                actor=require_person(request), at=timezone.now(), agency=one, **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, "area", refusal)
    if form.errors:
        return _page(request, pk, area=form)
    messages.success(request, "The area is added.")
    return redirect("agency", pk)


@require_POST
def agency_area_remove(request: HttpRequest, pk: int, area_pk: int) -> HttpResponse:
    one = existing_agency(pk)
    gone = operations.stop_answering(
        actor=require_person(request), at=timezone.now(), agency=one, pk=area_pk
    )
    if not gone:
        raise Http404
    messages.success(request, "The area is removed.")
    return redirect("agency", pk)


def _page(
    request: HttpRequest,
    pk: int,
    *,
    change: ChangeAgencyForm | None = None,
    provider: ProviderForm | None = None,
    area: AreaForm | None = None,
) -> HttpResponse:
    one, now = existing_agency(pk), timezone.now()
    started = {"name": one.name, "kind": one.kind, "is_active": one.is_active}
    wrong = next((form for form in (change, provider, area) if form and form.errors), None)
    context = {
        "one": one,
        "kind": AgencyKind(one.kind).label,
        "is_provider": one.kind == AgencyKind.PROVIDER,
        "change": change or ChangeAgencyForm(initial=started),
        "provider": provider or ProviderForm(),
        "answers_for_areas": one.kind in OF_AREAS,
        "area": area or AreaForm(),
        "areas": homes.areas_of(one),
        "homes": homes.homes_run_by(one),
        "people": [presenters.shown_person(each) for each in queries.people_of(one, at=now)],
        "form": wrong,
    }
    return render(request, "accounts/agency.html", context, status=422 if wrong else 200)
