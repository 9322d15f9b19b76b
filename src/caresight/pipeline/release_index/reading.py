"""Reads the release index: what every page of the web asks for, in a few milliseconds.

The file never changes once it has its name, so that any number of threads may read it
without a lock; each thread keeps one connection of its own.
"""

import json
import sqlite3
import threading
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from caresight.lake.lake import Lake
from caresight.pipeline.release_index.documents import (
    AreaRow,
    HomeDocument,
    HomeRow,
    IndicatorDocument,
    Mention,
    Series,
    Summary,
)
from caresight.pipeline.release_index.lists import GROUPS, ORDERS, Choice, Filters
from caresight.pipeline.release_index.packing import put_together, unpack, unpack_points
from caresight.pipeline.release_index.reading_series import read_series
from caresight.pipeline.release_index.writing import (
    FLAG_COLUMNS,
    FORMAT,
    JSON_COLUMNS,
    ROW_COLUMNS,
)
from caresight.vocabulary.refusal import Refusal

__all__ = ["GROUPS", "ORDERS", "Choice", "Filters", "ReleaseIndex", "index_path"]

_SELECT = ", ".join(f'"{name}"' for name in ROW_COLUMNS)


class ReleaseIndex:
    """The pages of one release."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refusal(
                "this release has no index to read pages from",
                file=path.name,
                what_to_do="Run caresight build again; the index is made with the release.",
            )
        self.path = path
        self._own = threading.local()
        found = dict(self._all("SELECT name, value FROM meta"))
        if found.get("format") != str(FORMAT):
            raise Refusal(
                "this release index was written by another version of Caresight",
                file=path.name,
                expected=f"format {FORMAT}",
                came=f"format {found.get('format', 'unknown')}",
                what_to_do="Run caresight build again.",
            )
        self.release_id: str = found["release_id"]
        facts = self._all("SELECT code, facts FROM indicator_facts")
        self._facts = {code: json.loads(text) for code, text in facts}

    def summary(self) -> Summary:
        """What the first page says."""
        return cast(Summary, json.loads(self._all("SELECT document FROM summary")[0][0]))

    def homes(  # noqa: PLR0913 - each narrows the list in a way that the page offers
        self,
        *,
        search: str = "",
        area: str = "",
        level: str = "",
        kind: str = "",
        rating: str = "",
        register: str = "",
        group: str = "",
        only_open: bool = True,
        order: str = "rank",
        page: int = 1,
        per_page: int = 50,
    ) -> tuple[list[HomeRow], int]:
        """One page of the homes that fit, and how many fit in all.

        Every word of `search` must be found in the name, postcode, provider, brand, area
        or an id of the home.
        """
        if order not in ORDERS or group not in GROUPS:
            raise Refusal(
                "homes cannot be listed in this way",
                expected=f"order {', '.join(ORDERS)}; group {', '.join(g for g in GROUPS if g)}",
                came=f"order {order}, group {group or 'none'}",
            )
        wanted = {
            "area_code": area,
            "level": level,
            "kind": kind,
            "rating": rating,
            "register": register,
        }
        conditions = [GROUPS[group], *(f"{name} = ?" for name, value in wanted.items() if value)]
        values: list[Any] = [value for value in wanted.values() if value]
        if only_open:
            conditions.append("is_open = 1")
        for word in search.casefold().split():
            conditions.append("instr(search, ?) > 0")
            values.append(word)
        where = " AND ".join(conditions)
        total = self._all(f"SELECT COUNT(*) FROM homes WHERE {where}", *values)[0][0]  # noqa: S608
        rows = self._all(
            f"SELECT {_SELECT} FROM homes WHERE {where} "  # noqa: S608 - our own words only
            f"ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            *values,
            max(1, per_page),
            max(0, page - 1) * max(1, per_page),
        )
        return [_home_row(row) for row in rows], total

    def home(self, home_id: str) -> HomeDocument | None:
        """The page of one home."""
        found = self._all("SELECT document, lines FROM home_documents WHERE home_id = ?", home_id)
        return put_together(found[0][0], found[0][1], self._facts) if found else None

    def home_rows(self, home_ids: list[str]) -> list[HomeRow]:
        """The rows of the homes named, in the order asked; unknown ones are left out."""
        marks = ", ".join("?" * len(home_ids))
        rows = self._all(
            f"SELECT {_SELECT} FROM homes WHERE home_id IN ({marks})",  # noqa: S608
            *home_ids,
        )
        by_id = {row["home_id"]: row for row in map(_home_row, rows)}
        return [by_id[home_id] for home_id in home_ids if home_id in by_id]

    def home_by_location(self, location_id: str) -> str | None:
        """The home that a register's id belongs to; the one that it speaks for now first."""
        found = self._all(
            "SELECT home_id FROM home_locations WHERE location_id = ? "
            "ORDER BY is_current DESC, home_id LIMIT 1",
            location_id,
        )
        return str(found[0][0]) if found else None

    def homes_of_providers(self, registered: list[tuple[str, str]]) -> list[str]:
        """Ids of the homes that these providers, each a register and an id, run now."""
        found: list[str] = []
        for register, provider_id in registered:
            rows = self._all(
                "SELECT home_id FROM homes WHERE register = ? AND provider_id = ? AND is_open = 1",
                register,
                provider_id,
            )
            found.extend(str(home_id) for (home_id,) in rows)
        return found

    def indicator(self, code: str) -> IndicatorDocument | None:
        """The page of one indicator."""
        found = self._all("SELECT document, points FROM indicator_documents WHERE code = ?", code)
        if not found:
            return None
        document = cast(IndicatorDocument, unpack(found[0][0]))
        document["points"] = unpack_points(found[0][1])
        return document

    def indicators(self) -> list[IndicatorDocument]:
        """Every indicator, in the catalogue's order, without its points."""
        found = self._all("SELECT document FROM indicator_documents ORDER BY place")
        return [cast(IndicatorDocument, unpack(packed)) for (packed,) in found]

    def areas(self) -> list[AreaRow]:
        """Every area, by its code."""
        found = self._all("SELECT document FROM areas ORDER BY area_code")
        return [cast(AreaRow, json.loads(text)) for (text,) in found]

    def doing_well(self, *, area: str = "", limit: int = 200) -> list[Mention]:
        """Homes with good news and nothing that needs attention, best first."""
        condition, values = ("AND area_code = ?", [area]) if area else ("", [])
        rows = self._all(
            "SELECT home_id, name, good_sentence FROM homes "  # noqa: S608 - our own words only
            f"WHERE good_points > 0 AND step = 0 AND is_open = 1 {condition} "
            "ORDER BY improves DESC, good_points DESC, points, home_id LIMIT ?",
            *values,
            limit,
        )
        return [Mention(home_id=h, name=n, sentence=s) for h, n, s in rows]

    def filters(self) -> Filters:
        """What a list of homes can be narrowed to, with counts of open homes."""
        return self._filters

    @cached_property
    def _filters(self) -> Filters:
        # Five counts over every home, on every page of the list: the file never changes.
        return Filters(
            areas=self._choices("area_code", "area_name", "MAX(area_name)"),
            levels=self._choices("level", "level_label", "MAX(step) DESC"),
            kinds=self._choices("kind", "kind", "kind"),
            ratings=self._choices("rating", "rating", "rating"),
            registers=self._choices("register", "register", "register"),
        )

    def series(self, home_id: str, indicator: str, lake: Lake) -> Series | None:
        """The whole chart of one indicator of one home, from the release's tables."""
        found = self._all("SELECT document FROM indicator_documents WHERE code = ?", indicator)
        if not found:
            return None
        document = cast(IndicatorDocument, unpack(found[0][0]))
        return read_series(lake, self.release_id, home_id, document)

    def _choices(self, value: str, label: str, order: str) -> list[Choice]:
        rows = self._all(
            f"SELECT {value}, MAX({label}), COUNT(*) FROM homes "  # noqa: S608 - our own words
            f"WHERE is_open = 1 AND {value} <> '' GROUP BY {value} ORDER BY {order}, {value}"
        )
        return [Choice(value=v, label=n or v, homes=count) for v, n, count in rows]

    def _all(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection().execute(statement, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            address = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True)
            self._own.connection = connection
        return connection


def _home_row(values: tuple[Any, ...]) -> HomeRow:
    row: dict[str, Any] = dict(zip(ROW_COLUMNS, values, strict=True))
    for name in JSON_COLUMNS:
        row[name] = json.loads(row[name])
    for name in FLAG_COLUMNS:
        row[name] = bool(row[name])
    return cast(HomeRow, row)


def index_path(home: Path, release_id: str) -> Path:
    """Where the index of a release is, in an installation's folder."""
    return home / "index" / f"{release_id}.sqlite"
