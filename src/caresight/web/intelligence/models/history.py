"""What happened to an item: earlier wordings, what was decided, what was said of it."""

from django.db import models

from caresight.web.accounts.models import Person
from caresight.web.groups.models import Group
from caresight.web.intelligence.kinds import State, Step
from caresight.web.intelligence.models.item import Item


class Revision(models.Model):
    """An item as it read before a change."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    words = models.TextField()
    fields = models.JSONField(default=dict)
    """Everything else that could be changed, as it was."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    """When it was replaced, and by whom."""

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["item", "version"], name="each_version_kept_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} version {self.version}"


class Disposition(models.Model):
    """What a group decided about an item, why, and what its sender is told."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="dispositions")
    state = models.CharField(max_length=20, choices=[(one.value, one.label) for one in State])
    reason = models.TextField(max_length=1000)
    feedback = models.TextField(max_length=1000, blank=True)
    review_by = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.item_id} {self.state}"


class ItemStep(models.Model):
    """Something that happened because of an item, told to its sender without detail."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=[(one.value, one.name) for one in Step])
    on = models.DateField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    subject_ref = models.CharField(max_length=60, blank=True)
    """What it was: a meeting's or an action's ref. Never shown to the sender."""

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "kind", "on", "subject_ref"], name="each_step_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} on {self.on}"


class Comment(models.Model):
    """What a member adds to an item; read by the members who may read the item."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"on {self.item_id} at {self.at:%Y-%m-%d}"
