"""Addresses of joint."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
