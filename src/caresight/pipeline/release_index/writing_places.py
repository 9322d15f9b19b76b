"""Writes measures of areas into the index: tables that a release without any does not have."""

import json
import sqlite3
import zlib
from dataclasses import fields

from caresight.pipeline.release_index.packing import pack
from caresight.pipeline.release_index.place_parts import FIGURE_COLUMNS, FigureTable, PlaceParts
from caresight.pipeline.release_index.places import AreaDocument, PlaceRow, Standing

PREPARE_PLACES = (
    "CREATE TABLE area_measures "
    "(place INTEGER, code TEXT PRIMARY KEY, listed TEXT, document BLOB)",
    "CREATE TABLE places "
    "(place INTEGER, area_code TEXT PRIMARY KEY, listed TEXT, document BLOB)",
    "CREATE TABLE area_figures (place INTEGER, code TEXT PRIMARY KEY, about TEXT, rows BLOB)",
)  # fmt: skip


def write_places(connection: sqlite3.Connection, parts: PlaceParts) -> None:
    """Write every measure and every area; nothing at all where there are no figures."""
    if not parts:
        return
    for statement in PREPARE_PLACES:
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO area_measures VALUES (?, ?, ?, ?)",
        (
            (place, one["row"]["code"], _text(one["row"]), pack({**one, "row": None}))
            for place, one in enumerate(parts.measures)
        ),
    )
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?)",
        (
            (place, one["area_code"], _text(row_of(one)), pack(_without_rows(one)))
            for place, one in enumerate(parts.areas)
        ),
    )
    connection.executemany(
        "INSERT INTO area_figures VALUES (?, ?, ?, ?)",
        (
            (place, one.code, _text(_about(one)), zlib.compress(_bytes(one), level=1))
            for place, one in enumerate(parts.tables)
        ),
    )


def row_of(area: AreaDocument) -> PlaceRow:
    """An area as a list shows it."""
    return PlaceRow(
        area_code=area["area_code"],
        area_name=area["area_name"],
        kind=area["kind"],
        region_name=area["region_name"],
        has_measures=any(one["figure"] is not None for one in area["measures"]),
        standing=_standing(area),
    )


def _standing(area: AreaDocument) -> Standing | None:
    overall, shortlist = area["overall"], area["shortlist"]
    if overall is None:
        return None
    return Standing(
        rank=overall["rank"], lower=overall["lower"], upper=overall["upper"], of=overall["of"],
        weight_lower=overall["weight_lower"], weight_upper=overall["weight_upper"],
        is_listed=shortlist is not None and shortlist["is_listed"],
    )  # fmt: skip


def _without_rows(area: AreaDocument) -> dict[str, object]:
    """What a measure is stands once in the index: an area names it by its code."""
    return {
        **area,
        "measures": [{**one, "row": one["row"]["code"]} for one in area["measures"]],
    }


def _about(table: FigureTable) -> dict[str, object]:
    """All of a table but its columns, and how many rows it has."""
    told = {one.name: getattr(table, one.name) for one in fields(table) if one.name != "columns"}
    return {**told, "rows": len(table.columns["area"])}


def _bytes(table: FigureTable) -> bytes:
    return b"".join(
        table.columns[name].astype(kind).tobytes() for name, kind in FIGURE_COLUMNS.items()
    )


def _text(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
