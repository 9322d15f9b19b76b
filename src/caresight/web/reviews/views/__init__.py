"""Pages of reviews."""

from caresight.web.reviews.views.calling import call_review
from caresight.web.reviews.views.reading import review, reviews, reviews_csv
from caresight.web.reviews.views.steps import step

__all__ = ["call_review", "review", "reviews", "reviews_csv", "step"]
