"""Reads of reviews. Every door takes the reader's access; what it does not open is not there."""

from caresight.web.reviews.queries.door import (
    RUNNING_WORD,
    Listed,
    listed_reviews,
    part_two_reviews,
    review_with,
    reviews_for_file,
    reviews_of_home,
    reviews_wanted,
    running_review_of,
    running_reviews,
    standing_of,
    visible_reviews,
    whole_reviews,
)
from caresight.web.reviews.queries.parts import (
    criterion_with,
    decision_with,
    decisions_of,
    meeting_with,
    meetings_of,
    participant_with,
    request_with,
    requests_of,
)
from caresight.web.reviews.queries.people import (
    agencies_to_ask,
    coordinator_is_there,
    groups_of_homes,
    invited_to_part_two,
    invited_wholly,
    leads_of,
    may_be_invited,
    members_of,
    overseers_of,
    participants_of,
    providers_people,
    who_can_coordinate,
)

__all__ = [
    "RUNNING_WORD", "Listed", "agencies_to_ask", "coordinator_is_there", "criterion_with",
    "decision_with", "decisions_of", "groups_of_homes", "invited_to_part_two", "invited_wholly",
    "leads_of",
    "listed_reviews", "may_be_invited", "meeting_with", "meetings_of", "members_of",
    "overseers_of", "part_two_reviews", "participant_with", "participants_of",
    "providers_people", "request_with", "requests_of", "review_with", "reviews_for_file",
    "reviews_of_home", "reviews_wanted", "running_review_of", "running_reviews", "standing_of",
    "visible_reviews", "who_can_coordinate", "whole_reviews",
]  # fmt: skip
