"""Tells the pages of people which homes a provider runs, and what areas are called.

Only the wiring knows both sides.
"""

from collections.abc import Sequence

from caresight.vocabulary.areas_over_time import name_of
from caresight.web.directory.releases import newest


def homes_of_providers(registered: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ids and names of the homes that these providers run in the newest release, by name."""
    release = newest()
    if release is None:
        return []
    rows = release.index.home_rows(release.index.homes_of_providers(list(registered)))
    return sorted(((row["home_id"], row["name"]) for row in rows), key=lambda home: home[1])


def names_of_areas(codes: Sequence[str]) -> dict[str, str]:
    """Code to name; a board is called what the files of the newest release call it."""
    release = newest()
    index = release.index if release and codes else None
    rows = [*index.places(), *index.boards()] if index else []
    called = {row["area_code"]: row["area_name"] for row in rows}
    return {code: called.get(code) or name_of(code) for code in codes}
