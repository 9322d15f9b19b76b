"""Addresses of actions."""

from django.urls import path

from caresight.web.actions import views
from caresight.web.actions.views.steps import STEPS

_STEP_ADDRESSES = {
    "edit_action": "edit",
    "change_action_due": "due",
    "hand_over_action": "hand-over",
    "close_action": "close",
    "say_action_done": "done",
    "send_back_action": "send-back",
    "cancel_action": "cancel",
    "reopen_action": "reopen",
}

urlpatterns = [
    path("actions/", views.actions, name="actions"),
    path("actions.csv", views.actions_csv, name="actions_csv"),
    path("actions.json", views.actions_json, name="actions_json"),
    path("actions/new/", views.open_action, name="open_action"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("actions/<int:pk>/note/", views.note_on_action, name="note_on_action"),
    path("actions/<int:pk>/effect/", views.action_effect, name="action_effect"),
    path("actions/<int:pk>/effect.csv", views.action_effect_csv, name="action_effect_csv"),
    *[
        path(f"actions/<int:pk>/{_STEP_ADDRESSES[name]}/", views.step, {"name": name}, name=name)
        for name in STEPS
    ],
]
