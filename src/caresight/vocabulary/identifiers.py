"""Registers' identifiers and postcodes: opaque text, never parsed, compared after folding.

Identifiers keep their leading zeros. A home known only by its name in a file gets a
derived identifier, marked so that nobody takes it for the register's.
"""

import re
import unicodedata

DERIVED = "name:"
"""Prefix of an identifier that we derived because the file gave none."""

_NOISE = re.compile(
    r"\b(the|care|home|homes|nursing|residential|house|centre|center|limited|ltd|rest|"
    r"llc|inc|and)\b"
)


def fold_postcode(text: str | None) -> str:
    """A postcode in capitals without spaces, for comparing; empty where there is none."""
    return re.sub(r"[^A-Z0-9]", "", (text or "").upper())


def fold_name(text: str | None) -> str:
    """A name without accents, punctuation and the words that nearly every home bears."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    spaced = re.sub(r"[^a-z0-9]+", " ", plain.casefold().replace("'", ""))
    folded = " ".join(_NOISE.sub(" ", spaced).split())
    return folded or " ".join(spaced.split())


def derived_location_id(name: str, postcode: str) -> str:
    """An identifier for a location that a file gives without one."""
    return f"{DERIVED}{fold_name(name).replace(' ', '-')}@{fold_postcode(postcode)}"


def is_derived(location_id: str) -> bool:
    """Whether an identifier is ours and not a register's."""
    return location_id.startswith(DERIVED)
