"""Registers the wiring with Django: it keeps the tables of workers and of daily work."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "caresight.web.config"
    label = "wiring"
