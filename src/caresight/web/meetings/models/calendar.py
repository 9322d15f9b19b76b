"""When a group meets: the rule it agreed, each meeting, and how one came to be moved."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group
from caresight.web.meetings.states import MeetingState

WORDS = 5_000
SHORT = 300


class CalendarRule(models.Model):
    """“The second Thursday of each month, 14:00 to 16:00”, for one kind of meeting of a group."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="calendar_rules")
    kind = models.CharField("kind of meeting", max_length=60)
    ordinal = models.SmallIntegerField()
    """1 to 4 for the first to the fourth of a month; -1 for the last."""
    weekday = models.PositiveSmallIntegerField()
    """0 is Monday."""
    every_months = models.PositiveSmallIntegerField(default=1)
    first_month = models.DateField()
    skip_months = models.JSONField(default=list, blank=True)
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=120)
    on_holiday = models.CharField(max_length=20, default="next_working_day")
    place = models.CharField(max_length=SHORT, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "kind"], name="one_rule_per_kind_of_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.kind}"


class Meeting(models.Model):
    """One meeting of a group, from its place in the calendar to its signed minutes."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField("kind of meeting", max_length=60)
    title = models.CharField(max_length=150)
    rule_month = models.DateField(null=True, blank=True)
    """The month that the rule meant it for, so that making dates again makes no second one."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=SHORT, blank=True)
    moved_by_hand = models.BooleanField(default=False)
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in MeetingState],
        default=MeetingState.PLANNED.value,
    )
    reports_due_on = models.DateField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    matters_arising = models.TextField(max_length=WORDS, blank=True)
    general_business = models.TextField(max_length=WORDS, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counts the changes of the two texts above."""
    corrections_due_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    pack_id = models.BigIntegerField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["group", "kind", "rule_month"],
                condition=Q(rule_month__isnull=False),
                name="one_meeting_per_rule_and_month",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="a_meeting_ends_after_it_began"
            ),
        )
        indexes = (
            models.Index(fields=["group", "starts_at"], name="meeting_group_start"),
            models.Index(fields=["starts_at", "id"], name="meeting_start"),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """How people name it: M-000012."""
        return f"M-{self.pk:06d}"


class MeetingChange(models.Model):
    """A meeting that was moved or cancelled, and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moved_from = models.DateTimeField()
    moved_to = models.DateTimeField(null=True, blank=True)
    """Empty where it was cancelled."""
    reason = models.CharField(max_length=SHORT)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.reason}"
