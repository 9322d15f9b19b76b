"""Finding the one definition that a file fits, by its headings and the text above them."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from caresight.sources.answer import SetAside
from caresight.sources.definition import SourceDefinition, fold_heading
from caresight.sources.intake import Opened
from caresight.sources.json_text import BrokenJson, first_object
from caresight.sources.matching import Candidate, excluded_by, re_search
from caresight.sources.unknown_files import tables_missing, unknown
from caresight.sources.workbooks import Workbook
from caresight.vocabulary.refusal import Refusal

DELIMITERS = (",", "\t", ";", "|")
LOOKED_AT = 80


@dataclass(frozen=True)
class Layout:
    """Where a definition's table is in a file."""

    definition: SourceDefinition
    headings: tuple[str, ...]
    """As written; a heading that comes again is marked “ (2)”."""
    heading_row: int
    """0 where there is none, as in lines of JSON."""
    lines_above: int
    """Lines of the file up to and with the headings; rows and lines differ in quoted cells."""
    preamble: str
    delimiter: str = ","
    sheet: str | None = None
    notes: tuple[str, ...] = ()
    missing: tuple[SetAside, ...] = ()
    """Tables of the same workbook that are not there."""

    @cached_property
    def columns_read(self) -> tuple[int, ...]:
        """Positions of the columns that the definition makes something of."""
        found = (i for i, h in enumerate(self.headings) if h and self.definition.reads(h))
        return tuple(found)

    @property
    def columns_not_read(self) -> tuple[str, ...]:
        """Headings that the definition has no use for."""
        read = set(self.columns_read)
        return tuple(h for i, h in enumerate(self.headings) if h and i not in read)


@dataclass
class Contents:
    """An opened file with its first rows, looked at by every definition."""

    opened: Opened
    _workbook: Workbook | None = field(default=None, init=False)

    @property
    def workbook(self) -> Workbook:
        """The workbook, opened once."""
        if self._workbook is None:
            self._workbook = Workbook(self.opened.path, self.opened.file_name)
        return self._workbook

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Every way in which the file's first rows can be a table."""
        if self.opened.kind == "workbook":
            return list(self._sheets())
        if self.opened.kind == "json":
            return list(_json_candidates(self.opened))
        return list(_csv_candidates(self.opened))

    def _sheets(self) -> Iterator[Candidate]:
        words = [self._first_cells(name) for name in self.workbook.sheet_names[:1]]
        for name in self.workbook.sheet_names:
            rows = [[cell or "" for cell in row] for row in self._first_rows(name)]
            yield Candidate(
                (self.opened.format,), rows, list(range(1, len(rows) + 1)),
                sheet=name, other_text="\n".join(words),
            )  # fmt: skip

    def _first_rows(self, sheet: str) -> list[list[str | None]]:
        return list(islice(self.workbook.rows(sheet), LOOKED_AT))

    def _first_cells(self, sheet: str) -> str:
        return "\n".join(" ".join(c for c in row if c) for row in self._first_rows(sheet))


def lay_out(contents: Contents, definitions: Iterable[SourceDefinition]) -> tuple[Layout, ...]:
    """The layout of the one definition that fits, or of those that share a workbook.

    Raises
    ------
    Refusal
        If none fits, naming the nearest and what it misses; or if more than one does.
    """
    known = list(definitions)
    found: dict[str, Layout] = {}
    for candidate in contents.candidates:
        for definition in known:
            layout = _fit(candidate, definition)
            if layout and definition.id in found:
                found[definition.id] = _with_note(found[definition.id], layout)
            elif layout:
                found[definition.id] = layout
        if found and contents.opened.kind == "text":
            break
    workbooks = {layout.definition.recognise.workbook for layout in found.values()}
    if len(found) == 1 or (len(workbooks) == 1 and workbooks != {""}):
        for layout in found.values():
            _check_headings(layout, contents.opened.file_name)
        missing = tables_missing(contents.candidates, known, found, contents.opened.file_name)
        first, *others = found.values()
        return (replace(first, missing=missing), *others)
    if found:
        raise Refusal(
            "the file fits more than one source",
            file=contents.opened.file_name,
            came=", ".join(sorted(found)),
            what_to_do="Say which with --source, or tell their definitions apart with `without`.",
        )
    raise unknown(contents.candidates, contents.opened, known)


