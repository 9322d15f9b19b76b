"""Registers the app with Django."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "caresight.web.governance"
    label = "governance"
