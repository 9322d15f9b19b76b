"""Where and when the absence of an event means that nothing happened.

A file of incidents is silent about a home without one. Its receipt says which months and
areas it covers: there, silence is a zero; elsewhere it is not known. Of several receipts
that cover the same month and area the last published speaks alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.checks.population import Ints
from caresight.checks.reading_population import Evidence
from caresight.checks.time_axis import bounds, day_number
from caresight.vocabulary.periods import Period

Areas = Literal["named", "with_events", "all"]


@dataclass(frozen=True)
class Receipt:
    """What coverage needs to know of a receipt; `rank` grows with later publication."""

    receipt_id: str
    rank: int
    start: int
    end: int
    area_codes: frozenset[str]


def receipts_of(evidence: Evidence, source: str, *, areas: Areas) -> tuple[Receipt, ...]:
    """The receipts of a source in order of publication, with the days they cover.

    A file that names its areas names its months too. An edition of a national list stands
    under its own month but tells of years: it covers the days from its first event to its
    last, as does a file that states no period at all.
    """
    receipts = evidence.table("receipts")
    wanted = ["receipt_id", "published_on", "received_at", "period_start", "period_end"]
    rows = evidence.arrow(
        receipts.filter(receipts.source == source).select(*wanted, "area_codes")
    ).to_pylist()
    rows.sort(key=lambda r: (str(r["published_on"] or ""), str(r["received_at"]), r["receipt_id"]))
    stated = areas == "named"
    needed = not stated or any(row["period_start"] is None for row in rows)
    spans = _spans(evidence, source) if needed else {}
    return tuple(_receipt(rank, row, spans, stated) for rank, row in enumerate(rows))


def speaking_receipt(
    receipts: Sequence[Receipt],
    area_codes: NDArray[np.object_],
    periods: Sequence[Period],
    *,
    areas: Areas,
    areas_with_events: Mapping[str, frozenset[str]],
) -> Ints:
    """Rank of the receipt that speaks for each home and period, -1 for none; shape (n, m).

    `areas_with_events` maps a receipt to the areas of its events; it is read only where
    `areas` asks for it.
    """
    starts, ends = bounds(periods)
    speaking = np.full((len(area_codes), len(periods)), -1, dtype=np.int64)
    names, home_areas = np.unique(area_codes.astype(str), return_inverse=True)
    for receipt in receipts:
        columns = np.flatnonzero((receipt.start <= starts) & (ends <= receipt.end))
        if areas == "all":
            rows = np.arange(len(area_codes))
        else:
            events = areas_with_events.get(receipt.receipt_id, frozenset())
            wanted = receipt.area_codes if areas == "named" else events
            inside = np.array([name in wanted for name in names], dtype=bool)
            rows = np.flatnonzero(inside[home_areas]) if len(names) else home_areas
        speaking[np.ix_(rows, columns)] = receipt.rank
    return speaking


def _receipt(
    rank: int,
    row: Mapping[str, Any],
    spans: Mapping[str, tuple[int, int]],
    stated: bool,  # noqa: FBT001 - whether the receipt's own period counts
) -> Receipt:
    if stated and row["period_start"] is not None and row["period_end"] is not None:
        start, end = day_number(row["period_start"]), day_number(row["period_end"])
    else:
        start, end = spans.get(row["receipt_id"], (0, 0))
    return Receipt(row["receipt_id"], rank, start, end, frozenset(row["area_codes"] or ()))


def _spans(evidence: Evidence, source: str) -> dict[str, tuple[int, int]]:
    events = evidence.table("events")
    of_source = events.filter(events.source == source).group_by("receipt_id")
    spans: pa.Table = evidence.arrow(of_source.agg(first=events.on.min(), last=events.on.max()))
    return {
        row["receipt_id"]: (day_number(row["first"]), day_number(row["last"]) + 1)
        for row in spans.to_pylist()
    }
