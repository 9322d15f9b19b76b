"""What each agency is asked for, by when, and what it answered."""

from django.db import models

from caresight.web.accounts.models import Agency, Person
from caresight.web.reviews.models.reviews import MOST_WORDS, Review
from caresight.web.reviews.states import Answered


class InformationRequest(models.Model):
    """One agency is asked to say what it knows; the answers together are the pool."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    questions = models.TextField(max_length=MOST_WORDS)
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=20,
        default=Answered.WAITING.value,
        choices=[(one.value, one.label) for one in Answered],
    )
    answer = models.TextField(blank=True, max_length=MOST_WORDS)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("agency__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["review", "agency"], name="each_agency_asked_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency} in {self.review_id}"
