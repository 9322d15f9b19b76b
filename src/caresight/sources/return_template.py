"""The workbook that providers fill in, made from the definition that reads it back.

Every column is checked while it is typed by the same bounds that the reader applies, so that
a mistake is seen by the person who can mend it.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from caresight.sources.columns import ColumnDefinition
from caresight.sources.definition import SourceDefinition
from caresight.vocabulary.refusal import Refusal

SHEET = "return"
ROWS = 200
"""Rows that are checked while they are typed: more homes than any provider has in one area."""

_ABOUT = {
    "month": "One row for each home and month. Write the month as 2026-10.",
    "criterion": "One row for each home and question. Write the day of each answer as 2026-10-31.",
}
"""The first rule, by the column that tells the rows of a home apart."""
_RULES = (
    "Leave a cell blank where you do not know. Write 0 only where you counted and there was none.",
    "Write the location ID as CQC gives it, with its dashes: it begins with 1-.",
    "Do not write names of residents or staff anywhere in this file.",
    "Do not rename, move or delete columns.",
)


def write_template(
    path: Path,
    definition: SourceDefinition,
    *,
    month: str | None = None,
    homes: Sequence[tuple[str, str]] = (),
) -> None:
    """Write the workbook, with a row begun for each home (id and name) that is given.

    Raises
    ------
    Refusal
        If the month is none, or there are more homes than rows.
    """
    _check(month, homes)
    write_begun(path, definition, [(month or "", *home) for home in homes])


def write_begun(
    path: Path, definition: SourceDefinition, begun: Sequence[Sequence[str]], *, rows: int = ROWS
) -> None:
    """Write the workbook with the first cells of some rows; as many rows as `rows` are checked."""
    rows = max(rows, len(begun))
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        _write_guidance(book.add_worksheet("guidance"), definition, heading, wrapped)
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 3)
        for index, (name, column) in enumerate(definition.columns.items()):
            is_text = column.type in ("text", "id", "period")
            sheet.set_column(index, index, 18, text if is_text else None)
            sheet.write_string(0, index, column.headings[0], heading)
            _check_while_typed(sheet, index, name, column, rows)
        for row, cells in enumerate(begun, start=1):
            for index, cell in enumerate(cells):
                sheet.write_string(row, index, cell, text)
        sheet.activate()


def _check(month: str | None, homes: Sequence[tuple[str, str]]) -> None:
    if len(homes) > ROWS:
        raise Refusal(
            f"the template has rows for {ROWS} homes",
            came=f"{len(homes)} homes",
            what_to_do="Write one template for each provider or area.",
        )
    if month is not None and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise Refusal(
            "the return is about one month",
            expected="a month like 2026-10",
            came=month,
            what_to_do="Correct --month.",
        )


def _write_guidance(sheet: Any, definition: SourceDefinition, heading: Any, wrapped: Any) -> None:
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 2, 60)
    sheet.write_string(0, 0, definition.title, heading)
    row = 1
    about = [rule for column, rule in _ABOUT.items() if column in definition.columns]
    for row, rule in enumerate((*about, *_RULES), start=1):
        sheet.merge_range(row, 0, row, 2, rule, wrapped)
    for index, title in enumerate(("Column", "What it means", "What may be written")):
        sheet.write_string(row + 2, index, title, heading)
    for line, (name, column) in enumerate(definition.columns.items(), start=row + 3):
        needed = " (always)" if column.required else ""
        for index, cell in enumerate((name, column.meaning, column.expected + needed)):
            sheet.write_string(line, index, cell, wrapped)


def _check_while_typed(
    sheet: Any, index: int, name: str, column: ColumnDefinition, rows: int
) -> None:
    rule = _validation(column)
    if rule:
        rule |= {
            "ignore_blank": True,
            "input_title": name[:32],
            "input_message": f"{column.meaning}. Blank where not known."[:255],
            "error_title": "That cannot be read",
            "error_message": f"Expected: {column.expected}."[:255],
        }
        sheet.data_validation(1, index, rows, index, rule)


def _validation(column: ColumnDefinition) -> dict[str, Any]:
    match column.type:
        case "integer" | "number":
            kind = "integer" if column.type == "integer" else "decimal"
            bounds = {
                "minimum": float(column.minimum or 0),
                "maximum": float(column.maximum or 1e6),
            }
            return {"validate": kind, "criteria": "between", **bounds}
        case "flag":
            words = [*column.true_words, *column.false_words]
            return {"validate": "list", "source": words}
        case "choice":
            return {"validate": "list", "source": list(column.values)}
    return {}
