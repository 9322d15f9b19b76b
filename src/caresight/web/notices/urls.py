"""Addresses of notices."""

from django.urls import URLPattern, path

from caresight.web.notices import views

urlpatterns: list[URLPattern] = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.mark_notices_read, name="mark_notices_read"),
    path("notices/<int:pk>/", views.notice, name="notice"),
]
