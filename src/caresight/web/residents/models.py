"""Details that identify a resident, by the reference of the item that they belong to.

No key reaches into the casework database: references and names are text.
"""

from django.db import models


class Details(models.Model):
    """One note of who an item is about. Never changed; a later note is added beside it."""

    item_ref = models.CharField(max_length=20, db_index=True)
    words = models.TextField(max_length=12_000)
    kept_at = models.DateTimeField()
    kept_by_ref = models.CharField(max_length=60)
    kept_by_name = models.CharField(max_length=200)
    kept_by_agency = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "details"

    def __str__(self) -> str:
        return f"of {self.item_ref}"
