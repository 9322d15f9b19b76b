"""The trail. A row is written once and never changed; each is sealed by the row before it."""

from django.db import models
from django.db.models.functions import Lower


class Entry(models.Model):
    """Who did what to which record, when, and why.

    It refers to people and records by text, not by key: the trail outlives both.
    """

    sequence = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor_ref = models.CharField(max_length=60, db_index=True)
    actor_name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=150, blank=True)
    operation = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    home_id = models.CharField(max_length=20, blank=True, db_index=True)
    group_ref = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    detail = models.TextField(default="{}")
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(Lower("actor_name"), "sequence", name="entry_of_somebody"),
            models.Index(fields=["operation", "sequence"], name="entry_of_operation"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.operation} {self.subject}"


class ChainHead(models.Model):
    """The last seal, in one row, so that two writers cannot both follow the same entry."""

    last_sequence = models.PositiveBigIntegerField(default=0)
    last_seal = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.last_sequence} {self.last_seal}"
