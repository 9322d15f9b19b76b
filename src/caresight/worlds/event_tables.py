"""Ratings, 999 calls and safeguarding concerns of an invented world as evidence events."""

import numpy as np
import pyarrow as pa

from caresight.vocabulary.agencies import Agency
from caresight.worlds.incidents import (
    CALL_OUTCOMES,
    CATEGORIES,
    COMPLAINTS,
    Incidents,
)
from caresight.worlds.inspections import DOMAINS, latest
from caresight.worlds.publication import AMBULANCE, LATEST_RATINGS, SAFEGUARDING, editions
from caresight.worlds.stated import Columns, days, repeated, stated, worded
from caresight.worlds.system import System


def event_table(system: System, *, with_receipts: bool) -> pa.Table:
    """All events, agency by agency."""
    parts = [
        _ratings(system, with_receipts=with_receipts),
        _calls(system, with_receipts=with_receipts),
        _concerns(system, with_receipts=with_receipts),
    ]
    return pa.concat_tables(parts).unify_dictionaries()


def _calls(system: System, *, with_receipts: bool) -> pa.Table:
    calls = system.calls
    return _incidents(
        system,
        calls,
        AMBULANCE if with_receipts else None,
        {
            "kind": repeated("ambulance_incident", len(calls.home)),
            "detail": repeated(None, len(calls.home)),
            "topic": worded(COMPLAINTS, calls.what),
            "outcome": worded(CALL_OUTCOMES, calls.outcome),
            "agency": repeated(Agency.AMBULANCE, len(calls.home)),
        },
    )


def _concerns(system: System, *, with_receipts: bool) -> pa.Table:
    concerns = system.concerns
    return _incidents(
        system,
        concerns,
        SAFEGUARDING if with_receipts else None,
        {
            "kind": repeated("safeguarding_concern", len(concerns.home)),
            "detail": repeated(None, len(concerns.home)),
            "topic": worded(CATEGORIES, concerns.what),
            "outcome": worded(("no_enquiry", "led_to_enquiry"), concerns.enquiry.astype(np.int32)),
            "agency": repeated(Agency.SAFEGUARDING, len(concerns.home)),
        },
    )


def _incidents(
    system: System, incidents: Incidents, source: str | None, words: Columns
) -> pa.Table:
    count = len(incidents.home)
    on = system.months.starts[incidents.month] + incidents.minute // 1440
    columns: Columns = (
        {} if source is None else stated(source, system.months, incidents.month, None)
    )
    columns |= {
        "entity_type": repeated("location", count),
        "entity_id": worded(
            [location.location_id for location in system.locations.all],
            system.locations.current[incidents.home, incidents.month],
        ),
        "on": days(on),
        "amount": pa.nulls(count, pa.float64()),
        **words,
    }
    return _ordered(columns)


def _ratings(system: System, *, with_receipts: bool) -> pa.Table:
    """Each rating of a location once, as the first edition that has it says it."""
    locations, known, on, ratings = [], [], [], []
    for index, location in enumerate(system.locations.all):
        inspections, before = system.inspections[location.home], None
        for edition in editions(system.months):
            day = system.months.start(edition)
            found = latest(inspections, day) if location.is_listed(day) else before
            if found is not None and found is not before:
                locations.append(index)
                known.append(edition)
                on.append(found.published_on)
                ratings.append(found.ratings)
            before = found
    each = len(DOMAINS)
    count = len(locations) * each
    names = sorted({name for row in ratings for name in row})
    levels = np.array([names.index(name) for row in ratings for name in row], dtype=np.int32)
    columns: Columns = {}
    if with_receipts:
        columns = stated(
            LATEST_RATINGS, system.months, np.repeat(np.array(known, dtype=np.int32), each), None
        )
    columns |= {
        "entity_type": repeated("location", count),
        "entity_id": worded(
            [location.location_id for location in system.locations.all],
            np.repeat(np.array(locations, dtype=np.int32), each),
        ),
        "kind": repeated("rating", count),
        "on": days(np.repeat(np.array(on, dtype="datetime64[D]"), each)),
        "detail": worded(names, levels),
        "topic": worded(DOMAINS, np.tile(np.arange(each), len(locations))),
        "outcome": repeated(None, count),
        "amount": pa.nulls(count, pa.float64()),
        "agency": repeated(Agency.REGULATOR, count),
    }
    return _ordered(columns)


_ORDER = (
    "receipt_id", "source", "published_on", "known_from", "entity_type", "entity_id", "kind",
    "on", "detail", "topic", "outcome", "amount", "agency",
)  # fmt: skip


def _ordered(columns: Columns) -> pa.Table:
    return pa.table({name: columns[name] for name in _ORDER if name in columns})
