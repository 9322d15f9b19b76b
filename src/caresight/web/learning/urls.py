"""Addresses of learning."""

from django.urls import URLPattern, path

from caresight.web.learning import recording, views

urlpatterns: list[URLPattern] = [
    path("learning/", views.learning, name="learning"),
    path("learning.csv", views.learning_csv, name="learning_csv"),
    path("learning/themes/", views.learning_themes, name="learning_themes"),
    path("learning/themes.csv", views.learning_themes_csv, name="learning_themes_csv"),
    path("learning/topics/<slug:code>/", views.learning_topic, name="learning_topic"),
    path("learning/topics/<slug:code>/offer/", recording.offer_training, name="offer_training"),
    path("learning/topics/<slug:code>/practice/", recording.good_practice, name="good_practice"),
    path("learning/offers/<int:pk>/", views.training_offer, name="training_offer"),
    path("learning/offers/<int:pk>/end/", recording.end_offer, name="end_offer"),
    path("learning/uptake/<int:pk>/", recording.training_uptake, name="training_uptake"),
    path("learning/uptake/<int:pk>/effect/", views.training_effect, name="training_effect"),
    path(
        "learning/practice/<int:pk>/take-back/",
        recording.take_back_practice,
        name="take_back_practice",
    ),
]
