"""Homes as known: the evidence is reduced by the engine, then linked in plain Python."""

from datetime import datetime

import ibis
import pyarrow as pa

from caresight.identity.histories import histories
from caresight.identity.linking import Homes, link_homes
from caresight.lake.as_at import Evidence
from caresight.lake.lake import Lake
from caresight.lake.schema import arrow_schema, table_of
from caresight.vocabulary.refusal import Refusal

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
    return pa.concat_tables([table_of(rows, _COVERAGE), evidence.arrow(listed).cast(_COVERAGE)])


def confirm_link(
    lake: Lake,
    *,
    location_id: str,
    other_location_id: str,
    same_home: bool,
    kind: str,
    confirmed_by: str,
    reason: str,
    at: datetime,
) -> None:
    """Keep a person's word on whether two locations are one home; it outranks the machine.

    Raises
    ------
    Refusal
        If a location is not known, both are the same, or who or why is not said.
    """
    if location_id == other_location_id:
        raise Refusal("the two locations are the same", came=location_id)
    for name, text in (("--by", confirmed_by), ("--reason", reason)):
        if not text.strip():
            raise Refusal(f"{name} is empty", what_to_do="say who decided, by role, and why.")
    registers = {one: _register_of(lake, one) for one in (location_id, other_location_id)}
    if len(set(registers.values())) > 1:
        raise Refusal(
            "the two locations are of different registers",
            came=", ".join(f"{one} of {register}" for one, register in registers.items()),
        )
    row = {
        "location_id": location_id,
        "other_location_id": other_location_id,
        "same_home": same_home,
        "kind": kind,
        "confirmed_by": confirmed_by.strip(),
        "reason": reason.strip(),
        "known_from": at,
    }
    with lake.writing("confirmation", at) as writer:
        writer.append("confirmations", table_of([row], arrow_schema("confirmations")))


def _register_of(lake: Lake, location_id: str) -> str:
    found = lake.read_at(
        lake.versions(), "locations", where={"location_id": location_id}, columns=["register"]
    )
    if not found.num_rows:
        raise Refusal(
            f"no landed file names the location {location_id!r}",
            what_to_do="check the id: it is the register's, with its leading zeros.",
        )
    return str(found["register"][0].as_py())
