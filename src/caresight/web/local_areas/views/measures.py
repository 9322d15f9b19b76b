"""Measures of areas: the list, one measure, and its file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.pipeline.release_index.places import MeasureDocument, MeasureRow
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.local_areas import files
from caresight.web.local_areas.measure_page import measure_page
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
    page = measure_page(document, release.index.boundaries(), chosen=chosen)
    return render(request, "local_areas/measure.html", {"page": page, "row": document["row"]})


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