def _with_note(layout: Layout, other: Layout) -> Layout:
    """The layout with the note that another sheet looks the same, and is not read."""
    note = (
        f"The sheet “{other.sheet}” has the same headings and was not read, only "
        f"“{layout.sheet}”. Save it as a file of its own to land it."
    )
    return replace(layout, notes=(*layout.notes, note))


def _check_headings(layout: Layout, file_name: str) -> None:
    """Refuse a heading that comes twice: nobody can tell which of its columns is meant."""
    if layout.definition.recognise.repeated_headings:
        return
    for heading in (layout.headings[i] for i in layout.columns_read):
        again = f"{heading} (2)"
        if again in layout.headings and not layout.definition.reads(again):
            raise Refusal(
                f"the heading “{heading}” comes twice",
                file=file_name,
                row=layout.heading_row,
                expected="each heading once, for nobody can tell which of the columns is meant",
                what_to_do="Ask the sender which column counts, and for a file without the other.",
            )


def _fit(candidate: Candidate, definition: SourceDefinition) -> Layout | None:
    marks = definition.recognise
    if not set(candidate.formats) & set(marks.formats):
        return None
    if candidate.sheet and marks.sheet and not re_search(marks.sheet, candidate.sheet):
        return None
    for index, cells in enumerate(candidate.rows[: marks.within_rows]):
        ends, folded = candidate.headings(index, definition)
        if not any(wanted <= folded for wanted in definition.heading_sets):
            continue
        if excluded_by(definition, folded):
            continue
        if marks.without_preamble and index:
            continue
        preamble = candidate.text_above(index)
        if marks.preamble and not re_search(marks.preamble, preamble):
            continue
        return Layout(
            definition=definition,
            headings=_numbered(cells, ends),
            heading_row=candidate.heading_row(index),
            lines_above=candidate.lines[index],
            preamble=preamble,
            delimiter=candidate.delimiter,
            sheet=candidate.sheet,
        )
    return None


def _numbered(cells: list[str], ends: int) -> tuple[str, ...]:
    """Headings as written, but marked where they come again or stand in a second table."""
    seen: dict[str, int] = {}
    named = []
    for place, cell in enumerate(cells):
        text = cell.strip()
        folded = fold_heading(text)
        seen[folded] = max(seen.get(folded, 0) + 1, 1 if place < ends or not text else 2)
        named.append(text if seen[folded] == 1 else f"{text} ({seen[folded]})")
    while named and not named[-1]:
        named.pop()
    return tuple(named)


def _csv_candidates(opened: Opened) -> Iterator[Candidate]:
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(opened.head, newline=""), delimiter=delimiter)
        rows, lines = [], []
        try:
            for cells in islice(reader, LOOKED_AT):
                rows.append(cells)
                lines.append(reader.line_num)
        except csv.Error:
            pass  # a head that no csv reader understands with this delimiter
        if any(len(row) > 1 for row in rows):
            formats = ("csv", "tsv")
            yield Candidate(formats, rows, lines, delimiter=delimiter)


def _json_candidates(opened: Opened) -> Iterator[Candidate]:
    first = _first_object(opened)
    if first is not None:
        yield Candidate(("json", "json-lines"), [list(first)], [0])


def _first_object(opened: Opened) -> dict[str, object] | None:
    try:
        return first_object(opened.path, opened.head)
    except BrokenJson as broken:
        raise Refusal(
            f"the file is not complete JSON ({broken.why})",
            file=opened.file_name,
            row=broken.row,
            expected="one JSON value, or one JSON object on each line",
            came=broken.text,
            what_to_do="It may be cut short: fetch it again.",
        ) from None
