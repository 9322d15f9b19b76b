"""Agencies, the people who may sign in, their roles and sessions, and failed attempts.

What the second factor keeps is in allauth's table of authenticators.
"""

from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
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


class AgencyArea(models.Model):
    """An area that an agency answers for: a council its own, an NHS board those of its councils."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="areas")
    area_code = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "area_code"], name="each_area_once_an_agency"
            ),
        )
        ordering = ("area_code",)

    def __str__(self) -> str:
        return self.area_code


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
    # Issuer and subject, kept at the first single sign-on: an e-mail address that is given
    # to somebody else later does not open this account.
    single_sign_on = models.CharField(max_length=500, blank=True)

    objects = People()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("username"), name="one_person_per_user_name"),
            models.UniqueConstraint(
                fields=["single_sign_on"],
                condition=~Q(single_sign_on=""),
                name="one_person_per_single_sign_on",
            ),
        )
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


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in; without the row the browser is signed out."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions"
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that reads and writes these rows."""
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class Invitation(models.Model):
    """A link that lets one person in once; only a hash of its token is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        return f"invitation of {self.person}"


class HeldForm(models.Model):
    """What somebody sent after their session had been locked: kept for them alone, sealed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="held_forms")
    path = models.CharField(max_length=1000)
    page = models.CharField(max_length=100)
    sealed_fields = models.TextField()
    had_files = models.BooleanField(default=False)
    held_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-held_at",)

    def __str__(self) -> str:
        return f"a form of {self.page}"
