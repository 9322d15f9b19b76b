"""Addresses of the overview and its editions."""

from django.urls import URLPattern, path

from caresight.web.editions import recording, views

urlpatterns: list[URLPattern] = [
    path("overview/", views.overview, name="overview"),
    path("overview.csv", views.overview_csv, name="overview_csv"),
    path("overview.ods", views.overview_ods, name="overview_ods"),
    path("editions/", views.editions, name="editions"),
    path("editions/publish/", recording.publish_edition, name="publish_edition"),
    path("editions/recipients/", recording.recipients, name="recipients"),
    path("editions/recipients/add/", recording.add_recipient, name="add_recipient"),
    path("editions/recipients/<int:pk>/end/", recording.end_recipient, name="end_recipient"),
    path("editions/<str:number>/", views.edition, name="edition"),
    path("editions/<str:number>/overview.csv", views.edition_csv, name="edition_csv"),
    path("editions/<str:number>/overview.ods", views.edition_ods, name="edition_ods"),
]
