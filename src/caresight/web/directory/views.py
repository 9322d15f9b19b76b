"""Find homes, and put some side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from caresight.web.directory import presenters, queries
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.ui.csv_answer import csv_answer

_CSV_COLUMNS = (
    "home_id name kind beds provider_name area_code area_name postcode location_ids is_open "
    "rating rank level_label points agencies points_a_month_ago is_silent coverage why"
).split()


@reads_a_release
def homes(request: HttpRequest, release: Shown) -> HttpResponse:
    wanted = queries.wanted_from(request.GET)
    if wanted.q and (home_id := release.index.home_by_location(wanted.q)):
        return redirect("home", home_id)
    rows, total = queries.homes_wanted(release, wanted)
    top = max((level["step"] for level in release.summary["levels"]), default=1)
    context = {
        "wanted": wanted,
        "filters": queries.filters(release),
        "orders": presenters.ORDER_LABELS.items(),
        "lines": [presenters.home_line(row, top) for row in rows],
        "key": presenters.agency_key(rows),
        "sentence": presenters.result_sentence(wanted, total),
        "paging": presenters.paging(wanted, total, request.GET),
        "csv": presenters.csv_address(request.GET),
        "total": total,
        "reads_nothing": release.scope.is_nothing,
    }
    return render(request, "directory/homes.html", context)


@reads_a_release
def homes_csv(request: HttpRequest, release: Shown) -> HttpResponse:
    wanted = queries.wanted_from(request.GET)
    rows, _ = queries.homes_wanted(release, wanted, per_page=queries.EVERYTHING)
    return csv_answer(
        _CSV_COLUMNS,
        ([dict(row)[column] for column in _CSV_COLUMNS] for row in rows),
        file_name=f"homes-{release.release_id}.csv",
    )


@reads_a_release
def compare(request: HttpRequest, release: Shown) -> HttpResponse:
    asked = list(dict.fromkeys(request.GET.getlist("home")))
    documents = queries.homes_compared(release, asked[: queries.MOST_COMPARED])
    context = {
        "comparison": presenters.comparison(documents) if documents else None,
        "too_many": len(asked) > queries.MOST_COMPARED,
        "most": queries.MOST_COMPARED,
        "unknown": len(asked[: queries.MOST_COMPARED]) - len(documents),
    }
    return render(request, "directory/compare.html", context)
