"""Returns of homes that are typed or uploaded here, with every version that was submitted.

A return belongs to a home and to the provider's agency that sent it: a new owner starts with
none. What is submitted is evidence and leaves through `exporting`; nothing is overwritten.
"""

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.providers.states import MONTHLY, ReturnState, Way


class HomeReturn(models.Model):
    """A return of one home: its draft, and its newest submitted version.

    The monthly return is one for each month. A return that is sent whenever something has
    changed is one for good: each version of it is a new word, and takes none of the others back.
    """

    source = models.CharField(max_length=40, default=MONTHLY)
    """The source as which it is landed; it names the form as well."""
    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    location_id = models.CharField(max_length=60)
    """The registered location for which the row is sent."""
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="returns")
    month = models.DateField(null=True, blank=True)
    """The first day of the month that it is about; None where it is about no month."""
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.label) for one in ReturnState],
        default=ReturnState.DRAFT,
    )
    version = models.PositiveIntegerField(default=0)
    """Counts savings, so that two people who edit one return notice each other."""
    draft = models.JSONField(null=True, blank=True)
    """Saved and not submitted: column to number, answer or day, or null for not known."""
    changed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-month", "home_id")
        constraints = (
            models.UniqueConstraint(
                fields=["source", "home_id", "agency", "month"], name="one_return_a_home_and_month"
            ),
            # Nulls are all different to a database: where there is no month, it takes a second.
            models.UniqueConstraint(
                fields=["source", "home_id", "agency"],
                condition=Q(month__isnull=True),
                name="one_return_a_home_for_good",
            ),
        )
        indexes = (models.Index(fields=["month", "home_id"], name="return_month_home"),)

    def __str__(self) -> str:
        return f"{self.home_id} {self.what}"

    @property
    def what(self) -> str:
        """Its month; of one that is about no month, its source."""
        return f"{self.month:%Y-%m}" if self.month else self.source


class ReturnVersion(models.Model):
    """What was submitted at one moment. Never changed; a correction is the next one."""

    home_return = models.ForeignKey(HomeReturn, on_delete=models.PROTECT, related_name="versions")
    token = models.UUIDField(unique=True)
    number = models.PositiveIntegerField()
    values = models.JSONField()
    """Column to number, answer or day; null for not known."""
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
        ordering = ("home_return", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["home_return", "number"], name="each_version_numbered_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.home_return} version {self.number}"
