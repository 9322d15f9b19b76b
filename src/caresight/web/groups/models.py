"""Groups, what they cover, who belongs to them and who stands in for whom."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.groups.kinds import GroupKind, Position

if TYPE_CHECKING:
    from django.db.models.query import QuerySet


class Group(models.Model):
    """Agencies that meet about the homes of an area, or that oversee groups which do."""

    name = models.CharField(max_length=150, unique=True)
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.label) for kind in GroupKind], default="local"
    )
    overseen_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="oversees"
    )
    ladder = models.CharField("escalation ladder", max_length=40, default="nqb-2022")
    terms = models.TextField("terms of reference", blank=True)
    terms_agreed_on = models.DateField(null=True, blank=True)
    quorum_members = models.PositiveSmallIntegerField(default=3)
    quorum_agencies = models.PositiveSmallIntegerField(default=2)
    budget = models.PositiveSmallIntegerField("new homes the group can review a month", default=10)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class GroupTerms(models.Model):
    """Terms of reference as they were agreed on a day; earlier texts are kept."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreed_terms")
    text = models.TextField()
    agreed_on = models.DateField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ("-agreed_on", "-pk")

    def __str__(self) -> str:
        return f"{self.group}, {self.agreed_on}"


class EarlierQuorum(models.Model):
    """How many a group needed to decide until it agreed on other numbers."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="earlier_quorums")
    members = models.PositiveSmallIntegerField()
    agencies = models.PositiveSmallIntegerField()
    until_at = models.DateTimeField()

    class Meta:
        ordering = ("until_at", "pk")

    def __str__(self) -> str:
        return f"{self.group}, until {self.until_at:%Y-%m-%d}"


class GroupArea(models.Model):
    """An area whose homes a group covers."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="areas")
    area_code = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "area_code"], name="each_area_once_a_group"),
        )

    def __str__(self) -> str:
        return self.area_code


class GroupHome(models.Model):
    """A home outside the group's areas that it covers too, because it lies near the border."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="further_homes")
    home_id = models.CharField(max_length=20, db_index=True)
    # As of the day on which it was added: the home may leave the register.
    home_name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["group", "home_id"], name="each_home_once_a_group"),
        )

    def __str__(self) -> str:
        return self.home_id


def current_on(day: date, prefix: str = "") -> Q:
    """Memberships that hold on a day, and a deputy's only while the one stood in for holds too."""
    stood_in_for = f"{prefix}deputises_for__"
    for_nobody = Q(**{f"{stood_in_for}isnull": True})
    for_somebody = Q(**{f"{stood_in_for}person__is_active": True}) & _spans(day, stood_in_for)
    return _spans(day, prefix) & (for_nobody | for_somebody)


def held_on(day: date) -> Q:
    """The same by the days alone, whoever may still sign in: for what was on an earlier day."""
    return _spans(day, "") & (Q(deputises_for__isnull=True) | _spans(day, "deputises_for__"))


def _spans(day: date, prefix: str) -> Q:
    """From the first day to the day before `until_on`."""
    not_ended = Q(**{f"{prefix}until_on__isnull": True}) | Q(**{f"{prefix}until_on__gt": day})
    return Q(**{f"{prefix}from_on__lte": day}) & not_ended


class Memberships(models.Manager["Membership"]):
    """Finds memberships by the day on which they hold."""

    def current(self, day: date) -> "QuerySet[Membership]":
        """Those that hold on this day, of people who may still sign in."""
        return self.filter(current_on(day), person__is_active=True, group__is_active=True)


class Membership(models.Model):
    """A person's place in a group, from a day until a day (not included)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    position = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in Position], default="member"
    )
    deputises_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = Memberships()

    class Meta:
        ordering = ("group", "person")
        indexes = (models.Index(fields=["person", "from_on"], name="membership_of_person"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="a_membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"
