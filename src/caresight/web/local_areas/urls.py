"""Addresses of the areas."""

from django.urls import path

from caresight.web.local_areas import views

urlpatterns = [
    path("areas/", views.areas, name="areas"),
    path("areas.csv", views.areas_csv, name="areas_csv"),
]
