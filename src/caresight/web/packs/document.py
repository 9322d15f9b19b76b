"""What a pack says, as plain data: everything is in words already, ready to be set.

A frozen pack must read the same for ever, whatever becomes of the code that words things;
so the document holds finished words and the series of its charts, and no references.
"""

import hashlib
import json
import unicodedata
from typing import Any, Literal, NotRequired, TypedDict, cast

from caresight.pipeline.release_index.documents import Series
from caresight.vocabulary.refusal import Refusal

FORMAT = 1
Cell = str | int | float | None


class Fact(TypedDict):
    """A label with what it says."""

    label: str
    value: str


class Paragraph(TypedDict):
    """A paragraph; `strong` for the one line that must not be missed."""

    type: Literal["paragraph"]
    text: str
    strong: NotRequired[bool]


class Bullets(TypedDict):
    """A list of sentences."""

    type: Literal["bullets"]
    items: list[str]


class Facts(TypedDict):
    """Labels with what they say."""

    type: Literal["facts"]
    facts: list[Fact]


class Column(TypedDict):
    """A column of a table."""

    label: str
    is_number: bool


class Table(TypedDict):
    """A table of words; the first column heads each row."""

    type: Literal["table"]
    caption: str
    columns: list[Column]
    rows: list[list[str]]


class Chart(TypedDict):
    """A control chart, by its series; `series["alternative"]` says it in words."""

    type: Literal["chart"]
    title: str
    series: Series


class Said(TypedDict):
    """What somebody said, with who and when above it, and what came of it below."""

    type: Literal["said"]
    head: str
    words: str
    foot: str


Block = Paragraph | Bullets | Facts | Table | Chart | Said


class Part(TypedDict):
    """A stretch of a section under one heading."""

    heading: str
    blocks: list[Block]


class Section(TypedDict):
    """A section of the pack: one home, or one matter."""

    id: str
    title: str
    parts: list[Part]


class SheetColumn(TypedDict):
    """A column of a worksheet."""

    label: str
    width: int


class Sheet(TypedDict):
    """A table for a workbook, with numbers as numbers."""

    name: str
    title: str
    notes: list[str]
    columns: list[SheetColumn]
    rows: list[list[Cell]]


class Document(TypedDict):
    """A whole pack."""

    format: int
    kind: str
    title: str
    file_name: str
    """Without an ending; holds no home's name."""
    invented: bool
    frozen_at: str
    """ISO moment in UTC; files carry it as their date."""
    cover: list[Fact]
    sections: list[Section]
    sheets: list[Sheet]


def canonical(document: Document) -> str:
    """The one text of a document: keys in order, no spaces, letters as they are."""
    return json.dumps(
        _printable(document), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def sha256_of(text: str) -> str:
    """The name under which a content is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(text: str) -> Document:
    """Back from the stored text; refuses one whose words the retention schedule removed."""
    if not text.startswith("{"):
        raise Refusal(
            "The words of this pack are no longer kept.",
            came=text[:100],
            what_to_do="What the group decided stands in its log, for as long as that is kept.",
        )
    return cast(Document, json.loads(text))


def _printable(value: Any) -> Any:
    """Without control characters and marks that turn the direction of what follows."""
    if isinstance(value, str):
        return "".join(letter for letter in value if letter == "\n" or _is_seen(letter))
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def paragraph(text: str, *, strong: bool = False) -> Paragraph:
    """A paragraph."""
    if strong:
        return Paragraph(type="paragraph", text=text, strong=True)
    return Paragraph(type="paragraph", text=text)


def bullets(items: list[str], *, otherwise: str) -> Bullets | Paragraph:
    """A list, or the sentence that says there is nothing."""
    return Bullets(type="bullets", items=items) if items else paragraph(otherwise)


def table(
    caption: str, columns: list[str], rows: list[list[str]], *, otherwise: str = ""
) -> Table | Paragraph:
    """A table, or the sentence that says there is nothing; `#` marks a column of numbers."""
    if not rows and otherwise:
        return paragraph(otherwise)
    return Table(
        type="table",
        caption=caption,
        columns=[
            Column(label=label.removeprefix("#"), is_number=label.startswith("#"))
            for label in columns
        ],
        rows=rows,
    )


def facts(*pairs: tuple[str, str]) -> Facts:
    """Labels with what they say; without those that say nothing."""
    return Facts(type="facts", facts=[Fact(label=one, value=two) for one, two in pairs if two])
