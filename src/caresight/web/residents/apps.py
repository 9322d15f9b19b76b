"""Registers the app with Django."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    name = "caresight.web.residents"
    label = "residents"
