"""All areas in their place over all measures together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.local_areas.standing_page import (
    COLUMNS,
    ranked,
    standing_page,
    standing_rows,
)
from caresight.web.ui.csv_answer import csv_answer


@reads_a_release
def area_standings(request: HttpRequest, release: Shown) -> HttpResponse:
    places = release.index.places()
    first = next(iter(ranked(places)), None)
    example = release.index.place(first[0]["area_code"]) if first else None
    page = standing_page(places, example)
    return render(request, "local_areas/standings.html", {"page": page})


@reads_a_release
def area_standings_csv(_request: HttpRequest, release: Shown) -> HttpResponse:
    places = release.index.places()
    if not ranked(places):
        raise Http404("No area has a place in this release.")
    return csv_answer(
        COLUMNS, standing_rows(places), file_name=f"areas-in-place-{release.release_id}.csv"
    )
