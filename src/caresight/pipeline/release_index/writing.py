"""Writes the release index: one SQLite file that pages read instead of the lake.

The file is written under a temporary name and renamed when it is whole, so that a
reader never opens half an index and a killed build leaves none behind under its name.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from caresight.pipeline.release_index.boards import BoardParts, write_boards
from caresight.pipeline.release_index.boundaries import Boundary, write_boundaries
from caresight.pipeline.release_index.digital import DigitalParts
from caresight.pipeline.release_index.documents import (
    AreaRow,
    HomeDocument,
    HomeRow,
    IndicatorDocument,
    Summary,
)
from caresight.pipeline.release_index.packing import (
    PackedHome,
    pack,
    pack_points,
    packed_bytes,
    taken_apart,
)
from caresight.pipeline.release_index.place_parts import PlaceParts
from caresight.pipeline.release_index.together import TogetherParts
from caresight.pipeline.release_index.writing_digital import write_digital
from caresight.pipeline.release_index.writing_noticed import (
    PREPARE_NOTICED,
    Noticed,
    write_noticed,
)
from caresight.pipeline.release_index.writing_places import write_places
from caresight.pipeline.release_index.writing_together import PREPARE, write_together
from caresight.vocabulary.identifiers import fold_name, fold_postcode

FORMAT = 6
"""Raised when the file's layout changes; `reading` refuses another one."""

ROW_COLUMNS = tuple(HomeRow.__annotations__)
JSON_COLUMNS = ("points_by_agency", "history")
FLAG_COLUMNS = ("is_open", "is_silent", "improves", "is_newly_flagged")
NUMBER_COLUMNS = ("points", "points_a_month_ago", "good_points", "coverage")
INTEGER_COLUMNS = ("beds", "rank", "step", "agencies", "findings", *FLAG_COLUMNS)
EXTRA_COLUMNS = ("search", "sort_name", "good_sentence", "locations_count")

_BATCH = 500


