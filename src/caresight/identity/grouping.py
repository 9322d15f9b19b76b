"""Joining linked places into homes, with a person's word above everything.

Links are taken from the surest down; one that would bring together two places that a
person has told apart is dropped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from caresight.identity.links import Link
from caresight.identity.places import Place

Pair = frozenset[str]


@dataclass(frozen=True)
class Word:
    """What people have said: pairs that are one home, and pairs that are two."""

    same: tuple[Link, ...]
    different: frozenset[Pair]


def word_of(confirmations: Iterable[Mapping[str, Any]], places: Mapping[str, Place]) -> Word:
    """People's last word on each pair of places that we know."""
    last: dict[Pair, Mapping[str, Any]] = {}
    for row in sorted(confirmations, key=lambda row: row["known_from"]):
        pair = frozenset((row["location_id"], row["other_location_id"]))
        if len(pair) == 2 and pair <= places.keys():
            last[pair] = row
    same = tuple(
        _said_same(row, places)
        for pair, row in sorted(last.items(), key=lambda i: sorted(i[0]))
        if row["same_home"]
    )
    return Word(same, frozenset(pair for pair, row in last.items() if not row["same_home"]))


def _said_same(row: Mapping[str, Any], places: Mapping[str, Place]) -> Link:
    one, other = sorted(
        (places[row["location_id"]], places[row["other_location_id"]]),
        key=lambda p: (p.start.on if p.start else p.seen_first, p.seen_last, p.location_id),
    )
    is_dual = row["kind"] == "dual_registration"
    return Link(
        one.location_id,
        other.location_id,
        "dual" if is_dual else "succession",
        "person",
        1.0,
        confirmed_by=row["confirmed_by"] or "",
        says_changed_hands=row["kind"] == "changed_hands",
    )


@dataclass(frozen=True)
class Group:
    """The places of one home and the links that hold them together."""

    members: tuple[str, ...]
    links: tuple[Link, ...]


def groups_of(ids: Iterable[str], links: Iterable[Link], different: frozenset[Pair]) -> list[Group]:
    """Join places by links, the surest first; every place is in exactly one group."""
    members = {one: {one} for one in ids}
    kept: dict[str, list[Link]] = {one: [] for one in members}
    for link in links:
        one, other = members[link.earlier], members[link.later]
        if _told_apart(one, other, different):
            continue
        if one is not other:
            smaller, larger = sorted((one, other), key=len)
            larger |= smaller
            for place in smaller:
                members[place] = larger
        kept[link.earlier].append(link)
    seen: dict[int, set[str]] = {id(group): group for group in members.values()}
    return [
        Group(tuple(sorted(group)), tuple(link for one in sorted(group) for link in kept[one]))
        for group in sorted(seen.values(), key=min)
    ]


def _told_apart(one: set[str], other: set[str], different: frozenset[Pair]) -> bool:
    return any(
        (a in one and b in other) or (b in one and a in other)
        for a, b in (sorted(pair) for pair in different)
    )
