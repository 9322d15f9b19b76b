"""Addresses of replies."""

from django.urls import URLPattern, path

from caresight.web.replies import views

urlpatterns: list[URLPattern] = [
    path("replies/", views.replies, name="replies"),
    path("replies/<int:pk>/", views.reply, name="reply"),
    path("replies/<int:pk>/acknowledge/", views.acknowledge_reply, name="acknowledge_reply"),
    path("replies/<int:pk>/answer/", views.answer_reply, name="answer_reply"),
    path("told/", views.told, name="told"),
    path("told.csv", views.told_csv, name="told_csv"),
    path("told/<int:pk>/", views.telling, name="telling"),
    path("told/homes/<slug:home_id>/", views.tell_provider, name="tell_provider"),
]
