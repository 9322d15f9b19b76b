"""Addresses of digital projects."""

from django.urls import URLPattern, path

from caresight.web.projects import recording, views

urlpatterns: list[URLPattern] = [
    path("projects/", views.projects, name="projects"),
    path("projects/register/", recording.register_project, name="register_project"),
    path("projects/<int:pk>/", views.project, name="project"),
    path("projects/<int:pk>/months.csv", views.project_csv, name="project_csv"),
    path("projects/<int:pk>/change/", recording.change_project, name="change_project"),
    path("projects/<int:pk>/take-back/", recording.take_back_project, name="take_back_project"),
]
