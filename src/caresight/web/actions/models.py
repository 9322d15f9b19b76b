"""An action: what somebody agreed to do by a day, the evidence behind it, and its history.

A home is kept as it was named then: it may leave the register while the action is open.
"""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.actions.states import Direction, Outcome, State, Step, Verdict
from caresight.web.groups.models import Group

MOST_WORDS = 5000
MOST_SHORT = 300


class Action(models.Model):
    """What somebody has agreed to do by a day."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="actions")
    home_id = models.CharField(max_length=20, blank=True, db_index=True)
    home_name = models.CharField(max_length=200, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, max_length=MOST_WORDS)
    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_actions"
    )
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="owned_actions")
    due_on = models.DateField()
    cites = models.JSONField(default=list)
    why_no_cites = models.CharField(max_length=MOST_SHORT, blank=True)
    measure = models.CharField(max_length=80, blank=True)
    """Code of an indicator; empty where no effect on a figure is expected."""
    direction = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.label) for one in Direction]
    )
    effect_by = models.DateField(null=True, blank=True)
    meeting_ref = models.CharField(max_length=20, blank=True, db_index=True)
    review_ref = models.CharField(max_length=20, blank=True, db_index=True)
    state = models.CharField(
        max_length=20, default=State.OPEN.value, choices=[(one.value, one.label) for one in State]
    )
    outcome = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.label) for one in Outcome]
    )
    what_was_done = models.TextField(blank=True, max_length=MOST_WORDS)
    proof = models.CharField("document or place of the evidence", max_length=MOST_SHORT, blank=True)
    done_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.label) for one in Verdict]
    )
    verdict_reason = models.TextField(blank=True, max_length=MOST_WORDS)
    machine_sentence = models.TextField(blank=True)
    """What the comparison said when the verdict was given, so that both stand side by side."""
    verdict_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verdict_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=["group", "state", "due_on"], name="actions_of_a_group"),
            models.Index(fields=["owner", "state", "due_on"], name="actions_of_a_person"),
            models.Index(fields=["owner_agency", "state", "due_on"], name="actions_of_an_agency"),
            models.Index(fields=["state", "due_on"], name="actions_by_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=(Q(measure="") & Q(direction="") & Q(effect_by__isnull=True))
                | (~Q(measure="") & ~Q(direction="") & Q(effect_by__isnull=False)),
                name="an_expected_effect_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "effect_awaited"])
                | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="a_closed_action_has_an_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        """The reference that people say: A-000045."""
        return f"A-{self.pk:06d}"


class ActionStep(models.Model):
    """One line of an action's history. Never changed, never deleted on its own."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Step])
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True, max_length=MOST_WORDS)
    changes = models.JSONField(default=dict)
    """What was before and is after, by field: dates and names, no other text."""
    token = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.action_id}: {self.kind}"
