"""Correcting an item, and taking it back. What it said before is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.operations import record
from caresight.web.intelligence import policies
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.identifying import identifying_parts
from caresight.web.intelligence.kinds import Handling
from caresight.web.intelligence.models import Item, Revision
from caresight.web.intelligence.operations.reporting import keep_agencies, keep_text, keep_themes

CODED = (
    "kind", "direction", "severity", "grade", "reliability", "credibility", "handling", "voice",
)  # fmt: skip
CHANGEABLE = (*CODED, "words", "observed_on", "name_may_be_shared")
"""What a correction can change, besides themes and named agencies."""


@dataclass(eq=False)
class StaleVersion(Refusal):
    """Somebody else saved first; neither text is lost."""

    item: Item | None = None


@dataclass(frozen=True)
class Correction:
    """An item as it should read."""

    words: str
    observed_on: date
    themes: Sequence[str]
    kind: str
    direction: str
    severity: int
    grade: str
    reliability: str
    credibility: str
    handling: str
    voice: str
    name_may_be_shared: bool = False
    named_agencies: Sequence[Agency] = field(default=())


@transaction.atomic
def edit_item(
    *, actor: Person, at: datetime, item: Item, version: int, corrected: Correction
) -> Item:
    """Save a correction of the version that was read; its earlier wording is kept.

    Raises
    ------
    StaleVersion
        If somebody saved another version since; it carries the item as it reads now.
    Refusal
        If a part of it is not possible.
    """
    held = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    policies.check_can_change(held)
    if held.version != version:
        raise StaleVersion(
            "Somebody else has changed this item since you opened it.",
            what_to_do="Compare the two texts, and save again what should stand.",
            item=held,
        )
    words = _checked(held, corrected, actor, timezone.localdate(at))
    changes = _changes(held, corrected, words)
    if not changes:
        return held
    _keep(held, actor, at)
    for name in changes:
        if name in CHANGEABLE:
            setattr(held, name, words if name == "words" else getattr(corrected, name))
    held.version += 1
    held.coding_version = coding().version
    held.may_identify = bool(identifying_parts(words, allowed=[held.home_name]))
    held.save()
    keep_themes(held, corrected.themes)
    keep_agencies(
        held,
        corrected.named_agencies if corrected.handling == Handling.NAMED_AGENCIES else (),
    )
    keep_text(held)
    record(
        actor=actor,
        at=at,
        operation="intelligence.edit_item",
        subject=f"item:{held.pk}",
        home_id=held.home_id,
        detail={"changed": sorted(changes), "version": held.version},
    )
    return held


@transaction.atomic
def withdraw_item(*, actor: Person, at: datetime, item: Item, why: str) -> Item:
    """Take an item back: it is kept and marked, and counts no more."""
    held = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    policies.check_can_change(held)
    held.withdrawn_why = policies.check_words(
        why, longest=policies.LONGEST_SHORT, what="The reason"
    )
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_why", "withdrawn_at"])
    record(
        actor=actor,
        at=at,
        operation="intelligence.withdraw_item",
        subject=f"item:{held.pk}",
        home_id=held.home_id,
    )
    return held


def _checked(held: Item, corrected: Correction, actor: Person, today: date) -> str:
    words = policies.check_words(corrected.words)
    policies.check_days(corrected.observed_on, max(held.received_on, corrected.observed_on), today)
    if corrected.observed_on > held.received_on:
        raise Refusal(
            "It cannot have been seen after it was received.",
            expected=f"not later than {held.received_on.isoformat()}",
            came=corrected.observed_on.isoformat(),
        )
    policies.check_codes(**{name: getattr(corrected, name) for name in CODED})
    still_there = {theme.code for theme in held.themes.all()}
    policies.check_themes(corrected.themes, besides=still_there)
    policies.check_named_agencies(corrected.handling, corrected.named_agencies)
    is_sender = held.reporter_id == actor.pk
    policies.check_handling_change(held.handling, corrected.handling, is_sender=is_sender)
    if not is_sender:
        policies.check_only_sender(
            _agencies(held) == {agency.pk for agency in corrected.named_agencies}
            or corrected.handling != Handling.NAMED_AGENCIES,
            "which agencies are named",
        )
        policies.check_only_sender(
            corrected.name_may_be_shared == held.name_may_be_shared, "whether their name is shown"
        )
    return words


def _changes(held: Item, corrected: Correction, words: str) -> set[str]:
    changed = {
        name
        for name in CHANGEABLE
        if getattr(held, name) != (words if name == "words" else getattr(corrected, name))
    }
    if {theme.code for theme in held.themes.all()} != set(corrected.themes):
        changed.add("themes")
    if _agencies(held) != {agency.pk for agency in corrected.named_agencies}:
        changed.add("named_agencies")
    return changed


def _agencies(held: Item) -> set[int]:
    return {naming.agency_id for naming in held.naming.all()}


def _keep(held: Item, actor: Person, at: datetime) -> None:
    fields: Mapping[str, Any] = {
        **{name: getattr(held, name) for name in CODED},
        "observed_on": held.observed_on.isoformat(),
        "themes": sorted(theme.code for theme in held.themes.all()),
        "named_agencies": sorted(_agencies(held)),
        "coding_version": held.coding_version,
    }
    Revision.objects.create(
        item=held, version=held.version, words=held.words, fields=fields, by=actor, at=at
    )
