"""Registers the app with Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "caresight.web.publication"
    label = "publication"
