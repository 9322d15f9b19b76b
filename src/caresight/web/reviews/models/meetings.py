"""The meetings of a review: part one for members only, part two with the provider."""

from django.db import models

from caresight.web.reviews.models.reviews import MOST_SHORT, MOST_WORDS, Review


class ReviewMeeting(models.Model):
    """One meeting. What stands under part two is all that the provider ever sees of it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    begins_at = models.DateTimeField()
    place = models.CharField(max_length=MOST_SHORT, blank=True)
    has_part_two = models.BooleanField(default=True)
    why_no_part_two = models.CharField(max_length=MOST_SHORT, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    took_part = models.TextField(blank=True, max_length=MOST_SHORT * 4)
    part_one = models.TextField(blank=True, max_length=MOST_WORDS)
    agenda = models.TextField(blank=True, max_length=MOST_WORDS)
    questions = models.TextField(blank=True, max_length=MOST_WORDS)
    shared = models.TextField(
        "what was shared with the provider", blank=True, max_length=MOST_WORDS
    )
    part_two = models.TextField(blank=True, max_length=MOST_WORDS)
    part_one_version = models.PositiveIntegerField(default=1)
    part_two_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["review", "number"], name="meetings_are_numbered"),
        )

    def __str__(self) -> str:
        return f"meeting {self.number} of {self.review_id}"
