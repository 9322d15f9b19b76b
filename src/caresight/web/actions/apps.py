"""Registers the app with Django."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "caresight.web.actions"
    label = "actions"
