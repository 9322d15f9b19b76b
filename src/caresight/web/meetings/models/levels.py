"""The levels that groups agreed, each beside what the machine suggested at the time."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group
from caresight.web.meetings.models.calendar import WORDS, Meeting
from caresight.web.meetings.models.minutes import HomeMinute
from caresight.web.meetings.states import ReasonKind, Why


class AgreedLevel(models.Model):
    """One decision of a group about the level of one home.

    The step's label, criteria and limits are kept as the ladder had them on that day: a
    ladder that changes later does not change what was agreed.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="levels")
    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="levels"
    )
    minute = models.OneToOneField(
        HomeMinute, on_delete=models.PROTECT, null=True, blank=True, related_name="level"
    )
    review_ref = models.CharField(max_length=20, blank=True)
    why = models.CharField(
        max_length=30, blank=True, choices=[(one.value, one.label) for one in Why]
    )
    """Why the home had been on the agenda; empty where no agenda led to it."""
    ladder = models.CharField(max_length=60)
    ladder_version = models.PositiveIntegerField()
    level = models.CharField(max_length=60)
    level_label = models.CharField(max_length=100)
    step = models.PositiveSmallIntegerField()
    top_step = models.PositiveSmallIntegerField()
    suggested_level = models.CharField(max_length=60, blank=True)
    suggested_label = models.CharField(max_length=100, blank=True)
    suggested_step = models.SmallIntegerField(null=True, blank=True)
    release_id = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField()
    since_on = models.DateField()
    """Since when the home has been at this level without a break."""
    reason_kind = models.CharField(
        max_length=30, choices=[(one.value, one.label) for one in ReasonKind]
    )
    reason = models.TextField(max_length=WORDS, blank=True)
    exit_criteria = models.TextField(max_length=WORDS, blank=True)
    review_on = models.DateField(null=True, blank=True)
    dwell_months = models.PositiveSmallIntegerField(null=True, blank=True)
    dwell_until = models.DateField(null=True, blank=True)
    """The day from which the home has stayed longer at this level than the ladder allows."""
    agencies = models.JSONField(default=list, blank=True)
    """The names of the agencies that were present when it was agreed."""
    is_current = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-agreed_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "home_id"],
                condition=Q(is_current=True),
                name="one_current_level_per_group_and_home",
            ),
        )
        indexes = (
            models.Index(fields=["home_id", "-agreed_on"], name="level_home_newest"),
            models.Index(fields=["group", "-agreed_on"], name="level_group_newest"),
            models.Index(fields=["recorded_at"], name="level_recorded"),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.home_id} {self.level}"
