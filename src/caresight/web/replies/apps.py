"""Registers the app with Django."""

from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "caresight.web.replies"
    label = "replies"
