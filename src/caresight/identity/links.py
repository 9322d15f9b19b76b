"""Which pairs of places are one home, by which method, and how surely.

Two kinds of pair: one follows the other, or both are registrations of one building at the
same time. What is published outranks what is inferred, and a person outranks both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Literal

from caresight.identity.likeness import (
    ALIKE,
    are_named_equally,
    beds_agree,
    beds_differ,
    compare_addresses,
    is_named_in_address,
    is_street_postcode,
    name_likeness,
)
from caresight.identity.places import Place

Method = Literal["person", "published", "uprn", "postcode_name"]

LONGEST_HANDOVER = timedelta(days=200)
"""A new owner registers before the old one leaves; five months were seen in Oldham."""
LONGEST_PAUSE = timedelta(days=92)
"""Between owners, where nothing but the place is the same."""
LONGEST_GAP = timedelta(days=730)
"""Between owners, where the name is the same too."""


@dataclass(frozen=True)
class Link:
    """Two places that are one home."""

    earlier: str
    later: str
    kind: Literal["succession", "dual", "same"]
    method: Method
    confidence: float
    confirmed_by: str = ""
    says_changed_hands: bool = False
    """A person said in so many words that the home changed hands."""


def published_links(
    relationships: Iterable[Mapping[str, Any]], places: Mapping[str, Place]
) -> list[Link]:
    """Links that the register itself states, between places that we know."""
    found = {}
    for row in relationships:
        one, other = row["location_id"], row["related_location_id"]
        if one not in places or other not in places or one == other:
            continue
        if row["relation"] == "predecessor":
            one, other = other, one
        kind: Literal["succession", "dual"] = "dual" if row["relation"] == "dual" else "succession"
        if kind == "dual":
            one, other = sorted((one, other))
        found[one, other] = Link(one, other, kind, "published", 0.99)
    return [found[pair] for pair in sorted(found)]


def inferred_links(places: Sequence[Place], taken: Iterable[Link]) -> list[Link]:
    """Links by property number, then by postcode with name, address and beds.

    Each place follows at most one and is followed by at most one: the likeliest.
    """
    followed = {link.earlier for link in taken if link.kind == "succession"}
    following = {link.later for link in taken if link.kind == "succession"}
    candidates = [link for one, other in _neighbours(places) for link in _judged(one, other)]
    chosen = []
    for link in sorted(candidates, key=lambda c: (-c.confidence, c.earlier, c.later)):
        if link.kind == "succession":
            if link.earlier in followed or link.later in following:
                continue
            followed.add(link.earlier)
            following.add(link.later)
        chosen.append(link)
    return chosen


def _neighbours(places: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if place.uprn:
            groups["uprn", place.uprn].append(place)
        if is_street_postcode(place.folded_postcode):
            groups["postcode", place.folded_postcode].append(place)
    seen = set()
    for group in groups.values():
        for one, other in combinations(group, 2):
            pair = (one.location_id, other.location_id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def _judged(one: Place, other: Place) -> Iterator[Link]:
    for earlier, later in ((one, other), (other, one)):
        if (confidence := _succession(earlier, later)) > 0:
            yield _link(earlier, later, "succession", confidence)
    if (confidence := _dual(one, other)) > 0:
        yield _link(one, other, "dual", confidence)


def _link(
    earlier: Place, later: Place, kind: Literal["succession", "dual"], confidence: float
) -> Link:
    method: Method = "uprn" if _share_property(earlier, later) else "postcode_name"
    return Link(earlier.location_id, later.location_id, kind, method, confidence)


def _share_property(one: Place, other: Place) -> bool:
    return one.uprn != "" and one.uprn == other.uprn


def _succession(earlier: Place, later: Place) -> float:
    """How surely the later place follows the earlier one; 0 where it does not."""
    timing = _timing(earlier, later)
    if timing == "apart":
        return 0.0
    alike = name_likeness(earlier, later) >= ALIKE
    if _share_property(earlier, later):
        return _by_property(earlier, later, alike=alike, at_once=timing == "at once")
    if alike:
        return _by_name(earlier, later, at_once=timing == "at once")
    return _by_place(earlier, later) if timing == "at once" else 0.0


def _by_property(earlier: Place, later: Place, *, alike: bool, at_once: bool) -> float:
    if alike:
        return 0.97 if at_once else 0.9
    return 0.9 if at_once and _may_be_renamed(earlier, later) else 0.0


def _by_name(earlier: Place, later: Place, *, at_once: bool) -> float:
    certainty = {"same": (0.95, 0.8), "unknown": (0.9, 0.7), "different": (0.75, 0.0)}
    return certainty[compare_addresses(earlier, later)][0 if at_once else 1]


def _by_place(earlier: Place, later: Place) -> float:
    if not _may_be_renamed(earlier, later):
        return 0.0
    if is_named_in_address(earlier, later):
        return 0.85
    address = compare_addresses(earlier, later)
    if address == "unknown":
        return 0.65 if beds_agree(earlier, later) else 0.0
    return 0.8 if address == "same" else 0.0


def _may_be_renamed(earlier: Place, later: Place) -> bool:
    """Whether two names may be one home's: never two that one edition listed side by side."""
    if beds_differ(earlier, later) or later.start is None or earlier.end is None:
        return False
    exact = later.start.is_exact and earlier.end.is_exact
    return exact or later.seen_first > earlier.seen_last


