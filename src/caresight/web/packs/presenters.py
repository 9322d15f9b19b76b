"""Packs in words, and the document of one as a page shows it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from caresight.web.packs.document import Block, Document, Fact, Section, Table
from caresight.web.packs.kinds import Audience, PackKind, PackState
from caresight.web.packs.models import Pack, PackFile
from caresight.web.ui.charts.control_chart import control_chart
from caresight.web.ui.words import day

_FORMS = {"pdf": "PDF, for reading and printing", "ods": "OpenDocument", "xlsx": "Excel"}


@dataclass(frozen=True)
class PackLine:
    """A pack in a list."""

    pk: int
    title: str
    kind: str
    group: str
    known: str
    frozen: str
    state: str
    tone: str
    is_frozen: bool
    number: int


@dataclass(frozen=True)
class FileLine:
    """A file that can be taken away."""

    page: str
    label: str
    size: str


@dataclass(frozen=True)
class ShownBlock:
    """A block as the page shows it."""

    type: str
    block: Block
    chart: SafeString | str = ""
    rows: list[list[tuple[str, str, bool]]] | None = None
    """Of a table: for each cell its column, its text and whether it is a number."""
    points: list[str] | None = None
    """Of a list: its sentences. (A template would read `items` as the items of a mapping.)"""


@dataclass(frozen=True)
class ShownPart:
    """A stretch under one heading."""

    heading: str
    blocks: list[ShownBlock]


@dataclass(frozen=True)
class ShownSection:
    """A section of the page."""

    id: str
    title: str
    parts: list[ShownPart]


@dataclass(frozen=True)
class PackPage:
    """A frozen pack as a page."""

    title: str
    invented: bool
    cover: list[Fact]
    sections: list[ShownSection]


def pack_line(pack: Pack) -> PackLine:
    """One pack of a list."""
    state = PackState(pack.state)
    return PackLine(
        pk=pack.pk,
        title=pack.title,
        kind=kind_words(pack),
        group=pack.group.name,
        known=day(pack.known_on.isoformat()),
        frozen=moment(pack) if pack.is_frozen else state.label,
        state=state.label,
        tone="good" if pack.is_frozen else "open",
        is_frozen=pack.is_frozen,
        number=pack.number,
    )


def kind_words(pack: Pack) -> str:
    """What a pack is, and of a review for whom."""
    words = PackKind(pack.kind).label
    if pack.kind == PackKind.REVIEW:
        words += ": for the provider" if pack.audience == Audience.PROVIDER else ": for members"
    return words


def moment(pack: Pack) -> str:
    """When it was frozen, and by whom."""
    if pack.frozen_at is None:
        return ""
    local = timezone.localtime(pack.frozen_at)
    return f"{day(local.date().isoformat())}, {local:%H:%M}, by {pack.frozen_by}"


def being_made(pack: Pack, *, failed: bool, waits_long: bool) -> dict[str, object]:
    """A pack that is not frozen yet: how far it is."""
    return {"line": pack_line(pack), "failed": failed, "waits_long": waits_long}


def file_lines(files: list[PackFile], sizes: dict[str, int]) -> list[FileLine]:
    """The files with their sizes."""
    return [
        FileLine(
            page=f"pack_{one.kind}",
            label=_FORMS[one.kind],
            size=f"{max(1, round(sizes.get(one.kind, 0) / 1024)):,} KB",
        )
        for one in files
    ]


def file_name(pack: Pack, document: Document, ending: str) -> str:
    """The name of a file: group, date and number; never a home."""
    return f"{document['file_name']}-{pack.number}.{ending}"


def pack_page(document: Document) -> PackPage:
    """The document as a page shows it."""
    return PackPage(
        title=document["title"],
        invented=document["invented"],
        cover=document["cover"],
        sections=[_section(section) for section in document["sections"]],
    )


def _section(section: Section) -> ShownSection:
    return ShownSection(
        id=section["id"],
        title=section["title"],
        parts=[
            ShownPart(part["heading"], [_block(block) for block in part["blocks"]])
            for part in section["parts"]
        ],
    )


def _block(block: Block) -> ShownBlock:
    if block["type"] == "chart":
        drawn = control_chart(block["series"], title=block["title"])
        return ShownBlock("chart", block, chart=drawn)
    if block["type"] == "table":
        return ShownBlock("table", block, rows=_rows(block))
    if block["type"] == "bullets":
        return ShownBlock("bullets", block, points=block["items"])
    return ShownBlock(block["type"], block)


def _rows(table: Table) -> list[list[tuple[str, str, bool]]]:
    columns = table["columns"]
    return [
        [
            (column["label"], text, column["is_number"])
            for column, text in zip(columns, row, strict=True)
        ]
        for row in table["rows"]
    ]
