"""What a column and a table are."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "integer",
    "number",
    "date",
    "instant",
    "flag",
    "numbers",
    "integers",
    "texts",
    "json",
]
"""`numbers`, `integers` and `texts` are lists; `json` is text that holds JSON."""


@dataclass(frozen=True)
class Column:
    """One column of an evidence table."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Table:
    """One evidence table."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


def col(name: str, kind: Kind, meaning: str) -> Column:
    """Shorten the declarations of tables."""
    return Column(name, kind, meaning)


RECEIPT = col("receipt_id", "text", "the receipt of the file that said so")
SOURCE = col("source", "text", "id of the source definition")
PUBLISHED = col("published_on", "date", "day on which the publisher said so")
KNOWN = col("known_from", "instant", "moment at which this installation received it")
AGENCY = col("agency", "text", "whose evidence it is: a value of Agency")
STATED = (RECEIPT, SOURCE, PUBLISHED, KNOWN)
PERIOD = (
    col("period_start", "date", "first day of the period"),
    col("period_end", "date", "day after the last of the period"),
)
