"""The item itself: what somebody knows of a home, who may read it, and what it is about."""

from django.db import models
from django.db.models import F, Q

from caresight.web.accounts.models import Agency, Person
from caresight.web.groups.models import Group
from caresight.web.intelligence.kinds import Direction, Handling, Kind, State, Tie, Voice


class Item(models.Model):
    """What a person told us of a home. It keeps the home's name and area as of then."""

    token = models.UUIDField(null=True, blank=True, unique=True)
    row_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    """Of an imported row: the same row sent again is known by it."""
    home_id = models.CharField(max_length=20)
    home_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=20, blank=True)
    observed_on = models.DateField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="items_sent")
    reporter_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="items_sent"
    )
    """The agency that the reporter worked for on that day."""
    name_may_be_shared = models.BooleanField(default=False)
    voice = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in Voice], default=Voice.OWN
    )
    kind = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in Kind], default=Kind.OBSERVATION
    )
    direction = models.CharField(
        max_length=10, choices=[(one.value, one.label) for one in Direction]
    )
    severity = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=20, default="none")
    reliability = models.CharField(max_length=40, default="not_assessed")
    credibility = models.CharField(max_length=40, default="not_assessed")
    handling = models.CharField(max_length=30, default=Handling.GROUP_ONLY)
    words = models.TextField(max_length=5000)
    may_identify = models.BooleanField(default=False)
    """Whether the screening found what may identify somebody; it must be checked before the
    words leave the group."""
    resident_identifiable = models.BooleanField(default=False)
    """Whether details of a resident are kept in the store apart."""
    coding_version = models.PositiveSmallIntegerField(default=1)
    review_by = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in State], default=State.NEW
    )
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined"
    )
    """The item that says the same, with which this one is read."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    """When its words were deleted for good; what was counted of it stays."""
    version = models.PositiveIntegerField(default=1)

    groups = models.ManyToManyField(Group, through="ItemGroup", related_name="items")
    named_agencies = models.ManyToManyField(Agency, through="ItemAgency", related_name="+")

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["home_id", "-id"], name="item_home_newest"),
            models.Index(fields=["area_code", "-id"], name="item_area_newest"),
            models.Index(fields=["reporter", "-id"], name="item_reporter_newest"),
            models.Index(fields=["state", "-id"], name="item_state_newest"),
            models.Index(fields=["observed_on"], name="item_observed"),
            models.Index(fields=["severity", "-id"], name="item_severity_newest"),
            models.Index(
                fields=["review_by"], name="item_review_by", condition=Q(review_by__isnull=False)
            ),
            models.Index(
                fields=["withdrawn_at"],
                name="item_withdrawn",
                condition=Q(withdrawn_at__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(severity__gte=1, severity__lte=5), name="item_severity_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(observed_on__lte=F("received_on")),
                name="item_received_after_it_was_observed",
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """How people name it: I-000123."""
        return ref_of(self.pk)


def ref_of(pk: int) -> str:
    """The reference of an item by its key."""
    return f"I-{pk:06d}"


class ItemGroup(models.Model):
    """A group that an item was given to."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="given_to")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="given")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "item"], name="each_item_once_a_group"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} to {self.group_id}"


class ItemAgency(models.Model):
    """An agency named in an item that only named agencies read."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="naming")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "agency"], name="each_agency_once_an_item"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} for {self.item_id}"


class ItemTheme(models.Model):
    """One heading that an item is about, by its code in the coding of `coding_version`."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="themes")
    code = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=["code", "-item"], name="theme_newest"),)
        constraints = (
            models.UniqueConstraint(fields=["item", "code"], name="each_theme_once_an_item"),
        )

    def __str__(self) -> str:
        return self.code


class ItemTie(models.Model):
    """Two items that belong together."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="tied_from")
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Tie])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "other"], name="two_items_are_tied_once"),
            models.CheckConstraint(condition=~Q(item=F("other")), name="no_item_is_tied_to_itself"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.other_id}"


class ItemText(models.Model):
    """An item's words as the search reads them: plain lower-case words, nothing else."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]
