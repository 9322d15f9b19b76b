"""Training that was offered, who took it up, and what good homes say they do."""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.groups.models import Group

MOST_WORDS = 2000
MOST_SHORT = 300


class Offer(models.Model):
    """Training that was offered to some homes of a group."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True, max_length=MOST_WORDS)
    given_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    offered_on = models.DateField()
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=MOST_SHORT, blank=True)

    class Meta:
        ordering = ("-offered_on", "-pk")
        indexes = (models.Index(fields=["group", "topic"], name="offers_of_a_topic"),)

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def ref(self) -> str:
        """How people name it: T-000012."""
        return f"T-{self.pk:06d}"


class OfferedHome(models.Model):
    """A home to which an offer went, and whether its staff came."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="homes")
    home_id = models.CharField(max_length=20, db_index=True)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=MOST_SHORT, blank=True)
    """What was noticed when the offer was made."""
    taken_up_on = models.DateField(null=True, blank=True)
    staff = models.PositiveSmallIntegerField(null=True, blank=True)
    declined_why = models.CharField(max_length=MOST_SHORT, blank=True)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("home_name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["offer", "home_id"], name="each_home_once_an_offer"),
            models.CheckConstraint(
                condition=Q(taken_up_on__isnull=True) | Q(staff__gte=1),
                name="training_taken_up_has_people",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} to {self.home_id}"


class GoodPractice(models.Model):
    """What a home that does well does, in a few words of a member who asked."""

    token = models.UUIDField(unique=True, null=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=40)
    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    words = models.TextField(max_length=MOST_WORDS)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["group", "topic"], name="good_practice_of_a_topic"),)

    def __str__(self) -> str:
        return f"{self.topic} at {self.home_id}"
