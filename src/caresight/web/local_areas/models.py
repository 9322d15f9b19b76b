"""What a council says it does: short notes about one measure of its own area."""

from django.db import models

from caresight.web.accounts.models import Agency, Person

MOST_WORDS = 1_000
MOST_ROLE = 100


class PracticeNote(models.Model):
    """What is done in an area about one measure, since when, and whom to ask."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    area_code = models.CharField(max_length=20)
    area_name = models.CharField(max_length=200)
    measure = models.CharField(max_length=60, db_index=True)
    measure_title = models.CharField(max_length=200)
    words = models.TextField(max_length=MOST_WORDS)
    since = models.DateField()
    ask_role = models.CharField(max_length=MOST_ROLE)
    """Whom to ask: a role, and never a person."""
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["area_code", "measure"], name="practice_of_an_area"),)

    def __str__(self) -> str:
        return f"{self.measure} in {self.area_code}"
