"""Registers the layout's templates and stylesheet."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "caresight.web.ui"
    label = "ui"
