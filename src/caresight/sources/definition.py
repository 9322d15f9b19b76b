"""A source as its YAML in `definitions/sources/` declares it: whose, how to know it, what it says.

A source that is a table needs no code. `reader` names code only for what is nested.
"""

import re
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from caresight.sources.columns import ColumnDefinition, Strict, Words
from caresight.sources.outputs import (
    Always,
    Between,
    Condition,
    Duplicates,
    EventsOutput,
    JudgementsOutput,
    LocationsOutput,
    ObservationsOutput,
    RelationshipsOutput,
    Value,
)
from caresight.vocabulary.agencies import Agency

Format = Literal["csv", "tsv", "xls", "xlsx", "ods", "json", "json-lines"]
WORKBOOKS = ("xls", "xlsx", "ods")


class Recognise(Strict):
    """Marks by which a file is known; its name is never one of them."""

    formats: tuple[Format, ...]
    headings: tuple[str, ...] = ()
    """All of these must be in the heading row (or, for JSON, be keys of the first object)."""
    or_headings: tuple[tuple[str, ...], ...] = ()
    """Other sets of headings under which the same source has been published."""
    without: tuple[str, ...] = ()
    """None of these may be."""
    sheet: str | None = None
    """Pattern of the sheet's name."""
    workbook: str = ""
    """Sources that share this word stand on sheets of one workbook, and land together."""
    repeated_headings: bool = False
    """Whether a heading may come again; the first column under it counts."""
    within_rows: int = Field(default=5, ge=1, le=40)
    """The heading row is one of the first so many."""
    preamble: str | None = None
    """Pattern that the text above the headings must hold."""
    without_preamble: bool = False
    """Whether the headings stand on the first line."""


class Edition(Strict):
    """Where the file says which day or month it is of; the first that answers counts."""

    preamble: str | None = None
    """Pattern over the text above the headings or on a first sheet; its group is the date."""
    file_name: str | None = None
    """Pattern over the file's name; its group is a date or a month."""
    example: str = ""
    """Where it stands and what it looks like, for whoever has to mend a file without it."""
    formats: tuple[str, ...] = ("%d %B %Y", "%Y-%m-%d", "%d_%B_%Y", "%Y-%m")


class Download(Strict):
    """Where the publisher puts the file: a page to look on and what the link looks like."""

    kind: Literal["linked_file", "cqc_api"]
    base_url: str
    page: str = ""
    link: str = ""
    key: bool = False


