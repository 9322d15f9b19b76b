"""Words of an item that may leave the group, and to whom they went."""

from django.db import models

from caresight.web.accounts.models import Agency, Person
from caresight.web.intelligence.models.item import Item


class Clearance(models.Model):
    """A wording of an item that a lead checked: it names nobody, and may leave the group."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="clearance")
    words = models.TextField(max_length=5000)
    of_version = models.PositiveIntegerField()
    """The version of the item that was checked; a later wording is not cleared by it."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"of {self.item_id}"


class Release(models.Model):
    """An item passed on to the provider of its home, in a checked wording."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="releases")
    home_id = models.CharField(max_length=20, db_index=True)
    register = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=60)
    """Who ran the home on that day: a later owner does not inherit what was said to them."""
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words_for_provider = models.TextField(max_length=5000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.item_id} to {self.provider_id}"
