"""One home's journey, and the support that it was offered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caresight.pipeline.release_index.digital import DigitalSummary
from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.refusal import Refusal
from caresight.web.audit.operations import record
from caresight.web.digital import operations, policies, queries, rules
from caresight.web.digital.forms import OfferForm, OutcomeForm
from caresight.web.digital.presenters.home import home_page, support_line
from caresight.web.digital.states import Outcome
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown, shown
from caresight.web.groups.access import Access, access_of
from caresight.web.replies.queries import own_home_ids
from caresight.web.replies.rules import is_own_home
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked

PER_PAGE = 50
COLUMNS = (
    "reference home_id home area_code support given_by offered_on outcome taken_up_on"
).split()


@reads_a_release
def digital_home(request: HttpRequest, release: Shown, home_id: str) -> HttpResponse:
    rows, access = release.index.home_rows([home_id]), access_of(request)
    if not rows:
        raise Http404("There is no such home.")
    home, summary = rows[0], release.index.digital_summary
    document = release.index.digital_home(home_id)
    offers = list(queries.visible_support(access).filter(home_id=home_id)[:PER_PAGE])
    if offers:
        _note_read(access, "read_support", len(offers), home_id)
    context = {
        "home": home,
        "summary": summary,
        "page": home_page(document, summary) if document and summary else None,
        "offers": [support_line(offer, access) for offer in offers],
        "may_offer": summary is not None and bool(_groups(access, home)),
        "answers_here": home["is_open"] and is_own_home(access, home_id, own_home_ids(access)),
        "is_own": not access.roles & {role.value for role in rules.PAGES["digital"]},
    }
    return render(request, "digital/home.html", context)


@require_http_methods(["GET", "POST"])
def offer_support(request: HttpRequest, home_id: str) -> HttpResponse:
    access, (home, summary) = access_of(request), _home_asked(request, home_id)
    groups = _groups(access, home)
    if not rules.may_offer_support(access, [group.pk for group in groups]):
        raise Http404("There is no such home.")
    kinds = {code: (label, by) for code, label, by in summary["support"]}
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        groups=groups,
        kinds=[(code, f"{label} ({by})") for code, (label, by) in kinds.items()],
        today=access.day,
        initial={"group": groups[0].pk, "offered_on": access.day},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.offer_support(
                actor=access.person, at=timezone.now(), token=said["token"], group=said["group"],
                home=operations.Recipient(home["home_id"], home["name"], home["area_code"]),
                kind=operations.Kind(said["kind"], kinds[said["kind"]][0]),
                given_by=said["given_by"], offered_on=said["offered_on"], words=said["words"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The offer to {home['name']} is recorded.")
            return redirect("digital_home", home_id)
    return render(request, "digital/offer.html", {"home": home, "form": form})


@require_http_methods(["GET", "POST"])
def support_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    offer = queries.support_to_record(access).filter(pk=pk).first()
    if offer is None or not rules.may_record_outcome(access, offer):
        raise Http404("There is no such offer.")
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            if said["outcome"] == Outcome.TAKEN_UP:
                operations.record_taken_up(
                    actor=access.person, at=now, offer=offer,
                    on=said["taken_up_on"], words=said["words"],
                )  # fmt: skip
            else:
                operations.record_declined(
                    actor=access.person, at=now, offer=offer, words=said["words"]
                )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Recorded for {offer.home_name}.")
            return redirect("support_offers")
    context = {
        "offer": offer,
        "line": support_line(offer, access),
        "form": form,
        "can_record": policies.can_record(offer),
    }
    return render(request, "digital/outcome.html", context)


@require_safe
def support_offers(request: HttpRequest) -> HttpResponse:
    access, page = access_of(request), page_asked(request.GET)
    offers = queries.support_to_record(access)
    start = (page - 1) * PER_PAGE
    lines = [support_line(offer, access) for offer in offers[start : start + PER_PAGE]]
    _note_read(access, "read_support", len(lines))
    context = {"offers": lines, "paging": Paging(page, PER_PAGE, offers.count())}
    return render(request, "digital/offers.html", context)


@require_safe
def support_offers_csv(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    offers = list(queries.support_to_record(access))
    _note_read(access, "take_support", len(offers))
    return csv_answer(
        COLUMNS,
        (
            [
                one.ref, one.home_id, one.home_name, one.area_code, one.kind_label,
                str(one.given_by), one.offered_on, Outcome(one.outcome).label, one.taken_up_on,
            ]
            for one in offers
        ),
        file_name="support-offered.csv",
    )  # fmt: skip


def _home_asked(request: HttpRequest, home_id: str) -> tuple[HomeRow, DigitalSummary]:
    release = shown(request)
    rows = release.index.home_rows([home_id]) if release else []
    summary = release.index.digital_summary if release else None
    if not rows or summary is None:
        raise Http404("There is no such home.")
    return rows[0], summary


def _groups(access: Access, home: HomeRow) -> list[Any]:
    if not access.group_ids:
        return []
    return queries.groups_offering(access, home["home_id"], home["area_code"])


def _note_read(access: Access, verb: str, count: int, home_id: str = "") -> None:
    record(
        actor=access.person,
        at=timezone.now(),
        operation=f"digital.{verb}",
        home_id=home_id,
        detail={"offers": count},
    )
