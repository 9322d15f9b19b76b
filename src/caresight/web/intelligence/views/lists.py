"""Lists of items: all that a member may read, the words looked for, what somebody sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import newest
from caresight.web.groups.access import Access, access_of
from caresight.web.intelligence import presenters, queries, rules
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction, Kind
from caresight.web.intelligence.views.fetching import note_reading
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging, page_asked


@require_safe
def intelligence(request: HttpRequest) -> HttpResponse:
    return _list(request, "intelligence/intelligence.html", operation="open_list")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return _list(request, "intelligence/search.html", operation="search")


def _list(request: HttpRequest, template: str, *, operation: str) -> HttpResponse:
    access, wanted = access_of(request), queries.wanted_from(request.GET)
    asks = operation == "open_list" or bool(wanted.q)
    page = queries.page_of_items(access, wanted) if asks else queries.Page([], 0, is_cut=False)
    kept = request.GET.copy()
    kept.pop("page", None)
    if page.items:
        refs = presenters.refs_in_short(item.pk for item in page.items)
        note_reading(access, operation, detail={"items": refs}, home_id=wanted.home)
    context = {
        "wanted": wanted,
        "asks": asks,
        "lines": [presenters.line(access, item, words=page.words) for item in page.items],
        "sentence": presenters.found_sentence(
            page.total, is_cut=page.is_cut, narrows=wanted.narrows or bool(wanted.q)
        ),
        "page": page,
        "paging": Paging(wanted.page, queries.PER_PAGE, page.total, kept.urlencode()),
        "kept": kept.urlencode(),
        "choices": _choices(access),
        "home": known_home(wanted.home) if wanted.home else None,
        "may_report": rules.may_report(access),
        "due": queries.count_due(access) if operation == "open_list" else 0,
    }
    return render(request, template, context)


def _choices(access: Access) -> dict[str, Any]:
    """What the list can be narrowed to: the same for everybody, but for the areas."""
    known, areas = coding(), queries.areas_of(access)
    release = newest()
    names = {row["area_code"]: row["area_name"] for row in release.index.areas()} if release else {}
    return {
        "areas": [(code, names.get(code, code)) for code in areas],
        "themes": [
            (
                group.code,
                group.label,
                [(one.code, one.label) for one in known.themes if one.group == group.code],
            )
            for group in known.groups
        ],
        "kinds": [(one.value, one.label) for one in Kind],
        "directions": [(one.value, one.label) for one in Direction],
        "severities": [(word.code, word.label) for word in known.scales.severity],
        "states": queries.STATES.items(),
    }


@require_safe
def intelligence_csv(request: HttpRequest) -> HttpResponse:
    access, wanted = access_of(request), queries.wanted_from(request.GET)
    items, is_cut = queries.items_for_file(access, wanted)
    refs = presenters.refs_in_short(item.pk for item in items)
    note_reading(access, "take_csv", detail={"items": refs, "count": len(items)})
    rows = (presenters.file_row(access, item) for item in items)
    return csv_answer(
        presenters.FILE_COLUMNS,
        ([row[column] for column in presenters.FILE_COLUMNS] for row in rows),
        file_name="intelligence.csv",
        is_cut=is_cut,
    )


@require_safe
def intelligence_json(request: HttpRequest) -> HttpResponse:
    access, wanted = access_of(request), queries.wanted_from(request.GET)
    page = queries.page_of_items(access, wanted, outside=True)
    refs = presenters.refs_in_short(item.pk for item in page.items)
    note_reading(access, "take_json", detail={"items": refs, "count": len(page.items)})
    kept = request.GET.copy()
    kept.pop("page", None)
    paging = Paging(wanted.page, queries.PER_PAGE, page.total, kept.urlencode())
    address = reverse("intelligence_json")
    return JsonResponse(
        {
            "items": [presenters.file_row(access, item) for item in page.items],
            "total": page.total,
            "total_is_a_minimum": page.is_cut,
            "page": wanted.page,
            "next": f"{address}?{paging.next}" if paging.next else None,
        }
    )


@require_safe
def my_items(request: HttpRequest) -> HttpResponse:
    access, page = access_of(request), page_asked(request.GET)
    found = queries.items_sent_by(access)
    first = (page - 1) * queries.PER_PAGE
    items = list(found[first : first + queries.PER_PAGE])
    if items:
        refs = presenters.refs_in_short(item.pk for item in items)
        note_reading(access, "open_own_items", detail={"items": refs})
    context = {
        "lines": [presenters.sent_line(item) for item in items],
        "paging": Paging(page, queries.PER_PAGE, found.count()),
        "may_report": rules.may_report(access),
    }
    return render(request, "intelligence/my_items.html", context)
