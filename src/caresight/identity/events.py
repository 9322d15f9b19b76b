"""The life of a home, told from the lives of its registered places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caresight.identity.grouping import Group
from caresight.identity.links import Link, providers_agree
from caresight.identity.places import Moment, Place

STATED, INFERRED = 0.99, 0.8
"""How surely a home opened or closed: by the register's date, or by complete editions."""

LONGEST_HANDOVER_GAP = timedelta(days=366)
"""A home that was empty for longer closed and was opened again."""


@dataclass(frozen=True)
class Unknown:
    """Published links to locations that we hold nothing else of."""

    predecessors: Mapping[str, str]
    successors: Mapping[str, str]


@dataclass(frozen=True)
class _Teller:
    home_id: str
    register: str

    def event(self, kind: str, place: Place, moment: Moment, **more: Any) -> dict[str, Any]:
        return {
            "home_id": self.home_id,
            "kind": kind,
            "on": moment.on,
            "not_before": moment.not_before,
            "location_id": place.location_id,
            "successor_location_id": None,
            "register": self.register,
            "area_code": place.area_code,
            "name": place.name,
            "postcode": place.postcode,
            "method": "published dates" if moment.is_exact else "edition",
            "confidence": STATED if moment.is_exact else INFERRED,
            **more,
        }


def events_of(
    home_id: str, register: str, group: Group, places: Mapping[str, Place], unknown: Unknown
) -> list[dict[str, Any]]:
    """The events of one home, in the order of their days."""
    teller = _Teller(home_id, register)
    members = sorted(
        (places[one] for one in group.members if one in places),
        key=lambda p: (p.start.on if p.start else date.min, p.seen_first, p.location_id),
    )
    told = [
        *_beginning(teller, members, unknown),
        *(event for link in group.links for event in _handover(teller, link, places)),
        *_ending(teller, members, unknown),
        *(event for place in members for event in _dormancy(teller, place)),
    ]
    return sorted(told, key=lambda event: (event["on"], event["kind"], event["location_id"]))


def _beginning(
    teller: _Teller, members: Sequence[Place], unknown: Unknown
) -> Iterator[dict[str, Any]]:
    first = members[0]
    if first.start is None or min(place.seen_first for place in members) < first.start.earliest:
        return
    if predecessor := unknown.predecessors.get(first.location_id):
        yield teller.event(
            "changed_hands",
            first,
            first.start,
            location_id=predecessor,
            successor_location_id=first.location_id,
            method="published",
        )
    else:
        yield teller.event("opened", first, first.start)


def _ending(
    teller: _Teller, members: Sequence[Place], unknown: Unknown
) -> Iterator[dict[str, Any]]:
    ends = [(place.end.on, place.location_id, place) for place in members if place.end]
    if len(ends) < len(members):
        return
    last = max(ends, key=lambda end: end[:2])[2]
    assert last.end is not None  # noqa: S101 - only places with an end are listed above
    if successor := unknown.successors.get(last.location_id):
        yield teller.event(
            "changed_hands",
            last,
            last.end,
            successor_location_id=successor,
            method="published",
        )
    else:
        yield teller.event("closed", last, last.end)


def _handover(teller: _Teller, link: Link, places: Mapping[str, Place]) -> Iterator[dict[str, Any]]:
    earlier, later = places.get(link.earlier), places.get(link.later)
    if link.kind != "succession" or earlier is None or later is None or earlier.end is None:
        return
    if earlier.is_derived or later.is_derived:
        return
    if later.start and later.start.earliest - earlier.end.on > LONGEST_HANDOVER_GAP:
        yield teller.event("closed", earlier, earlier.end)
        yield teller.event("reopened", later, later.start)
        return
    same_provider = providers_agree(earlier, later) and not link.says_changed_hands
    yield teller.event(
        "re_registered" if same_provider else "changed_hands",
        earlier,
        _moment(earlier.end, later),
        successor_location_id=later.location_id,
        method=link.method,
        confidence=link.confidence,
    )


def _moment(end: Moment, later: Place) -> Moment:
    """When hands changed: the day stated, or the days that both bounds allow."""
    start = later.start
    if start is None:
        return Moment(min(end.on, later.seen_first), end.not_before)
    if start.is_exact or end.is_exact:
        return start if start.is_exact else end
    bounds = max(day for day in (start.not_before, end.not_before) if day)
    on = min(start.on, end.on)
    return Moment(on, bounds) if bounds < on else Moment(max(start.on, end.on), bounds)


def _dormancy(teller: _Teller, place: Place) -> Iterator[dict[str, Any]]:
    if place.dormant_from:
        yield teller.event("dormant", place, Moment(place.dormant_from))
    if place.in_use_from and place.dormant_said:
        yield teller.event("reopened", place, Moment(place.in_use_from, place.dormant_said))
