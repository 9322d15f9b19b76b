"""Addresses of joint."""

from django.urls import URLPattern, path

from caresight.web.joint import views

urlpatterns: list[URLPattern] = [
    path("homes/<str:home_id>/together/", views.together, name="together"),
    path("clock/", views.clock, name="clock"),
    path("clock.csv", views.clock_csv, name="clock_csv"),
]
