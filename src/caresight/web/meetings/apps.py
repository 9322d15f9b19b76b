"""Registers the app with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "caresight.web.meetings"
    label = "meetings"
