"""Monthly returns that are typed or uploaded here, with every version that was submitted.

A return belongs to a home and to the provider's agency that sent it: a new owner starts with
none. What is submitted is evidence and leaves through `exporting`; nothing is overwritten.
"""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.providers.states import ReturnState, Way


class MonthlyReturn(models.Model):
    """The return of one home for one month: its draft, and its newest submitted version."""

    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    location_id = models.CharField(max_length=60)
    """The registered location for which the row is sent."""
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="returns")
    month = models.DateField()
    """The first day of the month that it is about."""
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.label) for one in ReturnState],
        default=ReturnState.DRAFT,
    )
    version = models.PositiveIntegerField(default=0)
    """Counts savings, so that two people who edit one return notice each other."""
    draft = models.JSONField(null=True, blank=True)
    """Figures saved and not submitted: column to number, or null for not known."""
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-month", "home_id")
        constraints = (
            models.UniqueConstraint(
                fields=["home_id", "agency", "month"], name="one_return_a_home_and_month"
            ),
        )
        indexes = (models.Index(fields=["month", "home_id"], name="return_month_home"),)

    def __str__(self) -> str:
        return f"{self.home_id} {self.month:%Y-%m}"


class ReturnVersion(models.Model):
    """What was submitted at one moment. Never changed; a correction is the next one."""

    monthly_return = models.ForeignKey(
        MonthlyReturn, on_delete=models.PROTECT, related_name="versions"
    )
    token = models.UUIDField(unique=True)
    number = models.PositiveIntegerField()
    values = models.JSONField()
    """Column to number; null for not known."""
    way = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in Way], default=Way.FORM
    )
    why = models.CharField("reason for the correction", max_length=300, blank=True)
    questions = models.JSONField(default=list, blank=True)
    """What was asked beside the fields and confirmed: [column, sentence] each."""
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_index=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    """When it was handed to a build."""

    class Meta:
        ordering = ("monthly_return", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["monthly_return", "number"], name="each_version_numbered_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.monthly_return} version {self.number}"
