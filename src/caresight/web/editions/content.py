"""What an edition holds: the overview of every region, and what changed since the last."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TypedDict

from caresight.indicators.use_cases import serving
from caresight.pipeline.overview import OverviewDocument, overview, regions_of
from caresight.pipeline.release_index.documents import HomeRow
from caresight.pipeline.release_index.reading import ReleaseIndex
from caresight.web.directory.releases import Shown, opened
from caresight.web.directory.use_cases import use_cases

_MOST = 1_000_000
PURPOSE = "market_overview"
"""The use case that the overview serves."""


class Changes(TypedDict):
    """What changed against the edition before, counted from homes."""

    against: str
    """Number of the edition before; empty for the first."""
    opened: int
    closed: int
    corrected: int
    """Homes in both whose kind, beds or area are told otherwise now."""
    new_ratings: int
    by_area: dict[str, int]
    """Area name to homes more or fewer than before; areas without a difference are left out."""
    definitions_changed: bool


class EditionContent(TypedDict):
    """Everything that an edition says, as it is frozen."""

    release_id: str
    as_at: str
    definitions_version: str
    invented: bool
    sources: list[str]
    overviews: list[OverviewDocument]
    """Every region first, then each by itself."""
    changes: Changes


@lru_cache(maxsize=64)
def _kept(index: ReleaseIndex, region: str) -> OverviewDocument:
    return overview(index, region=region)


def overview_of(release_id: str, region: str = "") -> OverviewDocument:
    """The overview of a release: counts of areas, so that it is the same for every reader."""
    return _kept(opened(release_id).index, region)


def content_of(release_id: str, before: tuple[str, str] | None) -> EditionContent:
    """What an edition of a release holds; `before` is number and release of the last edition."""
    release = opened(release_id)
    regions = ["", *regions_of(release.index)]
    return EditionContent(
        release_id=release_id,
        as_at=release.summary["as_at"],
        definitions_version=release.summary["definitions_version"],
        invented=release.summary["invented"],
        sources=_sources(release),
        overviews=[overview_of(release_id, region) for region in regions],
        changes=_changes(release_id, before),
    )


def _sources(release: Shown) -> list[str]:
    """Titles of the sources that the decision behind the overview rests on."""
    purpose = [one for one in use_cases() if one.code == PURPOSE]
    return sorted(
        {
            one["title"]
            for one in release.summary["freshness"]
            if not purpose or serving(purpose, "sources", one["source"])
        }
    )


def text_of(content: EditionContent) -> str:
    """The one text of a content: keys in order, no spaces."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _changes(release_id: str, before: tuple[str, str] | None) -> Changes:
    if before is None:
        return Changes(
            against="", opened=0, closed=0, corrected=0, new_ratings=0, by_area={},
            definitions_changed=False,
        )  # fmt: skip
    number, last_id = before
    last, now = opened(last_id), opened(release_id)
    was, there = _homes(last.index), _homes(now.index)
    both = was.keys() & there.keys()
    return Changes(
        against=number,
        opened=len(there.keys() - was.keys()),
        closed=len(was.keys() - there.keys()),
        corrected=sum(_facts(was[home]) != _facts(there[home]) for home in both),
        new_ratings=sum(was[home]["rating"] != there[home]["rating"] for home in both),
        by_area=_by_area(was.values(), there.values()),
        definitions_changed=last.summary["definitions_version"]
        != now.summary["definitions_version"],
    )


def _homes(index: ReleaseIndex) -> dict[str, HomeRow]:
    rows, _ = index.homes(per_page=_MOST)
    return {row["home_id"]: row for row in rows}


def _facts(row: HomeRow) -> tuple[object, ...]:
    return row["kind"], row["beds"], row["area_code"]


def _by_area(was: Iterable[HomeRow], now: Iterable[HomeRow]) -> dict[str, int]:
    counted = Counter(row["area_name"] or "Area not known" for row in now)
    counted.subtract(Counter(row["area_name"] or "Area not known" for row in was))
    return {name: more for name, more in sorted(counted.items()) if more}
