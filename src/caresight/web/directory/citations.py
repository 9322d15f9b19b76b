"""References to evidence that a decision or an action rests on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal["signal", "indicator", "rating", "item", "reply", "profile", "other"]


@dataclass(frozen=True)
class Citation:
    """What was cited: its kind, where it is found again, and its words on that day.

    `words` of an intelligence item are its reference only (“item 41”): what it says is read
    where access is asked again.
    """

    kind: Kind
    ref: str
    words: str
    release_id: str = ""


def to_json(citations: Iterable[Citation]) -> list[dict[str, str]]:
    """As a JSON column keeps them."""
    return [asdict(citation) for citation in citations]


def from_json(held: Iterable[dict[str, str]]) -> tuple[Citation, ...]:
    """Back from a JSON column."""
    return tuple(Citation(**one) for one in held)  # type: ignore[arg-type]
