"""A table or a workbook as the file that was asked for."""

from collections.abc import Callable, Iterable, Sequence

from django.http import HttpResponse

from caresight.web.ui import spreadsheets_ods, spreadsheets_xlsx
from caresight.web.ui.csv_answer import csv_answer
from caresight.web.ui.spreadsheets import Cell, Workbook

_WRITERS = {
    "ods": (spreadsheets_ods.ods_bytes, spreadsheets_ods.MEDIA_TYPE),
    "xlsx": (spreadsheets_xlsx.xlsx_bytes, spreadsheets_xlsx.MEDIA_TYPE),
}


def file_answer(
    ending: str,
    name: str,
    *,
    columns: Sequence[str],
    rows: Callable[[], Iterable[Sequence[Cell]]],
    workbook: Callable[[], Workbook],
) -> HttpResponse:
    """The file; its name is in small letters with dashes, as public files have it."""
    file_name = f"{name.lower().replace('_', '-')}.{ending}"
    if ending == "csv":
        return csv_answer(columns, rows(), file_name=file_name)
    write, media_type = _WRITERS[ending]
    answer = HttpResponse(write(workbook()), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer
