"""English councils with adult social care duties: codes, names, and how files spell them.

Codes and names are the Office for National Statistics' own; those of invented worlds stand
beside them. A name that is not known is not guessed: the area keeps the name that the file
gave, and no code.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Council:
    """A council and the region that it lies in."""

    code: str
    name: str
    region: str


_OTHER_SPELLINGS = {
    "bristol": "E06000023",
    "city of bristol": "E06000023",
    "hull": "E06000010",
    "kingston upon hull": "E06000010",
    "herefordshire": "E06000019",
    "durham": "E06000047",
    "medway towns": "E06000035",
    "saint helens": "E08000013",
    "southend": "E06000033",
    "bournemouth": "E06000058",
    "poole": "E06000058",
    "newcastle": "E08000021",
    "scilly isles": "E06000053",
    "city corporation": "E09000001",
    "blackburn": "E06000008",
    "bcp": "E06000058",
    "middlesborough": "E06000002",
}
_KINDS_OF_PLACE = re.compile(r"\b(city|district|boro|mdc|mbc|the|towns)\b")


@cache
def councils() -> dict[str, Council]:
    """Every council of England by its code."""
    return _read("england_councils.csv")


@cache
def invented_councils() -> dict[str, Council]:
    """The councils of invented worlds: no code of theirs is one of England's."""
    return _read("invented_councils.csv")


def _read(name: str) -> dict[str, Council]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    rows = (Council(**row) for row in csv.DictReader(text.splitlines()))
    return {council.code: council for council in rows}


@cache
def council_code(text: str) -> str | None:
    """The code of the council that a file names by code or name; None where unknown."""
    if text in councils() or text in invented_councils():
        return text
    folded = fold_name(text)
    known = _by_name().get(folded) or _OTHER_SPELLINGS.get(folded)
    return known or _by_bare_name().get(_bare(folded))


def area_name(code: str) -> str:
    """The council's name, or the code itself where it is not one that we know."""
    known = councils().get(code) or invented_councils().get(code)
    return known.name if known else code


@cache
def _by_name() -> dict[str, str]:
    both = {**invented_councils(), **councils()}
    return {fold_name(council.name): code for code, council in both.items()}


@cache
def _by_bare_name() -> dict[str, str]:
    """Codes by names without “city” and the like, where one council alone bears the rest."""
    bearers: dict[str, set[str]] = {}
    for folded, code in {**_by_name(), **_OTHER_SPELLINGS}.items():
        bearers.setdefault(_bare(folded), set()).add(code)
    return {bare: min(codes) for bare, codes in bearers.items() if bare and len(codes) == 1}


def _bare(folded: str) -> str:
    return " ".join(_KINDS_OF_PLACE.sub(" ", folded).split())


def fold_name(text: str) -> str:
    """A name of an area as it is compared: small letters, without what kind of council it is."""
    plain = text.casefold().replace("&", " and ")
    plain = re.sub(r"[^a-z]+", " ", plain)
    plain = re.sub(r"\b(council|borough|metropolitan|london|royal|county|ua|of)\b", " ", plain)
    return " ".join(plain.split()) or text.casefold()
