"""Addresses of governance."""

from django.urls import path

from caresight.web.governance import views

urlpatterns = [
    path("governance/", views.governance, name="governance"),
    path("governance/trail/", views.audit_trail, name="audit_trail"),
    path("governance/trail.csv", views.audit_trail_csv, name="audit_trail_csv"),
    path("governance/retention/", views.retention, name="retention"),
    path("governance/retention/apply/", views.apply_retention, name="apply_retention"),
    path("governance/holds/", views.holds, name="holds"),
    path("governance/holds/<int:pk>/lift/", views.lift_hold, name="lift_hold"),
    path("governance/erasure/", views.erase, name="erase"),
    path("governance/extracts/", views.extracts, name="extracts"),
]
