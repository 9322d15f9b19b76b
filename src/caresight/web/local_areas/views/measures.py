"""Measures of areas: the list, one measure, and its file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.pipeline.release_index.places import MeasureDocument, MeasureRow
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import access_of
from caresight.web.local_areas import files, queries
from caresight.web.local_areas.area_page import measure_cells
from caresight.web.local_areas.best_page import CAUTION
from caresight.web.local_areas.measure_page import measure_page
from caresight.web.local_areas.parts import by_code
from caresight.web.local_areas.practice_page import best_on, may_write, notes_of_measure
from caresight.web.local_areas.views.answers import file_answer


@reads_a_release
def area_measures(request: HttpRequest, release: Shown) -> HttpResponse:
    groups: dict[str, list[MeasureRow]] = {}
    for row in release.index.measures():
        groups.setdefault(row["set_title"], []).append(row)
    return render(request, "local_areas/measures.html", {"groups": list(groups.items())})


@reads_a_release
def area_measure(request: HttpRequest, release: Shown, code: str) -> HttpResponse:
    document = _known_measure(release, code)
    chosen = request.GET.get("area", "")
    context = {
        "page": measure_page(document, release.index.boundaries(), chosen=chosen),
        "row": document["row"],
        **_practice(request, release, document, chosen),
    }
    return render(request, "local_areas/measure.html", context)


def _practice(
    request: HttpRequest, release: Shown, document: MeasureDocument, chosen: str
) -> dict[str, object]:
    """What areas say they do; of a chosen one, how it stands and who of its like does best."""
    code = document["row"]["code"]
    area = release.index.place(chosen) if chosen else None
    one = by_code(area["measures"]).get(code) if area else None
    best = one["best_neighbour"] if one else None
    notes = queries.notes_of_measure(code)
    reading = queries.reading_of(access_of(request), [best["area_code"]] if best else [])
    return {
        "area": area,
        "own": measure_cells(one) if one else None,
        "best": best_on(area, code, notes, reading) if area else None,
        "notes": notes_of_measure(document, notes, reading),
        "may_write": area is not None and may_write(chosen, reading),
        "caution": CAUTION,
    }


@reads_a_release
def area_measure_file(
    _request: HttpRequest, release: Shown, code: str, ending: str
) -> HttpResponse:
    document = _known_measure(release, code)
    return file_answer(
        ending,
        f"areas-{document['row']['code']}-{release.release_id}",
        columns=files.MEASURE_COLUMNS,
        rows=lambda: files.measure_rows(document),
        workbook=lambda: files.measure_workbook(document, release.summary),
    )


def _known_measure(release: Shown, code: str) -> MeasureDocument:
    document = release.index.measure(code)
    if document is None:
        raise Http404("There is no measure with this code.")
    return document
