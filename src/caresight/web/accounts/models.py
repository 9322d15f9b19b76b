"""Agencies, the people who may sign in, their roles, and the failed attempts of others."""

from collections.abc import Iterable
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from caresight.web.accounts.agency_kinds import AgencyKind
from caresight.web.accounts.roles import Role


class Agency(models.Model):
    """An organisation that people work for."""

    name = models.CharField(max_length=150)
    kind = models.CharField(
        max_length=30, choices=[(kind.value, kind.label) for kind in AgencyKind]
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(Lower("name"), name="one_agency_per_name"),)
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class AgencyProvider(models.Model):
    """A registered provider that an agency of the kind `provider` answers for."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="registered")
    register = models.CharField(max_length=20, default="cqc")
    provider_id = models.CharField(max_length=60)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["register", "provider_id"], name="one_agency_per_registered_provider"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.provider_id}"


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who may sign in; what they may do follows from roles, agency and groups."""

    username = models.CharField("user name or e-mail address", max_length=150, unique=True)
    name = models.CharField("full name", max_length=150, blank=True)
    email = models.EmailField("e-mail address for notices", blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("username"), name="one_person_per_user_name"),)
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held, read once for each object."""
        return frozenset(held.role for held in self.held_roles.all())

    def holds(self, roles: Iterable[str]) -> bool:
        """Whether the person holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)


class HeldRole(models.Model):
    """A role that a person holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="held_roles")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in Role])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "role"], name="each_role_held_once"),
        )

    def __str__(self) -> str:
        return self.role


class AllottedHome(models.Model):
    """One of the few homes that a provider's person sees; without any, they see all of them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="allotted_homes")
    home_id = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "home_id"], name="each_home_allotted_once"),
        )

    def __str__(self) -> str:
        return self.home_id


class FailedSignIns(models.Model):
    """Failures in a row of one user name from one address; forgotten after a success."""

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    failures = models.PositiveIntegerField(default=0)
    last_failed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["username", "address"], name="one_count_per_address"),
        )

    def __str__(self) -> str:
        return f"{self.failures} from {self.address}"
