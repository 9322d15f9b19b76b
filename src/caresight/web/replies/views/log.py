"""What providers were told: the log, one line of it, and telling them something more."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.queries import agency_of_provider
from caresight.web.audit.operations import record
from caresight.web.directory.citations import Citation
from caresight.web.directory.homes import known_home
from caresight.web.groups.access import Access, access_of
from caresight.web.replies import operations, presenters, queries, rules, screening, signals
from caresight.web.replies.forms import TellProvider
from caresight.web.replies.states import Means
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked, text_asked
from caresight.web.ui.words import sentence

PER_PAGE = 50
MOST_ROWS = 20_000


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    access, page = access_of(request), page_asked(request.GET)
    found, home_id = _log(request, access)
    kept = request.GET.copy()
    kept.pop("page", None)
    home = known_home(home_id) if home_id else None
    passed_on = (
        list(queries.readable_releases(access, home_id)[: PER_PAGE + 1]) if page == 1 else []
    )
    shown = list(found[(page - 1) * PER_PAGE : page * PER_PAGE])
    if shown:
        record(
            actor=access.person,
            at=timezone.now(),
            operation="replies.read_log",
            home_id=home_id,
            detail={"told": [one.ref for one in shown]},
        )
    context = {
        "lines": [presenters.told_line(one) for one in shown],
        "paging": Paging(page, PER_PAGE, found.count(), kept.urlencode()),
        "home_id": home_id,
        "passed_on": [presenters.passed_on(one) for one in passed_on[:PER_PAGE]],
        "more_passed_on": len(passed_on) > PER_PAGE,
        "home": home if home and _may_tell(access, home) else None,
    }
    return render(request, "replies/told.html", context)


@require_safe
def told_csv(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    found, home_id = _log(request, access)
    rows = list(found[: MOST_ROWS + 1])
    passed_on = list(queries.readable_releases(access, home_id)[: MOST_ROWS + 1])
    record(
        actor=access.person,
        at=timezone.now(),
        operation="replies.take_out_told",
        subject="told",
        home_id=home_id if rows or passed_on else "",
        detail={
            "told": [one.ref for one in rows[:MOST_ROWS]],
            "items": [one.item_id for one in passed_on[:MOST_ROWS]],
        },
    )
    both = presenters.told_rows(rows) + presenters.passed_on_rows(passed_on)
    in_order = sorted(both, key=lambda row: str(row[1]), reverse=True)
    return csv_answer(
        presenters.TOLD_COLUMNS,
        in_order,
        file_name="told-to-providers.csv",
        most=MOST_ROWS,
    )


@require_safe
def telling(request: HttpRequest, pk: int) -> HttpResponse:
    access, at = access_of(request), timezone.now()
    found = queries.visible_told(access).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such message.")
    is_own = rules.may_see_as_provider(
        access,
        home_id=found.home_id,
        agency_id=found.agency_id,
        own_homes=queries.own_home_ids(access),
    )
    if is_own:
        found = operations.open_told(actor=access.person, at=at, told=found)
    else:
        record(
            actor=access.person,
            at=at,
            operation="replies.read_told",
            subject=f"told:{found.ref}",
            home_id=found.home_id,
        )
    context = {
        "page": presenters.told_page(found),
        "is_own": is_own,
        "replies": [
            presenters.reply_line(one)
            for one in queries.visible_replies(access).filter(told=found.pk)[:PER_PAGE]
        ],
    }
    return render(request, "replies/telling.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_provider(request: HttpRequest, home_id: str) -> HttpResponse:
    access, home = access_of(request), known_home(home_id)
    if home is None or not _may_tell(access, home):
        raise Http404("There is no such home in a group that you lead.")
    agency = agency_of_provider(home["register"], home["provider_id"])
    form = TellProvider(
        request.POST or None,
        signals=[(one.ref, one.sentence) for one in signals.signals_of_home(home_id)],
        items=queries.passed_on(access, home),
        has_account=agency is not None,
        today=access.day,
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = _tell(access, home, agency, form)
        except Refusal as refusal:
            form.add_error("words", sentence(refusal))
        else:
            messages.success(request, f"{kept.ref}: recorded that the provider was told.")
            return redirect("telling", kept.pk)
    context = {
        "form": form,
        "home": home,
        "agency": agency,
        "has_names": "names_confirmed" in form.fields,
    }
    return render(request, "replies/tell_provider.html", context)


def _tell(access: Access, home: HomeRow, agency: Any, form: TellProvider) -> Any:
    data, now = form.cleaned_data, timezone.now()
    for text in (data["title"], data["words"], data["decision"]):
        screening.check_screened(
            screening.found_in(text, home_name=home["name"], actor=access.person),
            confirmed=data["names_confirmed"],
        )
    here = data["means"] == Means.CARESIGHT
    chosen, items = data.get("signals") or [], data.get("items") or []
    return operations.tell_provider(
        actor=access.person,
        at=now,
        token=data["token"],
        home_id=home["home_id"],
        home_name=home["name"],
        area_code=home["area_code"],
        agency=agency,
        provider_name=home["provider_name"],
        group=queries.group_led(access, home),
        title=data["title"],
        what=data["words"],
        cites=_cites(form, chosen, items, data["decision"]),
        signal_ref=chosen[0][:200] if chosen else "",
        item_ref=items[0] if items else "",
        means=data["means"],
        told_on=access.day if here else data["told_on"] or access.day,
    )


def _cites(
    form: TellProvider, chosen: list[str], items: list[str], decision: str
) -> list[Citation]:
    return [
        *(Citation("signal", ref, form.chosen_words[ref]) for ref in chosen),
        *(Citation("item", ref, ref) for ref in items),
        *([Citation("other", "", decision)] if decision else []),
    ]


def _log(request: HttpRequest, access: Access) -> tuple[Any, str]:
    found, home_id = queries.visible_told(access), text_asked(request.GET, "home", most=20)
    return (found.filter(home_id=home_id), home_id) if home_id else (found, "")


def _may_tell(access: Access, home: HomeRow) -> bool:
    return rules.may_tell(access, queries.covering_ids(home["home_id"], home["area_code"]))
