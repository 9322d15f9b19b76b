"""Addresses of groups."""

from django.urls import URLPattern, path

from caresight.web.groups.views import changes, members, pages

urlpatterns: list[URLPattern] = [
    path("groups/", pages.groups, name="groups"),
    path("groups/add/", changes.add_group, name="add_group"),
    path("groups/<int:pk>/", pages.group, name="group"),
    path("groups/<int:pk>/change/", changes.edit_group, name="edit_group"),
    path("groups/<int:pk>/areas/", changes.group_areas, name="group_areas"),
    path("groups/<int:pk>/homes/add/", changes.add_border_home, name="add_border_home"),
    path(
        "groups/<int:pk>/homes/<int:further_pk>/remove/",
        changes.remove_border_home,
        name="remove_border_home",
    ),
    path("groups/<int:pk>/members/add/", members.add_member, name="add_member"),
    path(
        "groups/<int:pk>/members/<int:place_pk>/end/", members.end_membership, name="end_membership"
    ),
    path("groups/<int:pk>/terms/", pages.group_terms, name="group_terms"),
    path("groups/<int:pk>/terms/agree/", changes.agree_terms, name="agree_terms"),
]
