"""Read the invented files with nothing but the standard library: an oracle for the tables."""

import csv
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from caresight.worlds.borough import World


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of one file by heading; a preamble is skipped."""
    if path.suffix == ".xlsx":
        cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        head, *body = [[_text(cell) for cell in row] for row in cells]
        return [dict(zip(head, row, strict=True)) for row in body]
    lines = path.read_text(encoding="utf-8").splitlines()
    first = 1 if lines[0].startswith("#") else 0
    return list(csv.DictReader(lines[first:]))


def rows_from(world: World, source: str) -> Iterator[dict[str, str]]:
    """Rows of every file of a source."""
    for file in world.files:
        if file.source == source:
            yield from rows_of(file.path)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell))
    return str(cell)
