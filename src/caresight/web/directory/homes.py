"""Homes that casework names: the newest release knows what they are called and where they lie.

These reads know no scope of their own. What a form may offer is told by who asks: evidence is
narrowed to groups, but anybody who may send intelligence may send it about any home.
"""

from caresight.pipeline.release_index.documents import HomeRow
from caresight.pipeline.release_index.scope import Scope
from caresight.web.directory.releases import newest

MOST_FOUND = 20


def known_home(home_id: str) -> HomeRow | None:
    """The row of a home in the newest release; None for a home that it does not know."""
    return next(iter(known_homes([home_id])), None)


def known_homes(home_ids: list[str]) -> list[HomeRow]:
    """The rows of these homes in the order asked; those that are not known are left out."""
    release = newest()
    return release.index.home_rows(home_ids) if release and home_ids else []


def find_homes(
    words: str,
    *,
    area_codes: frozenset[str] | None,
    home_ids: frozenset[str] = frozenset(),
    limit: int = MOST_FOUND,
) -> list[HomeRow]:
    """Homes of these areas (None: of every area) or with these ids that fit every word.

    Words may be of the name, postcode, provider or an id. Open homes come first, by name.
    """
    release = newest()
    wanted = " ".join(words.split())[:200]
    if release is None or not wanted:
        return []
    index = release.index.within(Scope(area_codes, home_ids))
    if named := index.home_rows([wanted]):  # a choice names its home: nothing need be looked for
        return named
    rows, total = index.homes(search=wanted, order="name", per_page=limit)
    if total < limit:
        every, _ = index.homes(search=wanted, order="name", only_open=False, per_page=limit)
        rows += [row for row in every if not row["is_open"]]
    return rows[:limit]
