"""A review, the homes that it is about, who is invited, and what happened when."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.groups.models import Group
from caresight.web.reviews.states import Moment, Part, State

MOST_WORDS = 5000
MOST_SHORT = 300


class Review(models.Model):
    """A meeting that any member can call at once about a home or a provider."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="reviews_led")
    """The group in whose name it was called; its ladder names the steps."""
    groups = models.ManyToManyField(Group, related_name="reviews")
    """Every group that covers one of the homes."""
    ladder = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    """What the ladder called it then: risk summit, rapid quality review."""
    provider = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    provider_name = models.CharField(max_length=200, blank=True)
    worry = models.TextField(max_length=MOST_WORDS)
    immediate_risk = models.BooleanField(default=False)
    cites = models.JSONField(default=list)
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(db_index=True)
    state = models.CharField(
        max_length=20,
        default=State.CALLED.value,
        choices=[(one.value, one.label) for one in State],
    )
    triaged_at = models.DateTimeField(null=True, blank=True)
    triage_decision = models.CharField(max_length=40, blank=True)
    triage_reason = models.TextField(blank=True, max_length=MOST_WORDS)
    triage_took_part = models.TextField(blank=True, max_length=MOST_SHORT * 4)
    meet_by = models.DateField(null=True, blank=True)
    coordinator = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="coordinated_reviews"
    )
    communications = models.CharField(
        "who speaks to residents, families and the public", max_length=MOST_SHORT, blank=True
    )
    facts = models.TextField("facts agreed", blank=True, max_length=MOST_WORDS)
    facts_version = models.PositiveIntegerField(default=1)
    stood_down_at = models.DateTimeField(null=True, blank=True)
    stood_down_to = models.CharField(max_length=40, blank=True)
    stood_down_reason = models.TextField(blank=True, max_length=MOST_WORDS)
    pack_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-called_at", "-pk")
        indexes = (models.Index(fields=["state", "-called_at"], name="reviews_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="under_way") | Q(coordinator__isnull=False),
                name="a_review_under_way_has_one_coordinator",
            ),
            models.CheckConstraint(
                condition=~Q(state="stood_down")
                | (Q(stood_down_at__isnull=False) & ~Q(stood_down_to="")),
                name="a_review_is_stood_down_to_a_level",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.name}"

    @property
    def ref(self) -> str:
        """The reference that people say: R-000007."""
        return f"R-{self.pk:06d}"


class ReviewHome(models.Model):
    """A home that a review is about, as it was named then."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="homes")
    home_id = models.CharField(max_length=20, db_index=True)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    is_running = models.BooleanField(default=True)
    """False once the review has ended: a home is in one running review at most."""

    class Meta:
        ordering = ("home_name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["home_id"],
                condition=Q(is_running=True),
                name="one_running_review_of_a_home",
            ),
            models.UniqueConstraint(fields=["review", "home_id"], name="each_home_once_a_review"),
        )

    def __str__(self) -> str:
        return self.home_name


class Participant(models.Model):
    """Somebody invited who does not belong to the groups, or the provider's person."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_invitations")
    part = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Part])
    reason = models.CharField(max_length=MOST_SHORT, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("invited_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["review", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="each_person_invited_once_to_a_review",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.review_id}"


class ReviewMoment(models.Model):
    """One line of the timeline. Never changed, never deleted on its own."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="moments")
    kind = models.CharField(max_length=30, choices=[(one.value, one.label) for one in Moment])
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True, max_length=MOST_WORDS)
    changes = models.JSONField(default=dict)
    token = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.review_id}: {self.kind}"
