"""Registers the app with Django."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    name = "caresight.web.intelligence"
    label = "intelligence"
