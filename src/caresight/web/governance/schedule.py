"""The retention schedule: what is kept, why it may be kept, who sees it, and until when."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Model
from pydantic import Field, ValidationError, model_validator

from caresight.checks.definition_files import Governed, Strict
from caresight.vocabulary.refusal import Refusal

ANY_HOLD = "any_hold"
FILE = Path("governance") / "retention_schedule.yaml"


class LawfulBasis(Strict):
    """On what ground a kind of record may be kept; the information-governance lead fills it."""

    article_6: str = Field(min_length=3)
    article_9: str = "not applicable: no special category of data"
    dpa_2018_schedule_1: str = "not applicable"
    common_law_of_confidence: str = "not applicable"


class Kept(Strict):
    """One kind of record."""

    record: str = Field(pattern=r"^[a-z_]+\.[A-Za-z]+$")
    """The app and the model, as `intelligence.Item`."""
    title: str = Field(min_length=3)
    who_sees: str = Field(min_length=3)
    lawful_basis: LawfulBasis
    keep_months: int | None = Field(default=None, ge=1, le=1200)
    """None: kept for as long as the installation stands, for the reason in `source`."""
    counted_from: str = ""
    then: Literal["clear", "delete", "keep"]
    clear: tuple[str, ...] = ()
    """The text columns that are emptied of words; the rest of the row stays as evidence."""
    mark: str = ""
    """The column that is set to the instant at which the words were removed, if there is one."""
    home: str = ""
    """The column that names the home, through relations if need be; holds are asked by it.
    `any_hold` where a record is about many homes, or names none: every hold keeps it."""
    run: Literal["by_person", "daily"] = "by_person"
    source: str = Field(min_length=5)

    @model_validator(mode="after")
    def _says_what_it_needs(self) -> Self:
        if self.then != "keep" and (self.keep_months is None or not self.counted_from):
            raise ValueError("keep_months and counted_from are needed unless it is kept")
        if (self.then == "clear") != bool(self.clear):
            raise ValueError("clear names the columns exactly where then is clear")
        return self

    @property
    def model(self) -> type[Model]:
        """The model of the record."""
        return apps.get_model(self.record)


class Schedule(Governed):
    """The whole schedule."""

    records: tuple[Kept, ...] = Field(min_length=1)


def schedule() -> Schedule:
    """The schedule in force; refuses one that names what does not exist."""
    path = Path(settings.DEFINITIONS) / FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError as problem:
        raise Refusal(
            "There is no retention schedule.",
            file=str(FILE),
            what_to_do="put the file back into the definitions.",
        ) from problem


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Schedule:
    try:
        found = Schedule.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for kept in found.records:
            _check_columns(kept)
    except (yaml.YAMLError, ValidationError, LookupError, FieldDoesNotExist) as problem:
        raise Refusal(
            "The retention schedule cannot be used.",
            file=str(FILE),
            came=str(problem)[:500],
            what_to_do="mend what it says.",
        ) from problem
    return found


def column_at(model: type[Model], path: str) -> "models.Field[Any, Any]":
    """The column that a path leads to, through relations if need be: `item__recorded_at`."""
    *relations, name = path.split("__")
    for relation in relations:
        related = model._meta.get_field(relation).related_model
        if not isinstance(related, type):
            raise LookupError(f"{path} leads nowhere from {model._meta.label}")
        model = related
    found = model._meta.get_field(name)
    assert isinstance(found, models.Field)  # noqa: S101 - a reverse relation is no column
    return found


def _check_columns(kept: Kept) -> None:
    home = "" if kept.home == ANY_HOLD else kept.home
    for path in filter(None, (kept.counted_from, home, kept.mark, *kept.clear)):
        column_at(kept.model, path)
