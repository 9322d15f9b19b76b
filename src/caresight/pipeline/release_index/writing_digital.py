"""Writes how digital homes are: tables that a release without such evidence does not have."""

import json
import sqlite3

from caresight.pipeline.release_index.digital import DigitalHome, DigitalParts
from caresight.pipeline.release_index.packing import pack

PREPARE_DIGITAL = (
    "CREATE TABLE digital_homes (home_id TEXT PRIMARY KEY, band INTEGER, band_possible INTEGER, "
    "score REAL, score_possible REAL, falls_on TEXT, held_back_by TEXT, states TEXT, "
    "tablets REAL, document BLOB)",
    "CREATE TABLE digital_areas (place INTEGER, code TEXT PRIMARY KEY, document TEXT)",
    "CREATE TABLE digital_summary (document TEXT)",
)
TABLETS = "tablets"


def write_digital(connection: sqlite3.Connection, parts: DigitalParts | None) -> None:
    """Write every home, area and the summary; nothing at all where there is no evidence."""
    if parts is None:
        return
    for statement in PREPARE_DIGITAL:
        connection.execute(statement)
    connection.executemany(
        f"INSERT INTO digital_homes VALUES ({', '.join('?' * 10)})",  # noqa: S608 - only question marks
        map(_values, parts.homes),
    )
    connection.executemany(
        "INSERT INTO digital_areas VALUES (?, ?, ?)",
        (
            (place, area["code"], json.dumps(area, ensure_ascii=False))
            for place, area in enumerate(parts.areas)
        ),
    )
    connection.execute(
        "INSERT INTO digital_summary VALUES (?)", (json.dumps(parts.summary, ensure_ascii=False),)
    )


def states_text(states: dict[str, str]) -> str:
    """States as one text, in which a condition can look for ` code:state `."""
    return f" {' '.join(f'{code}:{state}' for code, state in states.items())} "


def _values(home: DigitalHome) -> tuple[object, ...]:
    tablets = [one["share"] for one in home["criteria"] if one["code"] == TABLETS]
    known = [one for one in home["criteria"] if one["state"] != "not_known"]
    return (
        home["home_id"],
        home["band"],
        home["band_possible"],
        home["score"],
        home["score_possible"],
        home["falls_on"],
        " ".join(home["held_back_by"]),
        states_text({one["code"]: one["state"] for one in home["criteria"]}),
        next((v for v in tablets if any(k["code"] == TABLETS for k in known)), None),
        pack(home),
    )
