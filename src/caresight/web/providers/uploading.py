"""Reads an uploaded spreadsheet of returns: whose rows they are, and what could not be read.

A file with a row of a home that is not the sender's is refused whole, before anything is kept:
it is most often the wrong file, and the sender should not learn which other ids exist.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caresight.pipeline.release_index.documents import HomeRow
from caresight.sources.answer import Reading, SetAside
from caresight.sources.intake import Limits
from caresight.sources.reading import read
from caresight.vocabulary.refusal import Refusal
from caresight.web.providers.return_definition import ReturnForm

Values = dict[str, float | None]
_LIMITS = Limits(unpacked_bytes=64 << 20, ratio_from_bytes=8 << 20)
"""A return is small: what unpacks to more is no return."""
_ENDINGS = {".csv", ".xlsx", ".ods", ".tsv"}
MOST_SHOWN = 100


@dataclass(frozen=True)
class ReadRow:
    """One home and month of the file."""

    home: HomeRow
    month: date
    values: Values


@dataclass(frozen=True)
class ReadFile:
    """What a file held."""

    rows: list[ReadRow]
    set_aside: list[SetAside]
    more_set_aside: int
    rows_read: int


def read_upload(
    content: bytes, file_name: str, *, form: ReturnForm, homes: list[HomeRow], today: date
) -> ReadFile:
    """Read a file of returns of these homes.

    Raises
    ------
    Refusal
        If it is no return, holds nothing, or holds rows of any other home.
    """
    reading = _reading(content, file_name, form, today)
    own = {location: home for home in homes for location in home["location_ids"].split()}
    rows = _rows(_own(reading, own), reading, form)
    if not rows and not reading.set_aside:
        raise Refusal(
            "the file holds no figures",
            what_to_do="Fill in at least one row of the sheet called return, and send it again.",
        )
    return ReadFile(
        rows=rows,
        set_aside=list(reading.set_aside[:MOST_SHOWN]),
        more_set_aside=max(0, len(reading.set_aside) - MOST_SHOWN),
        rows_read=reading.rows_read,
    )


def _reading(content: bytes, file_name: str, form: ReturnForm, today: date) -> Reading:
    ending = Path(file_name).suffix.lower()
    if ending not in _ENDINGS:
        raise Refusal(
            "a return comes as .xlsx, .ods or .csv",
            what_to_do="Save it in one of these formats, or fill in the form instead.",
        )
    with tempfile.TemporaryDirectory(prefix="caresight-return-") as folder:
        # The sender's own name for the file is shown to them, and touches no disk.
        path = Path(folder) / f"return{ending}"
        path.write_bytes(content)
        return read(path, form.catalogue, source=form.source.id, until=today, limits=_LIMITS)


def _reported(reading: Reading) -> list[dict[str, Any]]:
    table = reading.tables.get("observations")
    return table.to_pylist() if table is not None else []


def _own(reading: Reading, own: Mapping[str, HomeRow]) -> Mapping[str, HomeRow]:
    others = {row["entity_id"] for row in _reported(reading)} - set(own)
    if others:
        homes = "one location" if len(others) == 1 else f"{len(others)} locations"
        raise Refusal(
            f"the file has rows of {homes} that you do not answer for, so nothing of it was kept",
            expected="rows of your own homes only, by their location id",
            what_to_do="Take those rows out, or correct the location id, and send it again.",
        )
    return own


def _rows(own: Mapping[str, HomeRow], reading: Reading, form: ReturnForm) -> list[ReadRow]:
    found: dict[tuple[str, date], Values] = {}
    for row in _reported(reading):
        place = (row["entity_id"], row["period_start"])
        values = found.setdefault(place, dict.fromkeys(form.columns()))
        if row["component"] in values and row["status"] == "reported":
            values[row["component"]] = row["value"]
    rows = [ReadRow(own[location], month, values) for (location, month), values in found.items()]
    if len({(row.home["home_id"], row.month) for row in rows}) < len(rows):
        raise Refusal(
            "one home has two rows for a month, under two of its location ids",
            what_to_do="Add them up in one row, under the location id in use now.",
        )
    return rows
