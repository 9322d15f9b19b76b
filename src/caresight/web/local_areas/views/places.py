"""One area: its page and its file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.pipeline.release_index.places import AreaDocument
from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import access_of
from caresight.web.local_areas import files, queries
from caresight.web.local_areas.area_page import area_page
from caresight.web.local_areas.practice_page import areas_of_notes, practice_page
from caresight.web.local_areas.views.answers import file_answer


@reads_a_release
def area(request: HttpRequest, release: Shown, area_code: str) -> HttpResponse:
    document = _known_area(release, area_code)
    homes = queries.homes_of(release, area_code)
    codes = areas_of_notes(document)
    reading = queries.reading_of(access_of(request), codes)
    own = document["kind"] == "board" or area_code in (release.scope.area_codes or ())
    lists = release.scope.is_everything or own
    context = {
        "page": area_page(document, homes),
        "area": document,
        "lists_homes": lists,
        "practice": practice_page(document, queries.notes_of_areas(codes), reading),
    }
    return render(request, "local_areas/area.html", context)


@reads_a_release
def area_file(_request: HttpRequest, release: Shown, area_code: str, ending: str) -> HttpResponse:
    document = _known_area(release, area_code)
    return file_answer(
        ending,
        f"area-{document['area_code']}-{release.release_id}",
        columns=files.AREA_COLUMNS,
        rows=lambda: files.area_rows(document),
        workbook=lambda: files.area_workbook([document], release.summary, document["area_name"]),
    )


def _known_area(release: Shown, area_code: str) -> AreaDocument:
    document = release.index.place(area_code)
    if document is None:
        raise Http404("There is no area with this code.")
    return document
