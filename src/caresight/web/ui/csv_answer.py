"""A table as a csv file that a spreadsheet opens without running what is in it."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_answer(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    file_name: str,
    most: int | None = None,
    is_cut: bool = False,
) -> HttpResponse:
    """The answer; a missing value is an empty cell.

    Of more rows than `most` the file holds `most`, and its last line says that it was cut; as it
    does where whoever asked knows that it `is_cut`.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    written = 0
    for row in rows:
        if written == most:
            is_cut = True
            break
        writer.writerow([_cell(value) for value in row])
        written += 1
    if is_cut:
        writer.writerow([f"Cut after {written} rows: narrow the list down."])
    # The mark tells Excel that the text is UTF-8; every csv reader of note skips it.
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer


def _cell(value: object) -> object:
    return "" if value is None else defused(value)


def defused(value: object) -> object:
    """The value; text that starts like a formula gets an apostrophe, a number is no formula."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
