"""Tells the pages of people which homes a provider runs; only the wiring knows both sides."""

from collections.abc import Sequence

from caresight.web.directory.releases import newest


def homes_of_providers(registered: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ids and names of the homes that these providers run in the newest release, by name."""
    release = newest()
    if release is None:
        return []
    rows = release.index.home_rows(release.index.homes_of_providers(list(registered)))
    return sorted(((row["home_id"], row["name"]) for row in rows), key=lambda home: home[1])
