"""Registers the app with Django."""

from django.apps import AppConfig


class DigitalConfig(AppConfig):
    name = "caresight.web.digital"
    label = "digital"
