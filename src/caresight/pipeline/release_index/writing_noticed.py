"""Writes what was noticed of each home by indicator, so that a subject can be looked up."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

PREPARE_NOTICED = (
    "CREATE TABLE noticed (home_id TEXT, indicator TEXT, direction TEXT, points REAL, "
    "since TEXT, sentence TEXT)"
)


class Noticed(NamedTuple):
    """One thing noticed of one home in one indicator."""

    home_id: str
    indicator: str
    direction: str
    """concerning or improving."""
    points: float
    since: str
    """First day of the month from which it has been noticed, as ISO text."""
    sentence: str
    """In short."""


def write_noticed(connection: sqlite3.Connection, noticed: Iterable[Noticed]) -> None:
    """Write the rows, findable by indicator and by home."""
    connection.executemany("INSERT INTO noticed VALUES (?, ?, ?, ?, ?, ?)", noticed)
    connection.execute("CREATE INDEX noticed_by_indicator ON noticed (indicator, direction)")
    connection.execute("CREATE INDEX noticed_by_home ON noticed (home_id)")
