"""Which line of a list by organisation code speaks for which home, how it was found, how surely.

The register's organisation code counts first. A name counts only within the health area that
the list gives, and only where one line and one home bear it: two that fit are left unmatched.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from caresight.maturity.definition import Maturity
from caresight.vocabulary.areas import area_name
from caresight.vocabulary.areas import fold_name as fold_area

ODS_CODE, PARENT_CODE = "ods_code", "parent_code"
NAME_IN_AREA, HEAD_OFFICE_NAME = "name_in_area", "head_office_name"

_LEGAL = re.compile(r"\b(ltd|limited|llp|plc|cic|the)\b")
_KIND = re.compile(r"\b(care|nursing|residential|rest)( and (care|nursing|residential))? homes?$")
_NOT_A_PLACE = re.compile(r"\b(nhs|ccg|icb|integrated|care|board|clinical|commissioning|group)\b")


@dataclass(frozen=True)
class Organisation:
    """A line of a list."""

    ods_code: str
    name: str
    sector: str = ""
    health_area: str = ""
    parent_code: str = ""


@dataclass(frozen=True)
class Place:
    """A home, as registers know it."""

    home_id: str
    ods_codes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    provider_id: str = ""
    provider_name: str = ""
    area_codes: frozenset[str] = frozenset()
    health_areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Match:
    """A line that speaks for a home."""

    ods_code: str
    home_id: str
    method: str
    confidence: float

    @property
    def is_head_office(self) -> bool:
        """Whether the line is that of the head office."""
        return self.method in (PARENT_CODE, HEAD_OFFICE_NAME)


@dataclass(frozen=True)
class Matched:
    """Every match, and the lines for which two homes fit."""

    matches: Sequence[Match] = ()
    ambiguous: frozenset[str] = field(default_factory=frozenset)


def match(
    organisations: Iterable[Organisation], places: Sequence[Place], definition: Maturity
) -> Matched:
    """Find the home of each line that can be found."""
    lines = {one.ods_code: one for one in organisations}
    sure = {one.code: one.confidence for one in definition.matching}
    found: list[tuple[str, str, str]] = []
    ambiguous: set[str] = set()
    if ODS_CODE in sure:
        found += _by_code(lines, places)
    if NAME_IN_AREA in sure:
        by_name, ambiguous = _by_name(lines, places, found, definition.home_sectors)
        found += by_name
    if PARENT_CODE in sure:
        found += _by_parent(lines, found)
    if HEAD_OFFICE_NAME in sure:
        found += _by_provider(lines, places, found, definition.head_office_sectors)
    return Matched(
        [Match(code, home_id, method, sure[method]) for code, home_id, method in found],
        frozenset(ambiguous),
    )


def name_key(name: str) -> str:
    """A home's name as it is compared: without the legal form and the kind of home."""
    without = owner_key(name)
    return " ".join(_KIND.sub(" ", without).split()) or without


def owner_key(name: str) -> str:
    """A firm's name as it is compared: only the legal form is left out."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("'", "").replace("&", " and "))
    return " ".join(_LEGAL.sub(" ", words).split())


def _by_code(
    lines: Mapping[str, Organisation], places: Sequence[Place]
) -> list[tuple[str, str, str]]:
    return [
        (code, place.home_id, ODS_CODE)
        for place in places
        for code in sorted(place.ods_codes)
        if code in lines
    ]


def _by_parent(
    lines: Mapping[str, Organisation], found: Iterable[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    pairs = {
        (lines[code].parent_code, home_id)
        for code, home_id, _ in found
        if lines[code].parent_code in lines and lines[code].parent_code != code
    }
    return [(parent, home_id, PARENT_CODE) for parent, home_id in sorted(pairs)]


def _by_name(
    lines: Mapping[str, Organisation],
    places: Sequence[Place],
    found: Sequence[tuple[str, str, str]],
    sectors: Iterable[str],
) -> tuple[list[tuple[str, str, str]], set[str]]:
    """Lines whose name one home alone bears in their health area, and those with two."""
    coded, wanted = {code for code, _, _ in found}, set(sectors)
    having = {home_id for _, home_id, _ in found}
    areas = _areas_of(lines, places, found)
    by_key: dict[str, list[Place]] = {}
    for place in places:
        for key in {name_key(name) for name in place.names} - {""}:
            by_key.setdefault(key, []).append(place)
    claims: dict[str, list[str]] = {}
    ambiguous = set()
    for code, line in lines.items():
        if code in coded or line.sector not in wanted or not line.health_area:
            continue
        near = [p for p in by_key.get(name_key(line.name), ()) if _lies_in(p, line, areas)]
        if len(near) == 1:
            claims.setdefault(near[0].home_id, []).append(code)
        elif near:
            ambiguous.add(code)
    matches = []
    for home_id, codes in claims.items():
        # A home that its own code found already, or that two lines claim, is no proof.
        if home_id in having or len(codes) > 1:
            ambiguous.update(codes)
        else:
            matches.append((codes[0], home_id, NAME_IN_AREA))
    return matches, ambiguous


def _by_provider(
    lines: Mapping[str, Organisation],
    places: Sequence[Place],
    found: Sequence[tuple[str, str, str]],
    sectors: Iterable[str],
) -> list[tuple[str, str, str]]:
    """Lines that bear the name of a registered provider, where no other line or provider does.

    A line that gives its health area must have a home of the provider there.
    """
    spoken_for, wanted = {code for code, _, _ in found}, set(sectors)
    areas = _areas_of(lines, places, found)
    offices: dict[str, list[Organisation]] = {}
    for code, line in lines.items():
        if line.sector in wanted and code not in spoken_for:
            offices.setdefault(owner_key(line.name), []).append(line)
    run: dict[str, list[Place]] = {}
    for place in places:
        if place.provider_id and owner_key(place.provider_name):
            run.setdefault(owner_key(place.provider_name), []).append(place)
    matches = []
    for key, some in offices.items():
        homes = run.get(key, [])
        alone = len(some) == 1 and len({home.provider_id for home in homes}) == 1
        near = alone and (
            not some[0].health_area or any(_lies_in(home, some[0], areas) for home in homes)
        )
        if near:
            matches += [(some[0].ods_code, home.home_id, HEAD_OFFICE_NAME) for home in homes]
    return matches


def _areas_of(
    lines: Mapping[str, Organisation],
    places: Sequence[Place],
    found: Iterable[tuple[str, str, str]],
) -> dict[str, set[str]]:
    """Councils of each health area: those of homes in it, of homes found by code, of its name."""
    by_id = {place.home_id: place for place in places}
    areas: dict[str, set[str]] = {}
    for place in places:
        for name in place.health_areas:
            areas.setdefault(name.casefold(), set()).update(place.area_codes)
    for code, home_id, _ in found:
        areas.setdefault(lines[code].health_area.casefold(), set()).update(
            by_id[home_id].area_codes
        )
    councils = {code: fold_area(area_name(code)) for p in places for code in p.area_codes}
    for name in {line.health_area for line in lines.values()} - {""}:
        words = f" {' '.join(_NOT_A_PLACE.sub(' ', fold_area(name)).split())} "
        named = {code for code, council in councils.items() if f" {council} " in words}
        areas.setdefault(name.casefold(), set()).update(named)
    return areas


def _lies_in(place: Place, line: Organisation, areas: Mapping[str, set[str]]) -> bool:
    name = line.health_area.casefold()
    if name in {area.casefold() for area in place.health_areas}:
        return True
    return bool(place.area_codes & areas.get(name, set()))
