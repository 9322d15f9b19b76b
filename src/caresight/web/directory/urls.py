"""Addresses of the directory."""

from django.urls import path

from caresight.web.directory import views

urlpatterns = [
    path("homes/", views.homes, name="homes"),
    path("homes.csv", views.homes_csv, name="homes_csv"),
    path("homes/compare/", views.compare, name="compare"),
]
