"""Addresses of the data pages, the releases and the statements."""

from django.urls import path

from caresight.web.publication import views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/quality/", views.quality, name="quality"),
    path("data/set-aside/", views.set_aside, name="set_aside"),
    path("data/set-aside.csv", views.set_aside_csv, name="set_aside_csv"),
    path("releases/", views.releases, name="releases"),
    path("releases/choose/", views.choose_release, name="choose_release"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
