"""Editions without ids: a name and postcode stand for a location until its id is known.

The Trafford editions before 2020 give no ids. What they show belongs to the location that
later bears the same name at the same postcode; it is never a change of hands.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caresight.identity.likeness import ALIKE, name_likeness
from caresight.identity.links import Link
from caresight.identity.places import Place


@dataclass(frozen=True)
class Named:
    """Places, with what was seen of them by name alone taken in."""

    places: list[Place]
    """Every place but the aliases."""
    aliases: list[Place]
    links: list[Link]
    """From each alias to the places it stands for."""


def take_in_aliases(places: Sequence[Place]) -> Named:
    """Give to each place what was seen of it by name and postcode alone."""
    by_postcode: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if not place.is_derived:
            by_postcode[place.folded_postcode].append(place)
    links: list[Link] = []
    aliases: list[Place] = []
    seen: dict[str, Place] = {}
    for alias in (place for place in places if place.is_derived):
        bearers = _bearers(alias, by_postcode.get(alias.folded_postcode, []))
        if bearers:
            aliases.append(alias)
        for bearer in bearers:
            seen[bearer.location_id] = _earlier_sight(seen.get(bearer.location_id, bearer), alias)
            links.append(Link(alias.location_id, bearer.location_id, "same", "postcode_name", 0.9))
    taken_in = {alias.location_id for alias in aliases}
    kept = [
        seen.get(place.location_id, place) for place in places if place.location_id not in taken_in
    ]
    return Named(kept, aliases, links)


def _bearers(alias: Place, neighbours: Sequence[Place]) -> list[Place]:
    """The places that the name may stand for: of the most alike, those first seen.

    Those that came later under the same name took over from them.
    """
    likeness = {place.location_id: name_likeness(alias, place) for place in neighbours}
    best = max(likeness.values(), default=0.0)
    if best < ALIKE:
        return []
    alike = [place for place in neighbours if likeness[place.location_id] == best]
    first = min(place.seen_first for place in alike)
    return [place for place in alike if place.seen_first == first]


def _earlier_sight(place: Place, alias: Place) -> Place:
    seen_first = min(place.seen_first, alias.seen_first)
    # An id that is new in an edition does not make the home new if its name was there before.
    was_there = place.start is not None and not place.start.is_exact
    start = None if was_there and alias.seen_first < place.seen_first else place.start
    return replace(place, seen_first=seen_first, start=start)