def _timing(earlier: Place, later: Place) -> Literal["at once", "after a gap", "apart"]:
    """Whether the later place began about when the earlier one ended."""
    if earlier.end is None or not _outlives(later, earlier):
        return "apart"
    if later.start is None:
        begins, began = date.min, later.seen_first
        if later.seen_first <= earlier.seen_last:
            return "apart"
    else:
        begins, began = later.start.earliest, later.start.on
    if earlier.end.earliest - began > LONGEST_HANDOVER:
        return "apart"
    if begins <= earlier.end.on or began - earlier.end.earliest <= LONGEST_PAUSE:
        return "at once"
    return "after a gap" if begins - earlier.end.on <= LONGEST_GAP else "apart"


def _outlives(later: Place, earlier: Place) -> bool:
    """Whether one surely began after the other and ended after it.

    Two registrations of one building come and go together; that is no succession.
    """
    if later.start and earlier.start and later.start.earliest <= earlier.start.on:
        return False
    if later.end is None or earlier.end is None:
        return True
    return later.end.earliest > earlier.end.on


def _dual(one: Place, other: Place) -> float:
    """How surely two places are one building, registered by two providers at once."""
    if one.is_derived or other.is_derived or providers_agree(one, other) is not False:
        return 0.0
    if not _overlap(one, other) or not are_named_equally(one, other):
        return 0.0
    if compare_addresses(one, other) == "different":
        return 0.0
    return 0.95 if _share_property(one, other) else 0.9


def _overlap(one: Place, other: Place) -> bool:
    """Whether they were registered at the same time, and not only while one took over."""
    side_by_side = max(one.seen_first, other.seen_first) <= min(one.seen_last, other.seen_last)
    if not side_by_side and (one.start is None or other.start is None):
        return False
    return _timing(one, other) == _timing(other, one) == "apart" and not (
        _ended_before(one, other) or _ended_before(other, one)
    )


def _ended_before(one: Place, other: Place) -> bool:
    began = other.start.earliest if other.start else date.min
    return one.end is not None and one.end.on < began


def providers_agree(one: Place, other: Place) -> bool | None:
    """Whether the providers are the same legal body; None where one is not known."""
    if one.provider_id and other.provider_id:
        return one.provider_id == other.provider_id
    if one.provider_name and other.provider_name:
        return one.provider_name.casefold().split() == other.provider_name.casefold().split()
    return None
