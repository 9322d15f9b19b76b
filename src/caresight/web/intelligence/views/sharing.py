"""Letting words out of the group: a checked wording, the provider, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.vocabulary.refusal import Refusal
from caresight.web.groups.access import Access
from caresight.web.intelligence import forms, identifying, operations, policies, presenters, rules
from caresight.web.intelligence.views.fetching import item_for, note_reading, require


@require_http_methods(["GET", "HEAD", "POST"])
def clear_wording(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_dispose(access, found))
    form = forms.WordingForm(
        _posted(request), home_name=found.home_name, initial=_first_wording(found)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.clear_words(
                actor=access.person, at=timezone.now(), item=found, version=data["version"],
                words=data["words"], names_nobody=data["names_nobody"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, f"{found.ref}: this wording may stand in files.")
            return redirect("item", pk)
    return _page(request, access, found, form, for_provider=False)


@require_http_methods(["GET", "HEAD", "POST"])
def release_to_provider(request: HttpRequest, pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_dispose(access, found))
    if not policies.can_release(found):
        messages.warning(request, f"{found.ref} was not given for the provider's eyes.")
        return redirect("item", pk)
    form = forms.ReleaseForm(
        _posted(request), home_name=found.home_name, initial=_first_wording(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.release_to_provider(
                actor=access.person, at=timezone.now(), item=found, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, f"{found.ref} is passed on to the provider of the home.")
            return redirect("item", pk)
    return _page(request, access, found, form, for_provider=True)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_release(request: HttpRequest, pk: int, release_pk: int) -> HttpResponse:
    access, found = item_for(request, pk)
    require(rules.may_dispose(access, found))
    release = next((one for one in found.releases.all() if one.pk == release_pk), None)
    if release is None:
        raise Http404("Nothing of the kind was passed on.")
    form = forms.TakeBackForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            operations.take_back_release(
                actor=access.person, at=timezone.now(), release=release,
                why=form.cleaned_data["why"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, f"The provider no longer sees {found.ref} here.")
            return redirect("item", pk)
    context = {"item": found, "form": form, "release": release}
    status = 422 if form.errors else 200
    return render(request, "intelligence/take_back_release.html", context, status=status)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _first_wording(found: Any) -> dict[str, object]:
    """The wording to begin with: the one that was checked last, or the item's without names."""
    cleared = getattr(found, "clearance", None)
    if cleared is None or cleared.of_version != found.version:
        parts = identifying.identifying_parts(found.words, allowed=[found.home_name])
        return {
            "version": found.version,
            "words": identifying.without_parts(found.words, parts),
        }
    return {"version": found.version, "words": cleared.words}


def _page(
    request: HttpRequest, access: Access, found: Any, form: Any, *, for_provider: bool
) -> HttpResponse:
    note_reading(access, "open_item", subject=f"item:{found.pk}", home_id=found.home_id)
    shown = form["words"].value() or ""
    parts = identifying.identifying_parts(shown, allowed=[found.home_name])
    context = {
        "item": found,
        "form": form,
        "parts": parts,
        "pieces": presenters.marked(shown, [(one.start, one.end) for one in parts]),
        "for_provider": for_provider,
    }
    status = 422 if form.errors else 200
    return render(request, "intelligence/wording.html", context, status=status)
