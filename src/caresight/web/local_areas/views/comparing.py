"""Areas side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from caresight.web.directory.pages import reads_a_release
from caresight.web.directory.releases import Shown
from caresight.web.local_areas import files, queries
from caresight.web.local_areas.compare_page import compare_page
from caresight.web.local_areas.views.answers import file_answer


@reads_a_release
def compare_areas(request: HttpRequest, release: Shown) -> HttpResponse:
    asked = [code for code in request.GET.getlist("area") if code]
    areas = queries.areas_asked_for(release, asked)
    page = compare_page(areas, release.index.places(), asked=asked)
    query = "&".join(f"area={area['area_code']}" for area in areas)
    return render(request, "local_areas/compare.html", {"page": page, "query": query})


@reads_a_release
def compare_areas_file(request: HttpRequest, release: Shown, ending: str) -> HttpResponse:
    areas = queries.areas_asked_for(release, request.GET.getlist("area"))
    return file_answer(
        ending,
        f"areas-compared-{release.release_id}",
        columns=files.AREA_COLUMNS,
        rows=lambda: (row for area in areas for row in files.area_rows(area)),
        workbook=lambda: files.area_workbook(areas, release.summary, "Areas compared"),
    )
