"""How one column of a file is read: its headings, its type, what a blank or a code means.

Nothing here converts; `conversions` turns these declarations into whole-column expressions.
"""

import re
from collections.abc import Callable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

ColumnType = Literal[
    "text", "id", "integer", "number", "date", "period", "choice", "flag", "council", "area"
]  # fmt: skip


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _words(value: object) -> object:
    """YAML reads an unquoted `no` as false; a list of codes keeps what was typed."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return value


def _word(value: object) -> object:
    return "false" if value is False else value


Headings = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Strict(BaseModel):
    """A part of a definition: frozen, and a key that nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ColumnDefinition(Strict):
    """One column as Caresight reads it."""

    headings: Headings = Field(default=(), alias="from")
    """Headings under which the column has been published; the first that is there counts."""
    join: tuple[str, ...] = ()
    """Headings whose cells are joined into one text."""
    separator: str = ", "
    gather: str | None = None
    """Pattern of headings of ticked columns; what the pattern captures is joined by |."""
    derive_id: tuple[str, str] | None = None
    """Headings of name and postcode, where the file gives no id."""
    type: ColumnType = "text"
    of_time: str = ""
    """For an area: the heading of the period by which its name is read; else the file's own."""
    restated: bool = False
    """For an area: figures of older days may stand under areas that have begun since."""
    kinds: tuple[Literal["england", "region", "council"], ...] = ()
    """For an area: only these kinds of area may come."""
    other_than: str = ""
    """A column of the definition that may not say the same."""
    of_months: int | None = Field(default=None, ge=1)
    """For a period: how many months it must have; a year is no month."""
    meaning: str = ""
    required: bool = False
    """A row without a readable value here is set aside whole."""
    refuses_row: bool = False
    """Blank is fine, but an unreadable value says that the whole row is out of step."""
    formats: tuple[str, ...] = ("%Y-%m-%d", "%d/%m/%Y")
    values: dict[str, str] | Words = ()
    """Choices: what may come, or what may come and what it means. Capitals do not matter."""
    true_words: Words = ("Y",)
    false_words: Words = ("N",)
    """For a flag: what may come. `true` and `yes` as keys would be no words to YAML."""
    contains: tuple[str, ...] = ()
    """For a flag read out of a text: true where the text holds one of these."""
    named: bool = False
    """For a flag: true where anything is written. The text itself is never kept."""
    blank: Annotated[Literal["missing", "suppressed", "false"], BeforeValidator(_word)] = "missing"
    blank_means: str | None = None
    """For text and choices: what a blank cell says, where the publisher declares it."""
    missing: Words = ()
    suppressed: Words = ()
    minimum: float | str | None = None
    maximum: float | str | None = None
    pattern: str | None = None
    """For text and ids: what the whole cell must look like."""
    example: str = ""
    """What a cell with a pattern looks like, for people who do not read patterns."""
    capture: str | None = None
    """For text: the part of the cell that counts, as a pattern with one group."""
    percent: bool = False
    """A trailing % sign is allowed; the number stays what is written before it."""
    thousands: bool = False
    """Commas between thousands are allowed."""
    money: bool = False
    """A leading currency sign is allowed."""
    unit: str = ""
    hint: str = ""
    """What is usually behind an unreadable cell, for the person who has to mend it."""

    @model_validator(mode="after")
    def _names_where_it_comes_from(self) -> Self:
        ways = [bool(self.headings), bool(self.join), bool(self.gather), bool(self.derive_id)]
        if sum(ways) != 1:
            raise ValueError("give one of from, join, gather and derive_id")
        return self

    @model_validator(mode="after")
    def _choices_are_given(self) -> Self:
        if (self.type == "choice") != bool(self.values):
            raise ValueError("a choice, and only a choice, lists its values")
        return self

    @model_validator(mode="after")
    def _dates_are_of_one_order(self) -> Self:
        day_first = any(re.match(r"%d\W?%m", text) for text in self.formats)
        month_first = any(re.match(r"%m\W?%d", text) for text in self.formats)
        if day_first and month_first:
            raise ValueError("formats mix day-first and month-first: 01/02/2026 would be a guess")
        return self

    @property
    def choices(self) -> dict[str, str]:
        """What may come, in small letters, and what it means."""
        pairs = self.values if isinstance(self.values, dict) else {v: v for v in self.values}
        return {came.casefold(): meant for came, meant in pairs.items()}

    @property
    def all_headings(self) -> tuple[str, ...]:
        """Every heading that the column may be read from, bar gathered ones."""
        return (*self.headings, *self.join, *(self.derive_id or ()))

    @property
    def expected(self) -> str:
        """What is expected of a cell, in words."""
        other = f", other than in {self.other_than}" if self.other_than else ""
        return _EXPECTED[self.type](self) + self._bounds_in_words() + other

    def _bounds_in_words(self) -> str:
        if self.type in ("date", "period"):
            after = f" from {self.minimum} on" if self.minimum is not None else ""
            return after + (f" up to {self.maximum}" if self.maximum is not None else "")
        if self.minimum is not None and self.maximum is not None:
            return f" from {_plain(self.minimum)} to {_plain(self.maximum)}"
        if self.minimum is not None:
            return f" of at least {_plain(self.minimum)}"
        return f" of at most {_plain(self.maximum)}" if self.maximum is not None else ""


def _plain(bound: float | str) -> str:
    return f"{bound:,.10g}" if isinstance(bound, float) else bound


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)


_EXAMPLES = {
    "%Y-%m-%d": "2026-10-31",
    "%d/%m/%Y": "31/10/2026",
    "%m/%d/%Y": "10/31/2026",
    "%d/%b/%Y - %H:%M": "31/Oct/2026 - 00:00",
    "%m/%d/%Y %I:%M:%S %p": "10/31/2026 12:00:00 AM",
    "%Y-%m-%d %H:%M": "2026-10-31 23:59",
    "%d %B %Y": "31 October 2026",
}
_KINDS: dict[tuple[str, ...], str] = {("council",): "council"}
_PERIODS: dict[int | None, str] = {
    1: "a month (April 2026, 2026-04)",
    3: "a quarter (2026Q3)",
    12: "a year (2025-26)",
}
_EXPECTED: dict[ColumnType, Callable[[ColumnDefinition], str]] = {
    "text": lambda c: f"text like {c.example or c.pattern}" if c.pattern else "text",
    "id": lambda c: (
        f"an id like {c.example or c.pattern}" if c.pattern else "an identifier without spaces"
    ),
    "integer": lambda _: "a whole number",
    "number": lambda _: "a number",
    "date": lambda c: "a date like " + " or ".join(_EXAMPLES.get(f, f) for f in c.formats),
    "period": lambda c: _PERIODS.get(c.of_months, "a month (2026-10), quarter (2026Q3) or year"),
    "choice": lambda c: "one of " + _listed(tuple(c.values)),
    "flag": lambda c: "one of " + _listed((*c.true_words, *c.false_words)),
    "council": lambda _: "a council's name or code",
    "area": lambda c: (
        f"a {_KINDS.get(c.kinds, 'council, region or England')} as it was called at the time"
    ),
}
