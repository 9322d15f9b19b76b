"""What a pack says differently from the one that it supersedes."""

from collections.abc import Mapping

from caresight.vocabulary.lists import joined
from caresight.web.packs.document import Document, Section

MOST = 60
_ONLY_DATES = frozenset({"how-to-read", "glossary"})


def differences(before: Document, after: Document) -> list[str]:
    """Sentences, section by section; a home is known by its name, wherever it stands."""
    old, new = _by_name(before), _by_name(after)
    said = [f"New: {name}." for name in new if name not in old]
    said += [f"No longer in it: {name}." for name in old if name not in new]
    for name, section in new.items():
        changed = _changed(old[name], section) if name in old else []
        if changed:
            said.append(f"{name}: changed in {joined(changed)}.")
    if len(said) > MOST:
        said = [*said[:MOST], f"And {len(said) - MOST} more."]
    return said or ["Nothing that is printed differs but the moment of freezing."]


def _by_name(document: Document) -> Mapping[str, Section]:
    return {
        _name(section): section
        for section in document["sections"]
        if section["id"] not in _ONLY_DATES
    }


def _name(section: Section) -> str:
    """The title; of a home without its number, which says only where it stands."""
    if section["id"].startswith("home-"):
        return section["title"].partition(". ")[2]
    return section["title"]


def _changed(old: Section, new: Section) -> list[str]:
    before = {part["heading"]: part["blocks"] for part in old["parts"]}
    after = {part["heading"]: part["blocks"] for part in new["parts"]}
    found = [heading for heading in after if before.get(heading) != after[heading]]
    found += [heading for heading in before if heading not in after]
    return [f"“{heading}”" if heading else "its text" for heading in found]
