"""Registers the app with Django."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "caresight.web.dashboards"
    label = "dashboards"
