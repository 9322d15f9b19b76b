"""A spreadsheet of items that was checked and waits for its sender to say: take it in."""

from django.db import models

from caresight.web.accounts.models import Person


class Import(models.Model):
    """One spreadsheet, between the check and the taking in; its rows are deleted after."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    good = models.JSONField(default=list)
    bad = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    known = models.PositiveIntegerField(default=0)
    """Rows that were taken in before."""
    taken_in = models.PositiveIntegerField(null=True, blank=True)
    taken_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name
