"""Registers the app with Django."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "caresight.web.providers"
    label = "providers"
