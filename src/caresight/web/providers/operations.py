"""Saving, submitting and handing on returns. Each writes its line in the trail.

The line says whose return of which month, never its figures: those are kept with the version.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow
from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.providers import policies
from caresight.web.providers.checking import Remark
from caresight.web.providers.models import HomeReturn, ReturnVersion
from caresight.web.providers.return_definition import ReturnForm, Values, return_form
from caresight.web.providers.states import ReturnState, Way


@dataclass(frozen=True)
class Filled:
    """A return as somebody filled it in."""

    home: HomeRow
    month: date | None
    """The month that it is about; None where the return is about no month."""
    values: Values
    version: int
    """Of the return, as the page showed it; 0 where nothing was saved before."""
    remarks: Sequence[Remark] = field(default_factory=tuple)
    asked: ReturnForm = field(default_factory=return_form)


@transaction.atomic
def save_draft(*, actor: Person, at: datetime, filled: Filled) -> HomeReturn:
    """Keep figures without submitting them; refuses where somebody saved meanwhile."""
    _check_is_asked_for(filled, at)
    held = _locked(actor, filled)
    if held.draft == dict(filled.values):
        return held  # sent twice, or by two people who agree
    policies.check_is_current(held, filled.version)
    held.draft = dict(filled.values)
    _keep(held, actor, at)
    _note(held, actor, at, "save_return", {})
    return held


@transaction.atomic
def submit_return(
    *,
    actor: Person,
    at: datetime,
    filled: Filled,
    token: UUID,
    confirmed: bool,
    why: str = "",
    way: str = Way.FORM,
) -> ReturnVersion:
    """Submit figures as the next version. The same token again gives the first one back."""

    def make() -> ReturnVersion:
        return _submit(actor, at, filled, token, confirmed=confirmed, why=why.strip(), way=way)

    version = once(ReturnVersion, token, make)
    _check_same(version.home_return, actor, filled)
    return version


def _submit(
    actor: Person, at: datetime, filled: Filled, token: UUID, *, confirmed: bool, why: str, way: str
) -> ReturnVersion:
    _check_is_asked_for(filled, at)
    held = _locked(actor, filled)
    policies.check_is_current(held, filled.version)
    last = held.versions.order_by("-number").first()
    policies.check_says_something(filled.asked.said(filled.values))
    policies.check_is_possible(filled.remarks)
    policies.check_is_news(last, filled.values)
    if filled.asked.is_monthly:
        policies.check_has_reason(last, why)
    policies.check_is_confirmed(filled.remarks, confirmed=confirmed)
    version = ReturnVersion.objects.create(
        home_return=held,
        token=token,
        number=last.number + 1 if last else 1,
        values=dict(filled.values),
        way=Way(way),
        why=why,
        questions=[[r.column, r.sentence] for r in filled.remarks if not r.is_hard],
        submitted_by=actor,
        submitted_at=at,
    )
    held.state, held.draft = ReturnState.SUBMITTED, None
    _keep(held, actor, at)
    _note(held, actor, at, "submit_return", {"version": version.number, "way": str(way)})
    return version


def _check_same(held: HomeReturn, actor: Person, filled: Filled) -> None:
    """Refuse a form that was sent before about something else."""
    if (held.source, held.home_id, held.month, held.agency_id) != (
        filled.asked.source.id,
        filled.home["home_id"],
        filled.month,
        actor.agency_id,
    ):
        raise Refusal("this form was sent before", what_to_do="Open the page again.")


def _check_is_asked_for(filled: Filled, at: datetime) -> None:
    """Refuse a month that is none, and a home of which nothing is asked any more."""
    if filled.asked.is_monthly != (filled.month is not None):
        raise ValueError("a monthly return, and no other, is about a month")
    if filled.month is not None:
        policies.check_can_be_counted(filled.month, timezone.localdate(at))
    else:
        policies.check_is_open(filled.home)


def _locked(actor: Person, filled: Filled) -> HomeReturn:
    """The return, made where there is none, and nobody else's until the transaction ends."""
    home = filled.home
    if actor.agency is None:
        raise ValueError("only somebody of an agency sends a return")
    held, _ = HomeReturn.objects.get_or_create(
        source=filled.asked.source.id,
        home_id=home["home_id"],
        agency=actor.agency,
        month=filled.month,
        defaults={
            "home_name": home["name"],
            "area_code": home["area_code"],
            "location_id": home["location_ids"].split(" ")[0],
        },
    )
    return HomeReturn.objects.select_for_update(no_key=True).get(pk=held.pk)


def _keep(held: HomeReturn, actor: Person, at: datetime) -> None:
    held.version += 1
    held.changed_by, held.changed_at = actor, at
    held.save()


def _note(
    held: HomeReturn, actor: Person, at: datetime, operation: str, detail: dict[str, object]
) -> None:
    record(
        actor=actor,
        at=at,
        operation=f"providers.{operation}",
        subject=f"return:{held.home_id} {held.what}",
        home_id=held.home_id,
        detail={("month" if held.month else "source"): held.what, **detail},
    )
