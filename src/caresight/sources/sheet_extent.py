"""How far the filled cells of a workbook's sheets reach, before any memory is taken for them.

A sheet is read into a rectangle. One stray cell in the last column of the last row makes
that seventeen thousand million cells, and the reader would take the whole program with it.
"""

import re
import zipfile

from caresight.vocabulary.refusal import Refusal

MOST_CELLS = 60_000_000
"""The regulator's largest sheet has six million."""
_CHUNK = 1 << 23
_LONGEST_TAG = 1 << 12
_FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,4})(\d+)["'][^>]*(?<!/)>""")


def check_extent(package: zipfile.ZipFile, name: str) -> None:
    """Refuse a workbook with a sheet whose filled cells span too large a rectangle."""
    for part in package.namelist():
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        column, row = _last_filled(package, part)
        if _number(column) * row > MOST_CELLS:
            raise Refusal(
                "a sheet reaches far beyond its table",
                file=name,
                expected=f"at most {MOST_CELLS:,} cells from the first to the last that is filled",
                came=f"something in column {column.decode()} and something in row {row:,}",
                what_to_do="Delete the stray cells below and to the right of the table, save it "
                "and send it again.",
            )


def _last_filled(package: zipfile.ZipFile, part: str) -> tuple[bytes, int]:
    columns: set[bytes] = set()
    last_row = 0
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            found = _FILLED.findall(text)
            columns.update(letters for letters, _ in found)
            last_row = max(last_row, max((int(row) for row in {r for _, r in found}), default=0))
            rest = text[text.rfind(b"<", -_LONGEST_TAG) :] if b"<" in text[-_LONGEST_TAG:] else b""
    return max(columns, key=_number, default=b"A"), last_row


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
