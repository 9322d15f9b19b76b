"""Calling a review: the home, then one form. Nothing on it may take longer than the worry."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.refusal import Refusal
from caresight.web.actions.forms.choosing import ChooseHomeForm
from caresight.web.actions.refusals import in_words
from caresight.web.directory.releases import shown
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence.forms.screening import note_why_names_stay
from caresight.web.reviews.calls import CallOffer, call_offer
from caresight.web.reviews.forms import CallForm
from caresight.web.reviews.operations import NamedHome
from caresight.web.reviews.operations import call_review as call_it
from caresight.web.ui.paging import text_asked


@require_http_methods(["GET", "HEAD", "POST"])
def call_review(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    if not access.group_ids:
        raise PermissionDenied
    home_id = text_asked(request.GET, "home", most=20)
    if not home_id:
        return _choose_home(request, access)
    offer = call_offer(access, home_id, shown(request), cited=request.GET.getlist("cite"))
    if offer is None:
        raise Http404("There is no such home in your groups.")
    form = CallForm(
        request.POST or None, more_homes=offer.more_homes, evidence=offer.evidence,
        initial={"cites": offer.cited},
    )  # fmt: skip
    form.home_names = tuple(row["name"] for row in (offer.home, *offer.more_homes))
    if request.method == "POST" and form.is_valid():
        done = _call(request, access, offer, form)
        if done is not None:
            return done
    context = {"form": form, "offer": offer}
    return render(request, "reviews/call.html", context, status=422 if form.errors else 200)


def _call(
    request: HttpRequest, access: Access, offer: CallOffer, form: CallForm
) -> HttpResponse | None:
    said = form.cleaned_data
    chosen = set(said.get("more_homes", []))
    rows = [offer.home, *(row for row in offer.more_homes if row["home_id"] in chosen)]
    try:
        called = call_it(
            actor=access.person, at=timezone.now(), token=said["token"], group=offer.group,
            homes=[_named(row) for row in rows], worry=said["worry"],
            immediate_risk=said["immediate_risk"], cites=form.cited(),
            provider=offer.provider, provider_name=offer.home["provider_name"],
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, in_words(refusal))
        return None
    note_why_names_stay(
        form, actor=access.person, at=timezone.now(), subject=f"review:{called.review.pk}",
        group_ref=f"group:{offer.group.pk}",
    )  # fmt: skip
    if called.is_new:
        messages.success(request, f"{called.review.ref} was called. Everybody entitled was told.")
    else:
        messages.success(
            request, f"{called.review.ref} was running already: your worry was added to it."
        )
    return redirect("review", pk=called.review.pk)


def _named(row: HomeRow) -> NamedHome:
    return NamedHome(row["home_id"], row["name"], row["area_code"])


def _choose_home(request: HttpRequest, access: Access) -> HttpResponse:
    form = ChooseHomeForm(request.GET if "which" in request.GET else None)
    form.offer(access)
    if form.is_bound and form.is_valid():
        home_id = form.cleaned_data["which"]["home_id"]
        return redirect(f"{reverse('call_review')}?home={home_id}")
    return render(request, "reviews/choose_home.html", {"form": form})
