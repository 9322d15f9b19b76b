"""What a review decided, and what must be true before the home is stood down."""

from django.db import models

from caresight.web.accounts.models import Person
from caresight.web.reviews.models.meetings import ReviewMeeting
from caresight.web.reviews.models.reviews import MOST_SHORT, MOST_WORDS, Review


class Decision(models.Model):
    """One decision, typed; the provider sees it only once it has been told."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(
        ReviewMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    token = models.UUIDField(unique=True, null=True, editable=False)
    kind = models.CharField(max_length=40)
    words = models.TextField(max_length=MOST_WORDS)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    told_words = models.TextField("as the provider was told", blank=True, max_length=MOST_WORDS)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("decided_at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} in {self.review_id}"


class ExitCriterion(models.Model):
    """One thing that must be true, whether it is, and what shows it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=MOST_SHORT)
    is_met = models.BooleanField(null=True)
    """None until somebody has judged it."""
    shown_by = models.TextField(blank=True, max_length=MOST_WORDS)
    judged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["review", "code"], name="each_criterion_once"),
        )

    def __str__(self) -> str:
        return self.label
