"""Minutes: who was there, what was said home by home, corrections, and later addenda."""

from django.db import models

from caresight.web.accounts.models import Agency, Person
from caresight.web.meetings.models.agenda import AgendaItem
from caresight.web.meetings.models.calendar import SHORT, WORDS, Meeting
from caresight.web.meetings.states import CorrectionState, Outcome, Part, Presence


class Attendance(models.Model):
    """Somebody at a meeting: a member, somebody in a member's place, or a guest."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=150)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency_name = models.CharField(max_length=150, blank=True)
    presence = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Presence])
    stands_in_for = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ("presence", "agency_name", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(person__isnull=False),
                name="each_person_attends_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.presence}"


class Declaration(models.Model):
    """An interest that somebody declared, and what was done about it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="declarations")
    name = models.CharField(max_length=150)
    home_id = models.CharField(max_length=20, blank=True)
    home_name = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=SHORT)
    handling = models.CharField(max_length=SHORT)
    at = models.DateTimeField()
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.name}"


class HomeMinute(models.Model):
    """What was said about one home, which evidence was cited, and what became of it."""

    place = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="minute")
    outcome = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in Outcome],
        default=Outcome.OPEN.value,
    )
    discussed = models.TextField(max_length=WORDS, blank=True)
    cites = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("place__position", "pk")

    def __str__(self) -> str:
        return f"minute of {self.place}"


class EarlierWording(models.Model):
    """A text of minutes as it read before somebody wrote over it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="earlier_wordings")
    minute = models.ForeignKey(
        HomeMinute,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="earlier_wordings",
    )
    """Of which home; none for the parts that belong to no home."""
    part = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Part])
    words = models.TextField(max_length=WORDS)
    version = models.PositiveIntegerField()
    replaced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("-replaced_at", "-pk")

    def __str__(self) -> str:
        return f"{self.meeting}: {self.part} of version {self.version}"


class Disagreement(models.Model):
    """An agency that did not agree, and its words."""

    minute = models.ForeignKey(HomeMinute, on_delete=models.CASCADE, related_name="disagreements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=WORDS)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.minute}: {self.agency}"


class Correction(models.Model):
    """What a member wants corrected in the minutes, and the coordinator's answer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    place = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=WORDS)
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in CorrectionState],
        default=CorrectionState.WAITING.value,
    )
    answer = models.CharField(max_length=SHORT, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.meeting}: correction {self.pk}"


class Addendum(models.Model):
    """A dated note under minutes that are signed and so can no longer be changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="addenda")
    place = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="addenda"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=WORDS)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        verbose_name_plural = "addenda"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.meeting}: addendum {self.pk}"
