"""Filters that a person keeps, and support that was offered to a home."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.digital.states import Outcome
from caresight.web.groups.models import Group

MOST_SHORT = 300
MOST_QUERY = 600


class SavedFilter(models.Model):
    """A search for homes that somebody keeps for themselves."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digital_filters")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=MOST_QUERY, blank=True)
    """The search as an address has it, read again before it is used."""
    at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "name"], name="each_filter_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class SupportOffer(models.Model):
    """Support that a group's member offered to a home, and what came of it."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    home_id = models.CharField(max_length=20, db_index=True)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=40)
    kind_label = models.CharField(max_length=90)
    """As it was called then: the definition may change."""
    words = models.CharField(max_length=MOST_SHORT, blank=True)
    offered_on = models.DateField()
    given_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(
        max_length=12, choices=Outcome.choices, blank=True, default=Outcome.WAITING
    )
    taken_up_on = models.DateField(null=True, blank=True)
    outcome_words = models.CharField(max_length=MOST_SHORT, blank=True)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-offered_on", "-pk")
        indexes = (models.Index(fields=["group", "home_id"], name="support_of_a_home"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome=Outcome.TAKEN_UP, taken_up_on__isnull=False)
                | (~Q(outcome=Outcome.TAKEN_UP) & Q(taken_up_on__isnull=True)),
                name="support_taken_up_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.kind_label}"

    @property
    def ref(self) -> str:
        """How people name it: D-000012."""
        return f"D-{self.pk:06d}"
