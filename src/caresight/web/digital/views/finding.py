"""The pilot finder, its file, and the searches that a person keeps."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from caresight.vocabulary.refusal import Refusal
from caresight.web.digital import operations, queries
from caresight.web.digital.forms import FilterForm
from caresight.web.digital.presenters import finder
from caresight.web.digital.searching import ORDERS, asked_from, cleaned
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown, shown
from caresight.web.groups.access import access_of
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.paging import Paging
from caresight.web.ui.words import count

PER_PAGE = 50
EVERYTHING = 1_000_000


@reads_a_release
def digital_finder(request: HttpRequest, release: Shown) -> HttpResponse:
    summary = release.index.digital_summary
    if summary is None:
        return render(request, "digital/nothing.html")
    asked, access = asked_from(request.GET, summary), access_of(request)
    rows, total = release.index.digital_homes(asked.wish, page=asked.page, per_page=PER_PAGE)
    first, others = finder.fields(asked, summary)
    context = {
        "summary": summary,
        "asked": asked,
        "areas": release.index.filters()["areas"],
        "boards": release.index.filters()["boards"],
        "steps": [(place, step["label"]) for place, step in enumerate(summary["steps"]) if place],
        "orders": ORDERS.items(),
        "first": first,
        "others": others,
        "others_open": any(field.code in asked.states for field in others),
        "lines": [finder.finder_line(row, summary) for row in rows],
        "sentence": f"{count(total, 'home')} {'fits' if total == 1 else 'fit'}"
        if asked.is_anything
        else f"{count(total, 'home')} in all",
        "paging": Paging(asked.page, PER_PAGE, total, asked.query),
        "total": total,
        "filters": queries.own_filters(access),
        "form": FilterForm(initial={"query": asked.query}),
    }
    return render(request, "digital/finder.html", context)


@reads_a_release
def digital_finder_csv(request: HttpRequest, release: Shown) -> HttpResponse:
    summary = release.index.digital_summary
    if summary is None:
        return csv_answer((), (), file_name="digital-homes.csv")
    rows, _ = release.index.digital_homes(
        asked_from(request.GET, summary).wish, per_page=EVERYTHING
    )
    return csv_answer(
        finder.csv_columns(summary),
        (finder.csv_row(row, summary) for row in rows),
        file_name=f"digital-homes-{release.release_id}.csv",
    )


@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    access, release = access_of(request), shown(request)
    summary = release.index.digital_summary if release else None
    if summary is None:
        raise Http404("There is nothing to search in.")
    form = FilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the search a name of at most 80 letters to keep it.")
        return redirect("digital_finder")
    said = form.cleaned_data
    query = cleaned(said["query"], summary)
    try:
        kept = operations.save_filter(
            actor=access.person, at=timezone.now(), token=said["token"],
            name=said["name"].replace("\0", "").strip(), query=query,
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The search is kept as “{kept.name}”.")
    return redirect(f"{reverse('digital_finder')}?{query}")


@require_POST
def forget_filter(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request)
    kept = queries.own_filters(access).filter(pk=pk).first()
    if kept is None:
        raise Http404("There is no such search.")
    operations.forget_filter(actor=access.person, at=timezone.now(), kept=kept)
    messages.success(request, f"“{kept.name}” is forgotten.")
    return redirect("digital_finder")
