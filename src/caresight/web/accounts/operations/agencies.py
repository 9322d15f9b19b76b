"""Changes to agencies, and to the registered providers and the areas that they answer for."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.areas_over_time import area_code, kind_of
from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.agency_kinds import OF_AREAS, AgencyKind
from caresight.web.accounts.models import Agency, AgencyArea, AgencyProvider
from caresight.web.audit.operations import record


def agency_called(name: str, *, kind: AgencyKind = AgencyKind.OTHER) -> Agency:
    """The agency of this name, added with this kind if there is none yet."""
    found = Agency.objects.filter(name__iexact=name.strip()).first()
    return found or Agency.objects.create(name=name.strip(), kind=kind)


@transaction.atomic
def add_agency(*, actor: object, at: datetime, name: str, kind: AgencyKind) -> Agency:
    """Add an agency; refuses a name that is taken."""
    _check_free(name)
    agency = Agency.objects.create(name=name.strip(), kind=kind)
    _record(actor, at, "accounts.add_agency", agency)
    return agency


@transaction.atomic
def change_agency(
    *, actor: object, at: datetime, agency: Agency, name: str, kind: AgencyKind, is_active: bool
) -> Agency:
    """Change how an agency is called, its kind, and whether people can be added to it."""
    _check_free(name, but=agency)
    agency.name, agency.kind, agency.is_active = name.strip(), kind, is_active
    agency.save()
    _record(actor, at, "accounts.change_agency", agency)
    return agency


@transaction.atomic
def register_provider(
    *, actor: object, at: datetime, agency: Agency, register: str, provider_id: str
) -> AgencyProvider:
    """Say that an agency answers for a registered provider; its people then see those homes."""
    provider_id = provider_id.strip()
    taken = AgencyProvider.objects.filter(register=register, provider_id=provider_id).first()
    if taken is not None:
        raise Refusal(
            f"{taken.agency} already answers for the registered provider {provider_id}.",
            what_to_do="take it from that agency first.",
        )
    made = AgencyProvider.objects.create(agency=agency, register=register, provider_id=provider_id)
    _record(actor, at, "accounts.register_provider", agency, provider=str(made))
    return made


@transaction.atomic
def forget_provider(*, actor: object, at: datetime, agency: Agency, pk: int) -> bool:
    """Take a registered provider from an agency; whether it had it."""
    held = AgencyProvider.objects.filter(agency=agency, pk=pk).first()
    if held is None:
        return False
    _record(actor, at, "accounts.forget_provider", agency, provider=str(held))
    held.delete()
    return True


@transaction.atomic
def answer_for_area(*, actor: object, at: datetime, agency: Agency, area: str) -> AgencyArea:
    """Say that an agency answers for an area; its people then say what is done there."""
    if agency.kind not in OF_AREAS:
        raise Refusal(f"{agency} is of a kind that answers for no area.")
    # A council that has ended is not taken: nothing is done there any more.
    code = area_code(area.strip(), timezone.localdate(at))
    if code is None or kind_of(code) in ("england", "region"):
        raise Refusal(
            "There is no such area.",
            expected="the name or code of a council, or the code of an integrated care board",
            came=area.strip()[:60],
            what_to_do="Write it as the list of areas does.",
        )
    made, is_new = AgencyArea.objects.get_or_create(agency=agency, area_code=code)
    if is_new:
        _record(actor, at, "accounts.answer_for_area", agency, area=code)
    return made


@transaction.atomic
def stop_answering(*, actor: object, at: datetime, agency: Agency, pk: int) -> bool:
    """Take an area from an agency; whether it had it. What its people wrote stays theirs."""
    held = AgencyArea.objects.filter(agency=agency, pk=pk).first()
    if held is None:
        return False
    _record(actor, at, "accounts.stop_answering", agency, area=held.area_code)
    held.delete()
    return True


def _check_free(name: str, *, but: Agency | None = None) -> None:
    others = Agency.objects.filter(name__iexact=name.strip())
    if any(other != but for other in others):
        raise Refusal(f"There is already an agency called {name.strip()}.")


def _record(actor: object, at: datetime, operation: str, agency: Agency, **detail: object) -> None:
    about = {"agency": agency.name, "kind": agency.kind, **detail}
    record(actor=actor, at=at, operation=operation, subject=f"agency:{agency.pk}", detail=about)
