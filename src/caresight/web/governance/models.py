"""Legal holds, and what was done under the retention schedule."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Person


class LegalHold(models.Model):
    """Nothing of a home, or nothing at all, is removed while a hold stands."""

    home_id = models.CharField("home (empty: everything)", max_length=20, blank=True)
    reason = models.TextField(max_length=2000)
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    why_lifted = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-placed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="who_lifted_a_hold_and_when_are_set_together",
            ),
        )

    def __str__(self) -> str:
        return f"hold {self.pk} on {self.home_id or 'everything'}"


class RetentionRun(models.Model):
    """One run of the schedule: which version, who asked, how many records of each kind."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    schedule_version = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"run {self.pk}"
