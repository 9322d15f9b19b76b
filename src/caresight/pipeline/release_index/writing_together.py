"""Writes evidence and intelligence together into the index: in tables that nothing else reads."""

import json
import sqlite3

from caresight.pipeline.release_index.packing import pack
from caresight.pipeline.release_index.together import TogetherParts

PREPARE = (
    "CREATE TABLE together (home_id TEXT PRIMARY KEY, rank INTEGER, level TEXT, "
    "level_label TEXT, step INTEGER, points REAL, agencies INTEGER, step_a_month_ago INTEGER, "
    "items INTEGER, lines TEXT, alone TEXT, document BLOB)",
    "CREATE TABLE together_rules (document TEXT)",
)


def write_together(connection: sqlite3.Connection, parts: TogetherParts) -> None:
    """Write the rows and the rules by which they were made."""
    connection.executemany(
        f"INSERT INTO together VALUES ({', '.join('?' * 12)})",  # noqa: S608 - only question marks
        (
            (
                home.home_id,
                home.rank,
                home.level,
                home.level_label,
                home.step,
                home.points,
                home.agencies,
                home.step_a_month_ago,
                home.items,
                json.dumps(home.lines),
                json.dumps(home.alone),
                None if home.document is None else pack(home.document),
            )
            for home in parts.homes
        ),
    )
    connection.execute(
        "INSERT INTO together_rules VALUES (?)", (json.dumps(parts.rules, ensure_ascii=False),)
    )
    connection.execute("CREATE INDEX together_by_rank ON together (rank)")
