"""Registers the app with Django."""

from django.apps import AppConfig


class LocalAreasConfig(AppConfig):
    name = "caresight.web.local_areas"
    label = "local_areas"