class IndexWriter:
    """Writes the index of one release into a folder."""

    def __init__(self, folder: Path, release_id: str) -> None:
        self.path = folder / f"{release_id}.sqlite"
        self._unfinished = folder / f".{release_id}.sqlite.unfinished"
        self._release_id = release_id

    def write(  # noqa: PLR0913 - the parts of one file
        self,
        summary: Summary | Callable[[], Summary],
        home_documents: Iterable[HomeDocument | PackedHome],
        indicator_documents: Iterable[IndicatorDocument],
        area_rows: Iterable[AreaRow],
        together: TogetherParts | None = None,
        noticed: Iterable[Noticed] = (),
        *,
        places: PlaceParts | None = None,
        boundaries: Sequence[Boundary] = (),
        boards: Callable[[], BoardParts] = BoardParts,
        digital: Callable[[], DigitalParts | None] = lambda: None,
    ) -> Path:
        """Write everything, then give the file its name.

        Documents may be a generator. A summary that counts what they say, and area rows
        that do, may be given as a function and a generator: both are asked for after them,
        and so are `boards` and `digital`.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._unfinished, isolation_level=None)) as connection:
            _prepare(connection)
            connection.execute("BEGIN")
            _write_homes(connection, home_documents)
            connection.executemany(
                "INSERT INTO indicator_documents VALUES (?, ?, ?, ?)",
                (
                    (
                        place,
                        document["code"],
                        pack({**document, "points": []}),
                        pack_points(document["points"]),
                    )
                    for place, document in enumerate(indicator_documents)
                ),
            )
            connection.executemany(
                "INSERT INTO areas VALUES (?, ?)",
                ((row["area_code"], json.dumps(row, ensure_ascii=False)) for row in area_rows),
            )
            connection.execute(
                "INSERT INTO summary VALUES (?)",
                (json.dumps(summary() if callable(summary) else summary, ensure_ascii=False),),
            )
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                (("format", str(FORMAT)), ("release_id", self._release_id)),
            )
            write_together(connection, together or TogetherParts())
            write_noticed(connection, noticed)
            write_places(connection, places or PlaceParts())
            write_boundaries(connection, boundaries)
            write_boards(connection, boards())
            write_digital(connection, digital())
            _index(connection)
            connection.execute("COMMIT")
        self._unfinished.replace(self.path)
        return self.path


def search_text(home: PackedHome) -> str:
    """Everything by which a person may look for a home, in small letters."""
    row = home.row
    words = (
        row["name"],
        fold_name(row["name"]),
        row["postcode"],
        fold_postcode(row["postcode"]),
        row["provider_name"],
        row["provider_id"],
        row["brand_name"],
        row["location_ids"],
        row["home_id"],
        row["area_name"],
        *(location["name"] for location in home.document["locations"]),
    )
    return " ".join(dict.fromkeys(" ".join(words).casefold().split()))


def _prepare(connection: sqlite3.Connection) -> None:
    # The file is made whole or not at all, so that a journal beside it would only cost time.
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    columns = ", ".join(f'"{name}" {_sql_type(name)}' for name in ROW_COLUMNS)
    extra = "search TEXT, sort_name TEXT, good_sentence TEXT, locations_count INTEGER"
    connection.execute(f"CREATE TABLE homes ({columns}, {extra}, PRIMARY KEY (home_id))")
    for statement in (
        "CREATE TABLE home_documents (home_id TEXT PRIMARY KEY, document BLOB, lines BLOB)",
        "CREATE TABLE indicator_facts (code TEXT PRIMARY KEY, facts TEXT)",
        "CREATE TABLE home_locations (location_id TEXT, home_id TEXT, is_current INTEGER)",
        "CREATE TABLE indicator_documents "
        "(place INTEGER, code TEXT PRIMARY KEY, document BLOB, points BLOB)",
        "CREATE TABLE areas (area_code TEXT PRIMARY KEY, document TEXT)",
        "CREATE TABLE summary (document TEXT)",
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)",
        *PREPARE,
        PREPARE_NOTICED,
    ):
        connection.execute(statement)


def _sql_type(column: str) -> str:
    if column in INTEGER_COLUMNS:
        return "INTEGER"
    return "REAL" if column in NUMBER_COLUMNS else "TEXT"


def _write_homes(
    connection: sqlite3.Connection, documents: Iterable[HomeDocument | PackedHome]
) -> None:
    marks = ", ".join("?" * (len(ROW_COLUMNS) + len(EXTRA_COLUMNS)))
    facts: dict[str, Mapping[str, Any]] = {}
    for batch in _batches(documents):
        for home in batch:
            facts.update(home.facts)
        connection.executemany(
            f"INSERT INTO homes VALUES ({marks})",  # noqa: S608 - only question marks
            map(_row_values, batch),
        )
        connection.executemany(
            "INSERT INTO home_documents VALUES (?, ?, ?)",
            ((home.row["home_id"], *packed_bytes(home)) for home in batch),
        )
        connection.executemany(
            "INSERT INTO home_locations VALUES (?, ?, ?)",
            (
                (location["location_id"], home.row["home_id"], location["is_current"])
                for home in batch
                for location in home.document["locations"]
            ),
        )
    connection.executemany(
        "INSERT INTO indicator_facts VALUES (?, ?)",
        ((code, json.dumps(fact, ensure_ascii=False)) for code, fact in facts.items()),
    )


def _batches(documents: Iterable[HomeDocument | PackedHome]) -> Iterator[list[PackedHome]]:
    batch: list[PackedHome] = []
    for document in documents:
        batch.append(document if isinstance(document, PackedHome) else taken_apart(document))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _row_values(home: PackedHome) -> tuple[Any, ...]:
    row: Mapping[str, Any] = home.row
    return (
        *(
            json.dumps(row[name], ensure_ascii=False) if name in JSON_COLUMNS else row[name]
            for name in ROW_COLUMNS
        ),
        search_text(home),
        fold_name(str(row["name"])),
        " ".join(home.document["good_news"][:2]),
        len(home.document["locations"]),
    )


def _index(connection: sqlite3.Connection) -> None:
    for name, columns in (
        ("by_rank", "is_open, rank"),
        ("by_name", "is_open, sort_name"),
        ("by_area", "area_code, rank"),
        ("by_level", "level, rank"),
        ("by_good", "good_points"),
    ):
        connection.execute(f"CREATE INDEX homes_{name} ON homes ({columns})")
    connection.execute("CREATE INDEX home_locations_by_id ON home_locations (location_id)")
    connection.execute("ANALYZE")
