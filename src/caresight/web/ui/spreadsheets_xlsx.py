"""A workbook as an Excel file, by xlsxwriter; every text is written as text."""

import io
from datetime import UTC

import xlsxwriter

from caresight.web.ui.spreadsheets import Workbook, Worksheet, laid_out

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_bytes(workbook: Workbook) -> bytes:
    """The file; its dates are the workbook's own, so that the bytes are the same again."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": workbook.title,
                "author": "Caresight",
                "created": workbook.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in laid_out(workbook):
            _write(book.add_worksheet(sheet.name), sheet, heading, plain)
    return made.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet, sheet: Worksheet, heading: object, plain: object
) -> None:
    for place, (label, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, label, heading)
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    page.write_string(number, place, value, plain)
            elif value is not None:
                page.write_number(number, place, value, plain)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
