"""Editions of the overview, kept for ever, and the list of those who are told of them."""

from django.db import models
from django.db.models import F, Q

from caresight.web.accounts.models import Person
from caresight.web.editions.states import Entitlement

MOST_NOTE = 2000
MOST_SHORT = 300


class Edition(models.Model):
    """One dated overview, frozen: no page of ours changes it."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    number = models.CharField(max_length=12, unique=True)
    """The month that it is about, and which of the month's: 2026-11.1."""
    release_id = models.CharField(max_length=40, unique=True)
    """A release is published once; a correction is another release, and another edition."""
    as_at = models.DateField()
    text = models.TextField()
    """What it says, as canonical JSON. Never changed."""
    sha256 = models.CharField(max_length=64)
    """Of the text: what was altered by hand is refused when it is read."""
    note = models.TextField(max_length=MOST_NOTE, blank=True)
    """What a person adds to the changes that were counted."""
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-as_at", "-pk")

    def __str__(self) -> str:
        return self.number


class Recipient(models.Model):
    """Somebody who gets each edition: why, since when, until when."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Their account here, if they have one: then a notice tells them."""
    entitlement = models.CharField(max_length=20, choices=Entitlement.choices)
    why = models.CharField(max_length=MOST_SHORT)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The last day; none while it is open."""
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_why = models.CharField(max_length=MOST_SHORT, blank=True)

    class Meta:
        ordering = ("organisation", "name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="recipient_until_after_since",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"
