"""Registers the app with Django."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "caresight.web.groups"
    label = "groups"
