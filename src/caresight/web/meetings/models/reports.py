"""What each agency says before a meeting, in the form that the guidance gives."""

from django.db import models

from caresight.web.accounts.models import Agency, Person
from caresight.web.meetings.models.calendar import WORDS, Meeting
from caresight.web.meetings.states import ReportState


class MemberReport(models.Model):
    """One agency's report to one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="reports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    form_version = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in ReportState],
        default=ReportState.DRAFT.value,
    )
    references = models.JSONField(default=list, blank=True)
    """References of the agency's own open items and actions; no words of theirs."""
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("agency__name",)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "agency"], name="one_report_per_agency_and_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting}: {self.agency}"


class ReportEntry(models.Model):
    """What a report says in one section: of everything, or of one home."""

    report = models.ForeignKey(MemberReport, on_delete=models.CASCADE, related_name="entries")
    section = models.CharField(max_length=40)
    home_id = models.CharField(max_length=20, blank=True)
    home_name = models.CharField(max_length=200, blank=True)
    words = models.TextField(max_length=WORDS)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report} {self.section}"
