"""CSV for other people's programs: UTF-8, ISO dates, and no cell that a spreadsheet would run.

A cell that begins with = + - @, a tab or a carriage return is a formula to a spreadsheet.
Such text gets an apostrophe in front; plain numbers stay numbers.
"""

import csv
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], to: TextIO) -> int:
    """Write rows under a heading; returns how many. What a row lacks is left empty."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow([_defused(column) for column in columns])
    count = 0
    for row in rows:
        writer.writerow([cell_text(row.get(column)) for column in columns])
        count += 1
    return count


def cell_text(value: Any) -> str:
    """A value as a cell holds it; nothing known is an empty cell, never 0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return _defused(str(value))


def _defused(text: str) -> str:
    if text.startswith(_RUN_BY_SPREADSHEETS) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
