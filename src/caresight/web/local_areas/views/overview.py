"""All areas in one table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.local_areas import queries
from caresight.web.local_areas.presenters import area_lines, boards_of, regions_of
from caresight.web.ui.csv_answer import csv_answer

_COLUMNS = (
    "area_code area_name region homes beds nursing_homes nursing_beds residential_homes "
    "residential_beds opened closed changed_hands occupancy homes_with_unknown_beds"
).split()


@reads_a_release
def areas(request: HttpRequest, release: Shown) -> HttpResponse:
    context = {
        "lines": area_lines(release.index.areas(), release.summary, release.scope),
        "with_pages": queries.codes_with_pages(release),
        "boards": area_lines(release.index.boards(), release.summary, release.scope),
        "regions": regions_of(release.index.places()),
        "board_pages": boards_of(release.index.places()),
        "measures": len(release.index.measures()),
    }
    return render(request, "local_areas/areas.html", context)


@reads_a_release
def areas_csv(_request: HttpRequest, release: Shown) -> HttpResponse:
    levels = [(level["code"], level["label"]) for level in release.summary["levels"]]
    return csv_answer(
        [*_COLUMNS, *(f"homes_at_{code}" for code, _ in levels)],
        (
            [
                *(dict(row)[name] for name in _COLUMNS),
                *(row["levels"].get(code, 0) for code, _ in levels),
            ]
            for row in release.index.areas()
        ),
        file_name=f"areas-{release.release_id}.csv",
    )
