"""Who an item is about: adding it to the store apart, and opening it with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence import forms, operations, rules
from caresight.web.intelligence.views.fetching import item_for, require
from caresight.web.residents.operations import open_details
from caresight.web.residents.queries import notes_kept, openings_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resident_details(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_open_details(access, found))
    # Who opened it before is read before this reading is added to them.
    openings = openings_of(found.ref)
    form = forms.OpenDetailsForm(request.POST if request.method == "POST" else None)
    notes = None
    if request.method == "POST" and form.is_valid():
        try:
            notes = open_details(
                access=access, item=found, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
    context = {
        "item": found,
        "form": form,
        "notes": notes,
        "kept": notes_kept(found.ref),
        "openings": openings,
    }
    status = 422 if form.errors else 200
    return render(request, "intelligence/resident_details.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def add_details(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_add_details(access, found))
    form = forms.DetailsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.keep_item_details(
                actor=access.person, at=timezone.now(), item=found,
                words=form.cleaned_data["words"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, "Kept in the store apart.")
            return redirect("item", pk)
    context = {"item": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "intelligence/add_details.html", context, status=status)
