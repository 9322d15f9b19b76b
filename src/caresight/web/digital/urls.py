"""Addresses of how digital homes are."""

from django.urls import path

from caresight.web.digital.views import finding, pages, returning, support

urlpatterns = [
    path("digital/", pages.digital, name="digital"),
    path("digital.csv", pages.digital_csv, name="digital_csv"),
    path("digital/matching/", pages.digital_matching, name="digital_matching"),
    path("digital/homes/", finding.digital_finder, name="digital_finder"),
    path("digital/homes.csv", finding.digital_finder_csv, name="digital_finder_csv"),
    path("digital/filters/", finding.save_filter, name="save_filter"),
    path("digital/filters/<int:pk>/forget/", finding.forget_filter, name="forget_filter"),
    path("digital/support/", support.support_offers, name="support_offers"),
    path("digital/support.csv", support.support_offers_csv, name="support_offers_csv"),
    path("digital/support/<int:pk>/", support.support_outcome, name="support_outcome"),
    path("homes/<str:home_id>/digital/", support.digital_home, name="digital_home"),
    path(
        "homes/<str:home_id>/digital/return.xlsx",
        returning.digital_return_template,
        name="digital_return_template",
    ),
    path("homes/<str:home_id>/digital/offer/", support.offer_support, name="offer_support"),
]
