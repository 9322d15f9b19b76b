"""Everything that is held about one person, for a request under data-protection law.

It goes through every table of ours rather than a list of them, so that a table made later
cannot be forgotten. What it finds about others is for the lead to take out before sending.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import connections, models, router, transaction
from django.db.models import Q

from caresight.web.accounts.models import Person
from caresight.web.audit.models import Entry
from caresight.web.audit.operations import record

COLUMNS = "record reference column words".split()
NEVER = frozenset({"password", "token", "seal", "previous_seal", "token_hash", "secret"})
"""Columns that say nothing about a person and could be misused."""
FEWEST_LETTERS = 4


@dataclass(frozen=True)
class Found:
    """One column of one record."""

    record: str
    reference: str
    column: str
    words: str

    def cells(self) -> list[str]:
        """As a row of the extract."""
        return [self.record, self.reference, self.column, self.words]


@transaction.atomic
def extract_of_person(*, actor: Person, at: datetime, person: Person, reason: str) -> list[Found]:
    """All that is held about somebody who has an account."""
    found = [*_columns(person)]
    for model in _our_models():
        keys = [field.name for field in model._meta.fields if field.related_model is Person]
        if keys:
            about = Q(*((f"{name}_id", person.pk) for name in keys), _connector=Q.OR)
            for row in model._default_manager.filter(about).iterator():
                found.extend(_columns(row))
    for entry in Entry.objects.filter(actor_ref=f"person:{person.pk}").iterator():
        found.extend(_columns(entry))
    record(actor=actor, at=at, operation="governance.extract", subject=f"person:{person.pk}",
           reason=reason, detail={"columns": len(found)})  # fmt: skip
    return found


@transaction.atomic
def extract_of_words(*, actor: Person, at: datetime, words: str, reason: str) -> list[Found]:
    """Every column of text in which a resident's name or number stands, in both stores."""
    found: list[Found] = []
    for model in _our_models():
        texts = [field.name for field in model._meta.fields if _holds_text(field)]
        if not texts:
            continue
        for row in model._default_manager.filter(_holding(model, texts, words)).iterator():
            found.extend(
                one
                for one in _columns(row)
                if one.column in texts and words.casefold() in one.words.casefold()
            )
    found.extend(_reasons(words))
    # The words themselves are what the trail must not hold.
    record(actor=actor, at=at, operation="governance.extract", subject="words",
           reason=reason, detail={"columns": len(found), "letters": len(words)})  # fmt: skip
    return found


def _reasons(words: str) -> Iterator[Found]:
    """Reasons in the trail, which people write in their own words, that hold these."""
    for entry in Entry.objects.filter(_holding(Entry, ["reason"], words)).iterator():
        if words.casefold() in entry.reason.casefold():
            yield Found(Entry._meta.label, str(entry.pk), "reason", entry.reason)


def _holding(model: type[models.Model], texts: Iterable[str], words: str) -> Q:
    """Rows that may hold the words; SQLite knows small and capital letters of ASCII alone."""
    if not words.isascii() and connections[router.db_for_read(model)].vendor == "sqlite":
        return Q()
    return Q(*((f"{name}__icontains", words) for name in texts), _connector=Q.OR)


def _our_models() -> Iterator[type[models.Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith("caresight.web."):
            yield from (model for model in config.get_models() if model is not Entry)


def _holds_text(field: models.Field[object, object]) -> bool:
    is_text = isinstance(field, models.TextField | models.JSONField) or (
        isinstance(field, models.CharField) and (field.max_length or 0) >= 100
    )
    return is_text and field.name not in NEVER


def _columns(row: models.Model) -> Iterator[Found]:
    reference = str(getattr(row, "ref", "") or row.pk)
    for field in row._meta.fields:
        value = field.value_from_object(row)
        if field.name not in NEVER and value not in (None, ""):
            yield Found(row._meta.label, reference, field.name, str(value))
