"""What a provider was told, when and by whom; and what it replied.

Both belong to a home *and* to the provider's agency: a new owner gets the home, never what
was said to and by the owner before.
"""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.groups.models import Group
from caresight.web.replies.states import Means, Purpose, ReplyState, Subject


class Told(models.Model):
    """One thing that a group told a provider about a home. Never changed afterwards."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="told"
    )
    """The provider's agency; empty where the provider has no account here."""
    provider_name = models.CharField(max_length=200, blank=True)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="told"
    )
    title = models.CharField(max_length=300)
    words = models.TextField(max_length=5000)
    cites = models.JSONField(default=list, blank=True)
    item_ref = models.CharField(max_length=20, blank=True, db_index=True)
    signal_ref = models.CharField(max_length=200, blank=True)
    review_ref = models.CharField(max_length=20, blank=True)
    means = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in Means], default=Means.CARESIGHT
    )
    told_on = models.DateField()
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tellings")
    recorded_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-told_on", "-pk")
        indexes = (
            models.Index(fields=["home_id", "agency"], name="told_home_agency"),
            models.Index(fields=["area_code", "-told_on", "-id"], name="told_area_newest"),
            models.Index(fields=["-told_on", "-id"], name="told_newest"),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """How people name it: T-000012."""
        return f"T-{self.pk:06d}"


class Reply(models.Model):
    """What a provider says to a signal, a shared item, something it was told, or a figure."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="replies")
    about = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in Subject], default=Subject.SIGNAL
    )
    about_ref = models.CharField(max_length=200)
    """A signal's key, an item's ref, a telling's ref, or an indicator's code."""
    about_words = models.CharField(max_length=500, blank=True)
    """What the reply answers, as it read that day; of an item, its reference only."""
    told = models.ForeignKey(
        Told, on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    release_id = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in Purpose], default=Purpose.EXPLAIN
    )
    words = models.TextField(max_length=5000)
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in ReplyState],
        default=ReplyState.DRAFT,
    )
    version = models.PositiveIntegerField(default=1)
    names_confirmed = models.BooleanField(default=False)
    """Whether the sender confirmed, against the warning, that the words identify nobody."""
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="replies")
    written_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=5000, blank=True)

    class Meta:
        verbose_name_plural = "replies"
        ordering = ("-written_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ReplyState.DRAFT) | Q(sent_at__isnull=False),
                name="a_reply_that_left_says_when",
            ),
        )
        indexes = (
            models.Index(fields=["home_id", "agency"], name="reply_home_agency"),
            models.Index(fields=["state", "-sent_at", "-id"], name="reply_state_newest"),
            models.Index(fields=["area_code", "state", "-sent_at"], name="reply_area_state"),
            models.Index(fields=["about_ref"], name="reply_about"),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """How people name it: RP-000012."""
        return f"RP-{self.pk:06d}"
