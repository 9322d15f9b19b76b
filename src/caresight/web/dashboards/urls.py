"""Addresses of the first page, of homes and of indicators."""

from django.urls import path

from caresight.web.dashboards import views

urlpatterns = [
    path("", views.attention, name="attention"),
    path("attention.csv", views.attention_csv, name="attention_csv"),
    path("homes/<str:home_id>/", views.home, name="home"),
    path("homes/<str:home_id>/indicators.csv", views.home_csv, name="home_csv"),
    path("homes/<str:home_id>/indicators/<str:code>/", views.home_indicator, name="home_indicator"),
    path(
        "homes/<str:home_id>/indicators/<str:code>.csv",
        views.home_indicator_csv,
        name="home_indicator_csv",
    ),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<str:code>.csv", views.indicator_csv, name="indicator_csv"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
]
