"""Reads about people: who asks, who there is, who must wait, what is open."""

from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from caresight.web.accounts.models import (
    Agency,
    AgencyArea,
    FailedSignIns,
    HeldForm,
    HeldRole,
    Invitation,
    Person,
    Session,
)
from caresight.web.accounts.roles import Role

FAILURES_ALLOWED = 5
"""After as many failures in a row a user name must wait at that address."""
WAIT = timedelta(minutes=15)
STATES = {"active": "May sign in", "invited": "Invited", "disabled": "May not sign in"}


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in; None for nobody."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) and user.is_active else None


def require_person(request: HttpRequest) -> Person:
    """Who is signed in; raises PermissionDenied for nobody."""
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return person


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The roles of whoever is signed in; none for nobody."""
    person = person_of(request)
    return person.roles if person else frozenset()


def everybody() -> QuerySet[Person]:
    """All people, in the order of their user names."""
    return Person.objects.select_related("agency").prefetch_related("held_roles")


def people_found(
    *, at: datetime, words: str = "", agency_id: int | None = None, role: str = "", state: str = ""
) -> QuerySet[Person]:
    """People by what an administrator looks for, with `has_factor` and `is_invited`."""
    found = everybody().annotate(
        has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type="totp")),
        is_invited=Exists(open_invitations(at).filter(person=OuterRef("pk"))),
    )
    for word in words.split():
        found = found.filter(
            Q(username__icontains=word) | Q(name__icontains=word) | Q(email__icontains=word)
        )
    if agency_id is not None:
        found = found.filter(agency=agency_id)
    if role:
        found = found.filter(Exists(HeldRole.objects.filter(person=OuterRef("pk"), role=role)))
    if state == "active":
        found = found.filter(is_active=True)
    elif state in ("invited", "disabled"):
        found = found.filter(is_active=False, is_invited=state == "invited")
    return found


def existing_person(pk: int, *, at: datetime) -> Person:
    """One person as `people_found` shows them; raises Http404 where there is none."""
    return get_object_or_404(people_found(at=at), pk=pk)


def person_called(username: str) -> Person | None:
    """The person of this user name, whatever its capitals."""
    return Person.objects.filter(username__iexact=username.strip()).first()


def active_administrators() -> QuerySet[Person]:
    """Those who can let others in."""
    return Person.objects.filter(is_active=True, held_roles__role=Role.ADMINISTRATOR)


def agencies() -> QuerySet[Agency]:
    """All agencies, with `how_many` people who may sign in, `registered` providers and `areas`."""
    counted = Count("people", filter=Q(people__is_active=True), distinct=True)
    return Agency.objects.annotate(how_many=counted).prefetch_related("registered", "areas")


def areas_answered_for(agency_id: int | None) -> frozenset[str]:
    """The areas that an agency answers for, by code; none for one that is no longer in use."""
    found = AgencyArea.objects.filter(agency=agency_id, agency__is_active=True)
    return frozenset(found.values_list("area_code", flat=True)) if agency_id else frozenset()


def agencies_of_areas(area_codes: Collection[str]) -> dict[str, list[str]]:
    """Area to the names of the agencies that answer for it here."""
    found: dict[str, list[str]] = {}
    rows = AgencyArea.objects.filter(area_code__in=area_codes, agency__is_active=True)
    for code, name in rows.order_by("agency__name").values_list("area_code", "agency__name"):
        found.setdefault(code, []).append(name)
    return found


def existing_agency(pk: int) -> Agency:
    """One agency as `agencies` shows them; raises Http404 where there is none."""
    return get_object_or_404(agencies(), pk=pk)


def people_of(agency: Agency, *, at: datetime) -> QuerySet[Person]:
    """Who works for an agency, as `people_found` shows them."""
    return people_found(at=at, agency_id=agency.pk)


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be used."""
    return Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


def sessions_of(person: Person, *, at: datetime) -> QuerySet[Session]:
    """The browsers in which a person is signed in, the one that lasts longest first."""
    return Session.objects.filter(person=person, expire_date__gt=at).order_by("-expire_date")


def held_forms_of(person: Person) -> QuerySet[HeldForm]:
    """What this person had sent too late, newest first."""
    return HeldForm.objects.filter(person=person)


def has_second_factor(person: Person) -> bool:
    """Whether a person has set up an authenticator app."""
    return bool(Authenticator.objects.filter(user=person, type="totp").exists())


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes have not been used yet."""
    kept = Authenticator.objects.filter(user=person, type="recovery_codes").first()
    return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0


def minutes_to_wait(*, username: str, address: str, now: datetime) -> int:
    """Minutes until this user name may be tried again from this address; 0 for at once."""
    row = FailedSignIns.objects.filter(username=username.casefold(), address=address).first()
    if row is None or row.failures < FAILURES_ALLOWED:
        return 0
    left = row.last_failed_at + WAIT - now
    return max(0, -(-int(left.total_seconds()) // 60))


def agency_of_provider(register: str, provider_id: str) -> Agency | None:
    """The agency that answers here for a registered provider, if it has an account."""
    return Agency.objects.filter(
        registered__register=register, registered__provider_id=provider_id, is_active=True
    ).first()
