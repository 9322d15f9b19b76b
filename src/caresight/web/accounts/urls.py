"""Addresses of sign-in and people."""

from django.urls import path

from caresight.web.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("people/", views.people, name="people"),
    path("health", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
]
