"""Registers the app with Django."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "caresight.web.editions"
    label = "editions"
