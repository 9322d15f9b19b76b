"""Columns of the evidence tables made at speed: texts that repeat, and who said it when."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caresight.vocabulary.evidence import RECEIPTS
from caresight.worlds.months import Months
from caresight.worlds.publication import ACTIVE_LOCATIONS, LATEST_RATINGS, RETURNS, published_on

Indices = npt.NDArray[np.integer]

Columns = dict[str, pa.Array]
REGISTER_SOURCES = (ACTIVE_LOCATIONS, LATEST_RATINGS)


def worded(words: Sequence[str], indices: Indices) -> pa.DictionaryArray:
    """Texts given as indices into a list of words; an index of -1 is null."""
    chosen = pa.array(indices.astype(np.int32), mask=indices < 0)
    return pa.DictionaryArray.from_arrays(chosen, pa.array(words, pa.string()))


def repeated(word: str | None, count: int) -> pa.DictionaryArray:
    """One text, or null, in every row."""
    return worded([word or ""], np.full(count, 0 if word else -1, dtype=np.int32))


def days(values: npt.NDArray[np.datetime64]) -> pa.Array:
    """Dates as the tables hold them."""
    return pa.array(values.astype("datetime64[D]"), pa.date32())


def stated(source: str, months: Months, came: Indices, areas: Indices | None) -> Columns:
    """Who said it when, for rows by the month (or edition) of their file.

    `areas` holds the index of the council where each council has a file of its own.
    """
    step = 0 if areas is None else int(areas.max(initial=0)) + 1
    file = came if areas is None else came * step + areas
    count = months.count + 1
    ids = [
        receipt_id(source, months, index // max(step, 1), index % step if step else None)
        for index in range(count * max(step, 1))
    ]
    by_month = np.array(
        [publication_day(source, months, index) for index in range(count)],
        dtype="datetime64[D]",
    )
    published = by_month[came]
    return {
        "receipt_id": worded(ids, file),
        "source": repeated(source, len(came)),
        "published_on": days(published),
        "known_from": pa.array(published.astype("datetime64[us]"), pa.timestamp("us", "UTC")),
    }


def receipt_id(source: str, months: Months, index: int, area: int | None) -> str:
    """The name of the file that was not written."""
    suffix = "" if area is None else f":{area + 1}"
    return f"invented:{source}:{months.label(index)}{suffix}"


def publication_day(source: str, months: Months, index: int) -> date:
    """The day of a monthly file, or of an edition of the register."""
    if source in REGISTER_SOURCES:
        return months.start(index)
    return published_on(source, months, index)


def receipts(months: Months, area_codes: Sequence[str], editions: Sequence[int]) -> pa.Table:
    """A row for every file that was not written: which months and areas it covers.

    What only bytes have, a digest, a size and counts of rows, is null.
    """
    rows = []
    for source in REGISTER_SOURCES:
        rows += [_receipt(source, months, index, None, []) for index in editions]
    for index in range(months.count):
        for source in ("ambulance_incidents", "safeguarding_concerns", "emergency_admissions"):
            rows.append(_receipt(source, months, index, None, area_codes))
        rows += [
            _receipt(RETURNS, months, index, area, [code]) for area, code in enumerate(area_codes)
        ]
    return pa.Table.from_pylist(rows, schema=_RECEIPTS)


def _receipt(
    source: str, months: Months, index: int, area: int | None, codes: Sequence[str]
) -> dict[str, object]:
    day = publication_day(source, months, index)
    name = receipt_id(source, months, index, area)
    return {
        "receipt_id": name,
        "source": source,
        "file_name": name,
        "definition_version": "1",
        "published_on": day,
        "received_at": datetime(day.year, day.month, day.day, tzinfo=UTC),
        "period_start": months.start(index),
        "period_end": months.start(index + 1),
        "register": "cqc",
        "area_codes": list(codes),
        "complete": source == ACTIVE_LOCATIONS,
        "invented": True,
    }


_KINDS = {
    "text": pa.string(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", "UTC"),
    "texts": pa.list_(pa.string()),
    "flag": pa.bool_(),
    "integer": pa.int64(),
}
_RECEIPTS = pa.schema([(column.name, _KINDS[column.kind]) for column in RECEIPTS.columns])
