"""Addresses of providers' own pages, and of the members' list of missing returns."""

from django.urls import URLPattern, path

from caresight.web.providers.views import homes, missing, replying, returns, uploading

_HOME = "own/homes/<slug:home_id>/"

urlpatterns: list[URLPattern] = [
    path("own/", homes.own_homes, name="own_homes"),
    path("own/returns/upload/", uploading.own_return_upload, name="own_return_upload"),
    path("own/returns/template.xlsx", uploading.own_return_template, name="own_return_template"),
    path("own/replies/<int:pk>/", replying.edit_reply, name="edit_reply"),
    path(_HOME, homes.own_home, name="own_home"),
    path(f"{_HOME}figures.csv", homes.own_home_csv, name="own_home_csv"),
    path(f"{_HOME}figures/<slug:code>/", homes.own_figure, name="own_figure"),
    path(f"{_HOME}figures/<slug:code>.csv", homes.own_figure_csv, name="own_figure_csv"),
    path(f"{_HOME}returns/<slug:month>/", returns.own_return, name="own_return"),
    path(f"{_HOME}digital-return/", returns.own_digital_return, name="own_digital_return"),
    path(f"{_HOME}reply/", replying.write_reply, name="write_reply"),
    path("returns/missing/", missing.missing_returns, name="missing_returns"),
    path("returns/missing.csv", missing.missing_returns_csv, name="missing_returns_csv"),
]
