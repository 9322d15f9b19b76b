"""The monthly return as a form: its questions in plain words, their order, what is asked twice.

The columns, their types and their bounds stay with the source's definition, which also reads
the spreadsheet; what must never be larger than what stays with the checks. This adds words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from django.conf import settings
from pydantic import Field

from caresight.checks.definition import Check, NoMoreThan
from caresight.checks.definition_files import Governed, Strict, load_definitions
from caresight.sources.catalogue import SourceCatalogue, load_sources
from caresight.sources.columns import ColumnDefinition
from caresight.sources.definition import SourceDefinition
from caresight.vocabulary.refusal import Refusal

KEYS = ("month", "location_id", "home_name")
"""Columns that say which row it is; the form knows them without asking."""

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
    due_on_day: int = Field(ge=1, le=28)
    """Day of the month after, by which the return is due."""
    months_listed: int = Field(ge=2, le=36)
    fieldsets: Annotated[tuple[Fieldset, ...], Field(min_length=1)]
    questions: tuple[Question, ...] = ()

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

    def columns(self) -> dict[str, ColumnDefinition]:
        """Every column that is asked for, in the order of the form."""
        return {name: self.source.columns[name] for name, _ in self.definition.labels()}

    def label(self, column: str) -> str:
        """The question of a column; of a key, its name."""
        return dict(self.definition.labels()).get(column, column.replace("_", " "))


def return_form() -> ReturnForm:
    """The form in force."""
    return _loaded(Path(settings.DEFINITIONS))


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> ReturnForm:
    # Definitions change with a release of the project, and then the server starts anew.
    definition = load_definitions(folder / "returns", ReturnDefinition)[0]
    catalogue = load_sources(folder / "sources")
    source = catalogue.named(definition.source)
    asked = [name for name, _ in definition.labels()]
    there = [name for name in source.columns if name not in KEYS]
    if sorted(asked) != sorted(there):
        differing = sorted(set(asked) ^ set(there))
        raise Refusal(
            "the form and the spreadsheet of the monthly return ask for different columns",
            expected="the same columns in definitions/returns and definitions/sources",
            came=", ".join(differing) or "a column twice",
            what_to_do="Add the missing column to a fieldset, or remove it there.",
        )
    return ReturnForm(definition, source, catalogue, _relations(folder, source, set(asked)))


def _relations(folder: Path, source: SourceDefinition, asked: set[str]) -> tuple[Relation, ...]:
    found = []
    for check in load_definitions(folder / "checks", Check):
        rule = check.rule
        if not (check.is_used and check.applies_to(source.id) and isinstance(rule, NoMoreThan)):
            continue
        if rule.part in asked and rule.whole in {*asked, "bed_days"}:
            found.append(Relation(rule.part, rule.whole, rule.tolerance, check.why_it_matters))
    return tuple(found)
