"""Registers the app with Django."""

from django.apps import AppConfig


class JointConfig(AppConfig):
    name = "caresight.web.joint"
    label = "joint"
