"""Registers the app with Django."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "caresight.web.packs"
    label = "packs"
