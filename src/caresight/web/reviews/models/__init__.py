"""Reviews: called by one member, run by one coordinator, ended when nothing is left open."""

from caresight.web.reviews.models.decisions import Decision, ExitCriterion
from caresight.web.reviews.models.information import InformationRequest
from caresight.web.reviews.models.meetings import ReviewMeeting
from caresight.web.reviews.models.reviews import Participant, Review, ReviewHome, ReviewMoment

__all__ = [
    "Decision", "ExitCriterion", "InformationRequest", "Participant", "Review", "ReviewHome",
    "ReviewMeeting", "ReviewMoment",
]  # fmt: skip
