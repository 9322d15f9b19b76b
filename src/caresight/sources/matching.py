"""Comparing a file's first rows with what a definition asks for, and how near they come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from caresight.sources.definition import SourceDefinition, fold_heading


@dataclass(frozen=True)
class Candidate:
    """First rows of a file, cut in one way."""

    formats: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    """Last line of the file that each row takes up."""
    delimiter: str = ","
    sheet: str | None = None
    other_text: str = ""
    """Text of a workbook's first sheet, where the edition may be named."""

    @cached_property
    def folded(self) -> list[frozenset[str]]:
        """Each row's cells, folded for comparing."""
        return [frozenset(map(fold_heading, row)) for row in self.rows]

    def headings(self, index: int, definition: SourceDefinition) -> tuple[int, frozenset[str]]:
        """Where the headings of a row end for a definition, and what they are, folded."""
        cells = self.rows[index]
        if not definition.recognise.repeated_headings:
            return len(cells), self.folded[index]
        ends = first_table_ends(cells)
        return ends, frozenset(map(fold_heading, cells[:ends]))

    def heading_row(self, index: int) -> int:
        """The row of the headings as a spreadsheet counts; JSON has none."""
        return 0 if "json-lines" in self.formats else index + 1

    def text_above(self, index: int) -> str:
        """The text above a heading row, and of the first sheet where that is another one."""
        above = [" ".join(c for c in row if c).strip() for row in self.rows[:index]]
        return "\n".join([*filter(None, above), self.other_text]).strip()


@dataclass(frozen=True)
class Near:
    """The definition that comes nearest to a file that fits none."""

    definition: SourceDefinition
    row: int
    present: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    sheet: str | None = None

    @property
    def sheet_in_words(self) -> str:
        """On which sheet of a workbook it stands."""
        return f" on the sheet “{self.sheet}”" if self.sheet else ""

    @property
    def _is_too_low(self) -> bool:
        return not self.missing and self.row > self.definition.recognise.within_rows

    @property
    def way_out(self) -> str:
        """What would mend the file, where that is plain."""
        return "Delete the rows above the headings and land it again." if self._is_too_low else ""

    @property
    def missing_in_words(self) -> str:
        """Missing headings, shortened to eight."""
        shown = ", ".join(f"“{heading}”" for heading in self.missing[:8])
        more = len(self.missing) - 8
        return shown + (f" and {more} more" if more > 0 else "")

    @property
    def lacking_in_words(self) -> str:
        """What would make the file one of this definition."""
        if self.missing:
            return f"also {self.missing_in_words}"
        if self._is_too_low:
            within = self.definition.recognise.within_rows
            return f"the headings in one of the first {within} rows"
        sheet = re.sub(r"[\\^$?]", "", self.definition.recognise.sheet or "")
        return f"a sheet called “{sheet}”" if sheet else "the same layout"

    @property
    def surplus_in_words(self) -> str:
        """Headings that speak against it."""
        return f", and “{self.surplus[0]}” which it never has" if self.surplus else ""


def first_table_ends(cells: list[str]) -> int:
    """Where a second table begins that stands beside the first under the same headings."""
    folded = [fold_heading(cell) for cell in cells]
    again = (i for i, heading in enumerate(folded) if heading and heading in folded[:i])
    second = next(again, len(folded))
    if second == len(folded):
        return second
    gaps = [i for i in range(second) if not folded[i] and any(folded[:i])]
    return gaps[-1] if gaps else second


def re_search(pattern: str, text: str) -> re.Match[str] | None:
    """Search without regard to capitals, over several lines."""
    return re.search(pattern, text, re.IGNORECASE | re.MULTILINE)


def excluded_by(definition: SourceDefinition, folded: frozenset[str]) -> tuple[str, ...]:
    """Headings in the file that the definition says are never there."""
    return tuple(h for h in definition.recognise.without if fold_heading(h) in folded)


_NEAR = 0.4
"""Share of a source's headings that must be there before it is named as the nearest."""


def nearest(candidates: Iterable[Candidate], definitions: list[SourceDefinition]) -> Near | None:
    """The definition with the largest share of its headings in one row of the file."""
    best: tuple[float, Near] | None = None
    for candidate in candidates:
        for row in range(1, len(candidate.rows) + 1):
            for definition in definitions:
                _, folded = candidate.headings(row - 1, definition)
                wanted = definition.recognise.headings
                missing = tuple(h for h in wanted if fold_heading(h) not in folded)
                present = len(wanted) - len(missing)
                share = present / max(len(wanted), 1)
                if share >= _NEAR and (best is None or share > best[0]):
                    surplus = excluded_by(definition, folded)
                    best = (
                        share,
                        Near(definition, row, present, missing, surplus, candidate.sheet),
                    )
    return best[1] if best else None
