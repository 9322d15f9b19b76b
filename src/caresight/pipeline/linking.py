"""Homes as known: the evidence is reduced by the engine, then linked in plain Python."""

import ibis
import pyarrow as pa

from caresight.identity.histories import histories
from caresight.identity.linking import Homes, link_homes
from caresight.lake.as_at import Evidence

_COVERAGE = pa.schema(
    [("register", pa.string()), ("area_code", pa.string()), ("published_on", pa.date32())]
)


def homes_as_known(evidence: Evidence) -> Homes:
    """The homes of every register and their life, from the evidence as known."""
    return link_homes(
        histories=evidence.arrow(histories(evidence.table("locations"))),
        coverage=complete_editions(evidence),
        relationships=evidence.arrow("relationships"),
        confirmations=evidence.arrow("confirmations"),
    )


def complete_editions(evidence: Evidence) -> pa.Table:
    """Which areas of which register a complete edition covered, and when.

    An edition that names no areas covers those that it lists locations in.
    """
    receipts = evidence.table("receipts")
    complete = receipts.filter(receipts.complete)
    rows = [
        {"register": row["register"], "area_code": area, "published_on": row["published_on"]}
        for row in evidence.arrow(
            complete.select("register", "published_on", "area_codes")
        ).to_pylist()
        for area in row["area_codes"] or ()
    ]
    silent = complete.filter(
        complete.area_codes.isnull() | (complete.area_codes.length() == 0)
    ).select("receipt_id")
    locations = evidence.table("locations")
    listed = (
        locations.semi_join(silent, "receipt_id")
        .select(
            "register",
            area_code=ibis.coalesce(locations.area_code, locations.area_name, ""),
            published_on=locations.published_on,
        )
        .distinct()
    )
    return pa.concat_tables(
        [pa.Table.from_pylist(rows, schema=_COVERAGE), evidence.arrow(listed).cast(_COVERAGE)]
    )
