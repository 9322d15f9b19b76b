"""A return as a form: its questions in plain words, their order, what is asked twice.

The columns, their types and their bounds stay with the source's definition, which also reads
the spreadsheet; what must never be larger than what stays with the checks. This adds words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from django.conf import settings
from pydantic import Field, model_validator

from caresight.checks.definition import Check, NoMoreThan
from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.maturity.definition import Criterion
from caresight.maturity.editions import load_maturity
from caresight.sources.catalogue import SourceCatalogue, load_sources
from caresight.sources.columns import ColumnDefinition
from caresight.sources.definition import SourceDefinition
from caresight.vocabulary.refusal import Refusal
from caresight.web.providers.answer_columns import answer_columns, criteria_of
from caresight.web.providers.states import MONTHLY

KEYS = ("month", "location_id", "home_name")
"""Columns that say which row it is; the form knows them without asking."""

Value = float | str | None
"""A figure, an answer or a day; None where it is not known or was not answered."""
Values = Mapping[str, Value]
Columns = Annotated[tuple[str, ...], Field(min_length=1)]


class Fieldset(Strict):
    """Questions that belong together."""

    title: str
    says: str = ""
    columns: dict[str, str]
    """Column to the question in plain words."""


class Jump(Strict):
    """So many times the month before, or so many times less."""

    of: Literal["jump"]
    columns: Columns
    times: float = Field(gt=1)
    at_least: float = Field(ge=0)
    """Smaller differences are left alone: two falls after one are no news."""


class SuddenZero(Strict):
    """None at all, after a month that had some."""

    of: Literal["sudden_zero"]
    columns: Columns
    at_least: float = Field(gt=0)


class Shift(Strict):
    """More than a share away from the month before, in figures that move slowly."""

    of: Literal["shift"]
    columns: Columns
    share: float = Field(gt=0)
    at_least: float = Field(ge=0)


class Copied(Strict):
    """The same figures as the month before, throughout."""

    of: Literal["copied"]
    at_least: int = Field(ge=3)
    not_zero: int = Field(ge=2)


Question = Annotated[Jump | SuddenZero | Shift | Copied, Field(discriminator="of")]


class ReturnDefinition(Governed):
    """The form."""

    source: str
    rows: Literal["figures", "answers"] = "figures"
    """Whether a row of the spreadsheet is a month with its figures, or one answer of a home."""
    due_on_day: int = Field(default=0, ge=0, le=28)
    """Day of the month after, by which the return of a month is due."""
    months_listed: int = Field(default=0, ge=0, le=36)
    fieldsets: Annotated[tuple[Fieldset, ...], Field(min_length=1)]
    questions: tuple[Question, ...] = ()
    part_of: dict[str, str] = Field(default_factory=dict)
    """Column to the column that it is a part of, besides what the checks say."""

    @model_validator(mode="after")
    def _is_due_where_it_is_monthly(self) -> Self:
        if self.is_monthly != (self.due_on_day > 0 and self.months_listed > 1):
            raise ValueError("a monthly return, and no other, has a due day and listed months")
        return self

    @property
    def is_monthly(self) -> bool:
        """Whether it is about a month; else it is sent whenever something has changed."""
        return self.rows == "figures"

    def labels(self) -> Iterator[tuple[str, str]]:
        """Every column with its question, in order."""
        for fieldset in self.fieldsets:
            yield from fieldset.columns.items()


@dataclass(frozen=True)
class Relation:
    """A part that may not exceed its whole, and what the check advises."""

    part: str
    whole: str
    tolerance: float
    why: str


@dataclass(frozen=True)
class ReturnForm:
    """The form with the columns that it asks for and the relations between them."""

    definition: ReturnDefinition
    source: SourceDefinition
    catalogue: SourceCatalogue
    relations: tuple[Relation, ...]
    asked: Mapping[str, ColumnDefinition]
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    """What its answers are about, where it asks for answers."""

    @property
    def is_monthly(self) -> bool:
        """Whether it is about a month."""
        return self.definition.is_monthly

    def columns(self) -> Mapping[str, ColumnDefinition]:
        """Every column that is asked for, in the order of the form."""
        return self.asked

    def label(self, column: str) -> str:
        """The question of a column; of a key, its name."""
        return dict(self.definition.labels()).get(column, column.replace("_", " "))

    def said(self, values: Values) -> Values:
        """The figures and answers among the values; a day alone says nothing."""
        return {
            name: value
            for name, value in values.items()
            if name not in self.asked or self.asked[name].type != "date"
        }


def return_form(source: str = MONTHLY) -> ReturnForm:
    """The form in force of a source."""
    return _loaded(Path(settings.DEFINITIONS))[source]


def return_forms() -> tuple[ReturnForm, ...]:
    """Every form in force, by the names of their sources."""
    return tuple(_loaded(Path(settings.DEFINITIONS)).values())


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Mapping[str, ReturnForm]:
    # Definitions change with a release of the project, and then the server starts anew.
    catalogue = load_sources(folder / "sources")
    return {
        one.source: _form(one, catalogue, folder)
        for one in load_definitions(folder / "returns", ReturnDefinition)
    }


def _form(definition: ReturnDefinition, catalogue: SourceCatalogue, folder: Path) -> ReturnForm:
    source = catalogue.named(definition.source)
    asked = [name for name, _ in definition.labels()]
    criteria: Mapping[str, Criterion] = {}
    if definition.is_monthly:
        there = {name: column for name, column in source.columns.items() if name not in KEYS}
        may_lack: set[str] = set()
    else:
        criteria = criteria_of(load_maturity(folder), source.id)
        there, may_lack = answer_columns(source, criteria)
    differing = sorted((set(asked) - set(there)) | (set(there) - set(asked) - may_lack))
    if differing or len(asked) > len(set(asked)):
        raise Refusal(
            f"the form and the spreadsheet of {definition.code} ask for different columns",
            expected="the same columns in definitions/returns and definitions/sources",
            came=", ".join(differing) or "a column twice",
            what_to_do="Add the missing column to a fieldset, or remove it there.",
        )
    columns = {name: there[name] for name in asked}
    relations = _relations(folder, source, set(asked)) + _parts(definition)
    return ReturnForm(definition, source, catalogue, relations, columns, criteria)


def _parts(definition: ReturnDefinition) -> tuple[Relation, ...]:
    return tuple(
        Relation(part, whole, 0.0, definition.why_it_matters)
        for part, whole in definition.part_of.items()
    )


def _relations(folder: Path, source: SourceDefinition, asked: set[str]) -> tuple[Relation, ...]:
    found = []
    for check in load_definitions(folder / "checks", Check):
        rule = check.rule
        if not (check.is_used and check.applies_to(source.id) and isinstance(rule, NoMoreThan)):
            continue
        if rule.part in asked and rule.whole in {*asked, "bed_days"}:
            found.append(Relation(rule.part, rule.whole, rule.tolerance, check.why_it_matters))
    return tuple(found)
