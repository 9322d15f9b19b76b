"""The editions of the index that there are, and the one by which a day is judged."""

from datetime import date
from pathlib import Path

from caresight.checks.definition_files import load_definitions
from caresight.maturity.definition import Maturity


def load_maturity(folder: Path) -> tuple[Maturity, ...]:
    """Every edition in `maturity/` of a folder of definitions, oldest first; none is no fault."""
    if not (folder / "maturity").is_dir():
        return ()
    found = load_definitions(folder / "maturity", Maturity)
    return tuple(sorted(found, key=lambda one: one.in_force_from))


def in_force(editions: tuple[Maturity, ...], day: date) -> Maturity | None:
    """The edition by which a day is judged: the last that had begun, else the first there is."""
    used = [one for one in editions if one.is_used]
    begun = [one for one in used if one.in_force_from <= day]
    return begun[-1] if begun else next(iter(used), None)
