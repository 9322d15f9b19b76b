"""How alike two places are by name, address and beds.

Thresholds were set by hand on the published successions of one council and on six
editions of another; `docs/methods/home-identity.md` gives the figures.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from caresight.identity.places import Place
from caresight.vocabulary.identifiers import fold_name

ALIKE = 0.85
_NUMBER = re.compile(r"\b(\d+)[a-z]?(?:\s*[-–]\s*(\d+)[a-z]?)?\s+[a-z]", re.IGNORECASE)
_UK_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z0-9]?\d[A-Z]{2}")
_WIDEST_RANGE = 60

Address = Literal["same", "different", "unknown"]


def is_street_postcode(folded: str) -> bool:
    """Whether a postcode is of the British kind, which names some fifteen addresses.

    An American code names a town: it says nothing about who follows whom.
    """
    return _UK_POSTCODE.fullmatch(folded) is not None


def name_likeness(one: Place, other: Place) -> float:
    """How alike the names are, 0 to 1: the best of the last and the first name of each."""
    return max(
        _likeness(_folded(a), _folded(b))
        for a in {one.name, one.first_name}
        for b in {other.name, other.first_name}
    )


def are_named_equally(one: Place, other: Place) -> bool:
    """Whether the names are the same but for the words that nearly every home bears."""
    return _joined(_folded(one.name)) == _joined(_folded(other.name)) != ""


def is_named_in_address(one: Place, other: Place) -> bool:
    """Whether one's name is the name of the building in the other's address."""
    return _names_building(one.first_name, other.address) or _names_building(
        other.first_name, one.address
    )


def compare_addresses(one: Place, other: Place) -> Address:
    """Compare house numbers; a street alone says nothing, as the postcode says it already."""
    a, b = _house_numbers(one.address), _house_numbers(other.address)
    if not a or not b:
        return "unknown"
    return "same" if a & b else "different"


def beds_differ(one: Place, other: Place) -> bool:
    """Whether one has more than twice the beds of the other."""
    if one.beds is None or other.beds is None:
        return False
    return max(one.beds, other.beds) > 2 * min(one.beds, other.beds)


def beds_agree(one: Place, other: Place) -> bool:
    """Whether both state their beds and state the same."""
    return one.beds is not None and one.beds == other.beds


@lru_cache(maxsize=100_000)
def _folded(name: str) -> str:
    return fold_name(name)


@lru_cache(maxsize=100_000)
def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if _joined(one) == _joined(other):
        return 1.0
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    if fewer <= more and max(map(len, fewer)) >= 3:
        return 0.9
    return SequenceMatcher(None, _joined(one), _joined(other), autojunk=False).ratio()


def _joined(folded: str) -> str:
    return folded.replace(" ", "")


def _names_building(name: str, address: str) -> bool:
    building = address.split(",", maxsplit=1)[0]
    words, held = set(_folded(name).split()), set(_folded(building).split())
    return bool(words) and words <= held and not re.search(r"\d", building)


@lru_cache(maxsize=100_000)
def _house_numbers(address: str) -> frozenset[int]:
    found = _NUMBER.search(address)
    if not found:
        return frozenset()
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    return (
        frozenset(range(first, last + 1))
        if first <= last <= first + _WIDEST_RANGE
        else (frozenset((first, last)))
    )
