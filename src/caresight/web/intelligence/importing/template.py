"""The workbook that somebody fills in, made from the same columns that read it back."""

import io
from typing import Any

from caresight.web.intelligence.importing.columns import COLUMNS, FIRST, LAST, Column

ROWS = 1_000
"""Rows that are checked while they are typed."""


def template_workbook() -> bytes:
    """The workbook as it is downloaded."""
    import xlsxwriter  # noqa: PLC0415 - only this page needs it

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet, lists = book.add_worksheet("items"), book.add_worksheet("lists")
        guidance = book.add_worksheet("guidance")
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(COLUMNS):
            wide = 60 if column.name == "words" else 22
            sheet.set_column(place, place, wide, wrapped)
            sheet.write_string(0, place, column.heading, heading)
            _offer(sheet, lists, place, column)
        _guide(guidance, heading, wrapped)
    return content.getvalue()


def _offer(sheet: Any, lists: Any, place: int, column: Column) -> None:
    """Offer the words that the column may hold, from the sheet of lists."""
    labels = [f"{code} – {label}" if column.name == "severity" else label
              for code, label in column.choices]  # fmt: skip
    lists.write_string(0, place, column.heading)
    for row, label in enumerate(labels, start=1):
        lists.write_string(row, place, label)
    if not labels:
        return
    letter = chr(ord("A") + place)
    rule: dict[str, Any] = {
        "validate": "list",
        "source": f"=lists!${letter}$2:${letter}${len(labels) + 1}",
        "ignore_blank": True,
        "error_title": "That is not in the list",
        "error_message": "Choose from the list.",
    }
    if column.name == "themes":
        # Several may be written with ; between them, which a list would not let through.
        rule["show_error"] = False
    sheet.data_validation(1, place, ROWS, place, rule)


def _guide(sheet: Any, heading: Any, wrapped: Any) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 60)
    for row, words in enumerate((f"{FIRST}.", LAST)):
        sheet.write_string(row, 0, words)
    for place, title in enumerate(("Column", "What it holds", "May it be blank?")):
        sheet.write_string(3, place, title, heading)
    for row, column in enumerate(COLUMNS, start=4):
        needed = "No" if column.is_needed else "Yes"
        for place, words in enumerate((column.heading, column.meaning, needed)):
            sheet.write_string(row, place, words, wrapped)
