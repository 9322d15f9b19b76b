"""Outlines of areas in the index, so that a map is drawn without opening the lake."""

import sqlite3
from collections.abc import Sequence
from typing import TypedDict, cast


class Boundary(TypedDict):
    """One area, ready to be drawn: numbers are thousandths of a degree, y grows southwards."""

    area_code: str
    shape: str
    """A path of SVG."""
    left: float
    top: float
    right: float
    bottom: float
    middle_x: float
    middle_y: float
    credit: str
    """Whose outline it is, as has to be said beside the map."""


COLUMNS = tuple(Boundary.__annotations__)


def write_boundaries(connection: sqlite3.Connection, boundaries: Sequence[Boundary]) -> None:
    """Write every outline; nothing at all where there is none."""
    if not boundaries:
        return
    connection.execute(f"CREATE TABLE boundaries ({', '.join(map(quoted, COLUMNS))})")
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"INSERT INTO boundaries VALUES ({marks})",  # noqa: S608 - our own words only
        (tuple(cast(dict[str, object], one)[name] for name in COLUMNS) for one in boundaries),
    )


def quoted(name: str) -> str:
    """A column's name as SQL has it: two of them are words of SQL."""
    return f'"{name}"'
