"""The people who may sign in, and the failed attempts of those who could not."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from caresight.web.accounts.rules import Role


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who may sign in; what they may do follows from the role."""

    username = models.CharField("user name or e-mail address", max_length=150, unique=True)
    name = models.CharField("full name", max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    agency = models.CharField("agency they work for", max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["role"]

    class Meta:
        constraints = (models.UniqueConstraint(Lower("username"), name="one_person_per_user_name"),)
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username


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
