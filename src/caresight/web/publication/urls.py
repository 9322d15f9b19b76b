"""Addresses of the data pages, the releases and the statements."""

from django.urls import path

from caresight.web.publication import use_cases, views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/quality/", views.quality, name="quality"),
    path("data/set-aside/", views.set_aside, name="set_aside"),
    path("data/set-aside.csv", views.set_aside_csv, name="set_aside_csv"),
    path("releases/", views.releases, name="releases"),
    path("releases/choose/", views.choose_release, name="choose_release"),
    path("use-cases/", use_cases.use_cases, name="use_cases"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
