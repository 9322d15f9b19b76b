"""Addresses of reviews."""

from django.urls import path

from caresight.web.reviews import views
from caresight.web.reviews.views.steps import STEPS

_ADDRESSES = {
    "triage_review": "<int:pk>/triage",
    "appoint_coordinator": "<int:pk>/coordinator",
    "name_communications": "<int:pk>/communications",
    "invite_to_review": "<int:pk>/invite",
    "withdraw_invitation": "invitations/<int:pk>/withdraw",
    "ask_for_information": "<int:pk>/ask",
    "answer_information": "requests/<int:pk>/answer",
    "plan_review_meeting": "<int:pk>/meetings/new",
    "move_review_meeting": "meetings/<int:pk>/move",
    "write_part_one": "meetings/<int:pk>/part-one",
    "write_part_two": "meetings/<int:pk>/part-two",
    "write_facts": "<int:pk>/facts",
    "decide_in_review": "<int:pk>/decide",
    "tell_decision": "decisions/<int:pk>/tell",
    "act_on_decision": "decisions/<int:pk>/act",
    "add_criterion": "<int:pk>/criteria/new",
    "judge_criterion": "criteria/<int:pk>/judge",
    "stand_down_review": "<int:pk>/stand-down",
}

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews.csv", views.reviews_csv, name="reviews_csv"),
    path("reviews/call/", views.call_review, name="call_review"),
    path("reviews/<int:pk>/", views.review, name="review"),
    *[
        path(f"reviews/{_ADDRESSES[name]}/", views.step, {"name": name}, name=name)
        for name in STEPS
    ],
]