class SourceDefinition(Strict):
    """One source."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int = Field(ge=1)
    title: str
    publisher: str
    agency: Agency
    register_: str = Field(alias="register", pattern=r"^[a-z]+$")
    licence: str
    attribution: str
    cadence: str
    contact_role: str
    use: str
    notes: str = ""
    gate: float = Field(default=0.9, ge=0, le=1)
    """Share of rows that must land for the source's measurements to raise signals."""
    complete: bool = False
    """Whether a location that is missing from an edition has left the register."""
    covers: Literal["register", "areas_in_file", "preamble"] = "register"
    reader: str = "mapped"
    encodings: tuple[Literal["utf-8", "cp1252", "utf-16"], ...] = ("utf-8",)
    missing: Words = ()
    """Codes that mean "not known" in every column."""
    suppressed: Words = ()
    """Codes that mean "kept back because the number is small"."""
    recognise: Recognise
    published: Edition = Edition()
    about: Edition | None = None
    """Where the file says which month its figures are about; the month of publication if absent."""
    carried_down: tuple[str, ...] = ()
    """Headings whose blank cells say what stands above them, as where a year is written once."""
    columns: dict[str, ColumnDefinition] = Field(default_factory=dict)
    only: tuple[Condition, ...] = ()
    duplicates: Duplicates | None = None
    locations: LocationsOutput | None = None
    relationships: tuple[RelationshipsOutput, ...] = ()
    observations: tuple[ObservationsOutput, ...] = ()
    events: tuple[EventsOutput, ...] = ()
    judgements: JudgementsOutput | None = None
    """What people said and decided: landed apart from all evidence, receipt and all."""
    lookup: bool = False
    """A list of codes and their meanings: recognised, and every row passed over."""
    fetch: Download | None = None

    @field_validator("locations", mode="before")
    @classmethod
    def _plain_mapping(cls, value: object) -> object:
        if isinstance(value, list):
            value = {name: name for name in value}
        return {"columns": value} if isinstance(value, dict) else value

    @field_validator("columns", mode="before")
    @classmethod
    def _short_forms(cls, value: object) -> object:
        """`name: Location Name` is short for a column of text under that heading."""
        if not isinstance(value, dict):
            return value
        return {name: _long_form(name, short) for name, short in value.items()}

    @model_validator(mode="after")
    def _patterns_are_patterns(self) -> Self:
        patterns = [self.recognise.sheet, self.recognise.preamble]
        for edition in filter(None, (self.published, self.about)):
            patterns += [edition.preamble, edition.file_name]
        patterns += [c.gather for c in self.columns.values()]
        for pattern in filter(None, patterns):
            re.compile(pattern)
        return self

    @model_validator(mode="after")
    def _outputs_name_columns(self) -> Self:
        wanted = {name for name in self._named_columns() if name != "edition"}
        unknown = sorted(wanted - set(self.columns))
        if unknown and self.reader == "mapped":
            raise ValueError(f"no column is called {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _carries_down_what_is_read(self) -> Self:
        if unread := [heading for heading in self.carried_down if not self.reads(heading)]:
            raise ValueError(f"no column reads {', '.join(unread)}, which is carried down")
        return self

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        says = (self.locations, self.relationships, self.observations, self.events, self.lookup)
        if self.judgements and any(says):
            raise ValueError("a file of judgements is kept apart: it gives no evidence")
        if self.reader == "mapped" and not (self.judgements or any(says)):
            raise ValueError("the definition reads columns but makes nothing of them")
        return self

    def reads(self, heading: str) -> bool:
        """Whether anything is made of a column with that heading."""
        if fold_heading(heading) in self._headings_read:
            return True
        return any(re.fullmatch(pattern, heading, re.IGNORECASE) for pattern in self._gathered)

    @cached_property
    def _headings_read(self) -> frozenset[str]:
        named = [h for column in self.columns.values() for h in column.all_headings]
        return frozenset(map(fold_heading, [*named, "data_note"]))

    @cached_property
    def _gathered(self) -> tuple[str, ...]:
        return tuple(c.gather for c in self.columns.values() if c.gather)

    def _named_columns(self) -> list[str]:
        values: list[Value | None] = []
        if self.locations:
            values += self.locations.columns.values()
        if self.judgements:
            values += [*self.judgements.columns.values(), self.judgements.recorded_at]
        for link in self.relationships:
            values += [link.location_id, link.related_location_id, link.relation]
            values += [link.reason, link.related_name]
        for group in self.observations:
            values += [group.entity.id, *group.components.values()]
            values += [*group.named.by, group.named.value] if group.named else []
            values += [condition.column for condition in group.only]
            if isinstance(group.period, str):
                values.append(group.period)
            if isinstance(group.period, Between):
                values += [group.period.first, group.period.last]
        for event in self.events:
            values += [event.entity.id, event.happened_on, event.detail, event.topic]
            values += [event.outcome, event.amount]
        values += [condition.column for condition in self.only]
        values += self.duplicates.key if self.duplicates else ()
        return [v for v in values if v is not None and not isinstance(v, Always)]

    @cached_property
    def heading_sets(self) -> tuple[frozenset[str], ...]:
        """Sets of headings, one of which must be there, folded for comparing."""
        sets = (self.recognise.headings, *self.recognise.or_headings)
        return tuple(frozenset(map(fold_heading, headings)) for headings in sets)


def bounded(definition: SourceDefinition, until: date) -> SourceDefinition:
    """The definition for a file received by a day: nothing that it counts can be of later."""
    dated: set[str] = {of.happened_on for of in definition.events if of.happened_on}
    for observations in definition.observations:
        match observations.period:
            case Between(first=first):
                dated.add(first)
            case str() as column:
                dated.add(column)
    columns = dict(definition.columns)
    for name in dated & columns.keys():
        if columns[name].maximum is None:
            columns[name] = columns[name].model_copy(update={"maximum": str(until)})
    return definition.model_copy(update={"columns": columns})


def _long_form(name: str, short: object) -> object:
    """A heading alone is short for a column of text; no heading means the column's own name."""
    if short is None or isinstance(short, str | list):
        return {"from": short or name}
    if isinstance(short, dict) and not {"from", "join", "gather", "derive_id"} & short.keys():
        return {"from": name, **short}
    return short


def fold_heading(text: str) -> str:
    """A heading without capitals and surplus blanks."""
    return " ".join(text.replace("\ufeff", "").casefold().split())
