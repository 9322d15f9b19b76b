"""Integrated care boards in the release index: tables that a release without boards lacks."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caresight.pipeline.release_index.documents import AreaRow

NO_BOARD = "Board not known"


@dataclass(frozen=True)
class BoardParts:
    """Boards from above, and the board of each home."""

    rows: Sequence[AreaRow] = ()
    by_region: Sequence[AreaRow] = ()
    """Each board's part in each region, and what is in no known board; `region` says which."""
    of_home: Mapping[str, str] = field(default_factory=dict)


def write_boards(connection: sqlite3.Connection, parts: BoardParts) -> None:
    """Write boards by their code; nothing at all where no board has a home."""
    if not parts.rows:
        return
    connection.execute("CREATE TABLE boards (area_code TEXT PRIMARY KEY, document TEXT)")
    connection.execute("CREATE TABLE home_boards (home_id TEXT PRIMARY KEY, board_code TEXT)")
    connection.executemany(
        "INSERT INTO boards VALUES (?, ?)",
        ((row["area_code"], json.dumps(row, ensure_ascii=False)) for row in parts.rows),
    )
    connection.execute("CREATE TABLE board_parts (document TEXT)")
    connection.executemany(
        "INSERT INTO board_parts VALUES (?)",
        ((json.dumps(row, ensure_ascii=False),) for row in parts.by_region),
    )
    connection.executemany("INSERT INTO home_boards VALUES (?, ?)", parts.of_home.items())
