"""The homes on an agenda, why each is there, and how the rota drew some of them."""

from django.db import models

from caresight.web.accounts.models import Person
from caresight.web.meetings.models.calendar import SHORT, Meeting
from caresight.web.meetings.states import PlaceState, Why


class AgendaDraw(models.Model):
    """One making of an agenda by rule: all that is needed to make it again and compare."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="draws")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    release_id = models.CharField(max_length=40, blank=True)
    rules = models.CharField(max_length=60)
    rules_version = models.PositiveIntegerField()
    seed = models.CharField(max_length=60)
    budget = models.PositiveSmallIntegerField()
    homes_in_scope = models.PositiveIntegerField()
    homes_digest = models.CharField(max_length=64)
    """SHA-256 of the ids of the homes that could be drawn, in order."""
    placed = models.JSONField(default=list)
    left_out = models.JSONField(default=list)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.seed}"


class AgendaItem(models.Model):
    """One home on the agenda of one meeting, as it was known on that day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="places")
    home_id = models.CharField(max_length=20, db_index=True)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in PlaceState],
        default=PlaceState.ON.value,
    )
    position = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField(default=8)
    why = models.CharField(max_length=30, choices=[(one.value, one.label) for one in Why])
    """The first reason; `reasons` has them all, in words."""
    reasons = models.JSONField(default=list)
    suggested_level = models.CharField(max_length=60, blank=True)
    suggested_label = models.CharField(max_length=100, blank=True)
    suggested_step = models.SmallIntegerField(null=True, blank=True)
    """What the machine suggested when the home came onto the agenda; None where unknown."""
    release_id = models.CharField(max_length=40, blank=True)
    put_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    put_at = models.DateTimeField()
    put_reason = models.CharField(max_length=SHORT, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.CharField(max_length=SHORT, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "home_id"], name="each_home_once_an_agenda"),
        )
        indexes = (models.Index(fields=["home_id", "meeting"], name="agenda_home_meeting"),)

    def __str__(self) -> str:
        return f"{self.meeting} {self.home_id}"
