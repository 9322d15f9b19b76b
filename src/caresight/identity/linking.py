"""Homes above locations: which registered places are one building and its residents.

Pure: the same evidence gives the same homes, whatever the order in which it is given.
"""

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from caresight.identity.aliases import Named, take_in_aliases
from caresight.identity.events import Unknown, events_of
from caresight.identity.grouping import Group, groups_of, word_of
from caresight.identity.links import Link, inferred_links, published_links
from caresight.identity.places import Coverage, Place, places_of
from caresight.lake.schema import arrow_schema, table_of


@dataclass(frozen=True)
class Homes:
    """The locations of each home, and what happened to it."""

    homes: pa.Table
    """Columns of the `homes` table."""
    home_events: pa.Table
    """Columns of the `home_events` table."""


def link_homes(
    *,
    histories: pa.Table,
    coverage: pa.Table,
    relationships: pa.Table,
    confirmations: pa.Table,
) -> Homes:
    """Find the homes of every register.

    Parameters
    ----------
    histories
        One row per register and location, as `histories.histories` makes them.
    coverage
        Columns register, area_code and published_on: the complete editions.
    relationships, confirmations
        As known, with the columns of their tables.
    """
    homes: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for register in sorted(set(histories["register"].to_pylist())):
        known = _Known(
            register=register,
            histories=_only(histories, register),
            coverage=_only(coverage, register),
            relationships=_only(relationships, register).to_pylist(),
            confirmations=confirmations.to_pylist(),
        )
        for rows, told in _homes_of(known):
            homes += rows
            events += told
    return Homes(
        table_of(homes, arrow_schema("homes")),
        table_of(events, arrow_schema("home_events")),
    )


@dataclass(frozen=True)
class _Known:
    register: str
    histories: pa.Table
    coverage: pa.Table
    relationships: list[dict[str, Any]]
    confirmations: list[dict[str, Any]]


def _only(table: pa.Table, register: str) -> pa.Table:
    return table.filter(pc.equal(table["register"], register))


def _homes_of(known: _Known) -> list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    days = zip(
        known.coverage["area_code"].to_pylist(),
        known.coverage["published_on"].to_pylist(),
        strict=True,
    )
    is_care_home = pc.is_valid(known.histories["care_last"])
    every = places_of(known.histories.filter(is_care_home), Coverage(days))
    named = take_in_aliases(every)
    by_id = {place.location_id: place for place in named.places}
    all_by_id = {place.location_id: place for place in every} | by_id
    word = word_of(known.confirmations, all_by_id)
    stated = published_links(known.relationships, by_id)
    links = _in_order(named, list(word.same), stated, inferred_links(named.places, stated))
    unknown = _unknown(known.relationships, set(known.histories["location_id"].to_pylist()))
    taken: dict[str, str] = {}
    found = []
    for group in groups_of(all_by_id, links, word.different):
        home_id = _home_id(known.register, group, all_by_id, taken)
        rows = _rows(home_id, known.register, group, all_by_id)
        live = by_id if any(one in by_id for one in group.members) else all_by_id
        found.append((rows, events_of(home_id, known.register, group, live, unknown)))
    return found


def _in_order(
    named: Named, said: list[Link], stated: list[Link], inferred: list[Link]
) -> list[Link]:
    """A person's word, then the register's, then the rest from the surest down."""
    rest = sorted(
        [*named.links, *inferred], key=lambda link: (-link.confidence, link.earlier, link.later)
    )
    said_pairs = {frozenset((link.earlier, link.later)) for link in said}
    return said + [
        link for link in stated + rest if frozenset((link.earlier, link.later)) not in said_pairs
    ]


def _unknown(relationships: Sequence[Mapping[str, Any]], described: set[str]) -> Unknown:
    """Links to locations that no file describes; one that is no care home is no successor."""
    predecessors, successors = {}, {}
    for row in sorted(relationships, key=lambda r: str(r["related_location_id"])):
        if row["related_location_id"] and row["related_location_id"] not in described:
            if row["relation"] == "predecessor":
                predecessors[row["location_id"]] = row["related_location_id"]
            elif row["relation"] == "successor":
                successors[row["location_id"]] = row["related_location_id"]
    return Unknown(predecessors, successors)


def _home_id(
    register: str, group: Group, places: Mapping[str, Place], taken: dict[str, str]
) -> str:
    """An id from the location by which we first knew the home: later knowledge keeps it."""
    founding = min(
        (places[one] for one in group.members),
        key=lambda p: (
            p.first_known,
            p.start.on if p.start and p.start.is_exact else date.max,
            p.seen_first,
            p.location_id,
        ),
    )
    key = f"{register}/{founding.location_id}"
    attempt = key
    while True:
        digest = hashlib.sha256(attempt.encode()).digest()
        home_id = "H" + b32encode(digest).decode()[:8]
        if taken.setdefault(home_id, key) == key:
            return home_id
        attempt += "+"


def _rows(
    home_id: str, register: str, group: Group, places: Mapping[str, Place]
) -> list[dict[str, Any]]:
    current = _current([places[one] for one in group.members])
    rows = []
    for one in group.members:
        place, link = places[one], _surest(group, one)
        rows.append(
            {
                "home_id": home_id,
                "register": register,
                "location_id": one,
                "from_on": place.start.on if place.start else None,
                "to_on": place.end.on if place.end else None,
                "is_current": one in current,
                "link_method": link.method if link else "sole",
                "confidence": link.confidence if link else 1.0,
                "confirmed_by": link.confirmed_by or None if link else None,
            }
        )
    return rows


def _surest(group: Group, location_id: str) -> Link | None:
    own = [link for link in group.links if location_id in (link.earlier, link.later)]
    return max(own, key=lambda link: (link.confidence, link.method == "person"), default=None)


def _current(members: Sequence[Place]) -> set[str]:
    """Who speaks for the home: every open registration, else the one that ended last.

    A name without an id speaks only where there is no id. While one owner takes over from
    another both are registered; then the later one speaks.
    """
    registered = [place for place in members if not place.is_derived] or list(members)
    lasting = [place for place in registered if place.end is None]
    if lasting:
        return {place.location_id for place in lasting}
    last = max(registered, key=lambda p: (p.end.on if p.end else date.max, p.location_id))
    return {last.location_id}
