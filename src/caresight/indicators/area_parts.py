"""Which measures of areas are parts of another, and which are read beside it.

A whole stands in the tables of a page; its parts (who it is attributable to, for what reason, by
month) stand in a picture of their own. Related measures serve the same decision by another way.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

from pydantic import Field

from caresight.checks.definition_files import Strict
from caresight.vocabulary.refusal import Refusal

PartKind = Literal["agency", "reason", "month"]


class PartOf(Strict):
    """What a measure is a part of."""

    whole: str
    kind: PartKind
    label: str = Field(min_length=2, max_length=60)
    """As a table words it: “Care in their own home”."""
    in_words: str = Field(min_length=5, max_length=80)
    """As a sentence does: “waiting for care in their own home”."""


class Connected(Protocol):
    """What is asked of a measure here."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def part_of(self) -> PartOf | None:
        """What it is a part of."""

    @property
    def related(self) -> tuple[str, ...]:
        """Codes of measures that are read beside it."""


def check_connections(measures: Sequence[Connected]) -> None:
    """Refuse a part of nothing, a part of a part, and a measure related to itself or to nothing.

    Raises
    ------
    Refusal
        Naming the measure and the key.
    """
    by_code = {one.code: one for one in measures}
    for one in measures:
        if one.part_of is not None:
            whole = by_code.get(one.part_of.whole)
            if whole is None or whole.part_of is not None:
                raise _refusal(
                    one, "part_of.whole", "a measure that is in use and no part itself",
                    one.part_of.whole,
                )  # fmt: skip
        for code in one.related:
            beside = by_code.get(code)
            if beside is None or beside is one or beside.part_of is not None:
                raise _refusal(one, "related", "other measures that are in use, and no parts", code)


def _refusal(one: Connected, key: str, expected: str, came: str) -> Refusal:
    return Refusal(
        "a measure of areas is connected to one that cannot be",
        file=f"{one.code}.yaml",
        column=key,
        expected=expected,
        came=came,
        what_to_do="Name the code of another definition in area_measures.",
    )
