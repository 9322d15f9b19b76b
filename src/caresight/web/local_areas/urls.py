"""Addresses of the areas."""

from django.urls import URLPattern, path

from caresight.web.local_areas import views

ENDINGS = ("csv", "ods", "xlsx")


def _files(address: str, view: str, name: str) -> list[URLPattern]:
    """An address for each kind of file."""
    return [
        path(
            f"{address}.{ending}", getattr(views, view), {"ending": ending}, name=f"{name}_{ending}"
        )
        for ending in ENDINGS
    ]


urlpatterns = [
    path("areas/", views.areas, name="areas"),
    path("areas.csv", views.areas_csv, name="areas_csv"),
    path("areas/standings/", views.area_standings, name="area_standings"),
    path("areas/standings.csv", views.area_standings_csv, name="area_standings_csv"),
    path("areas/compare/", views.compare_areas, name="compare_areas"),
    *_files("areas/compare/figures", "compare_areas_file", "compare_areas"),
    path("areas/measures/", views.area_measures, name="area_measures"),
    path("areas/measures/<slug:code>/", views.area_measure, name="area_measure"),
    *_files("areas/measures/<slug:code>/figures", "area_measure_file", "area_measure"),
    path(
        "areas/practice/<int:pk>/take-back/",
        views.take_back_practice_note,
        name="take_back_practice_note",
    ),
    path("areas/<slug:area_code>/practice/", views.write_practice_note, name="write_practice_note"),
    path("areas/<slug:area_code>/", views.area, name="area"),
    *_files("areas/<slug:area_code>/figures", "area_file", "area"),
]
