"""What the pages of areas read from the release shown. Figures of areas are of no single home."""

from collections.abc import Iterable

from caresight.pipeline.release_index.documents import AreaRow
from caresight.pipeline.release_index.places import AreaDocument
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.web.directory.releases import Shown
from caresight.web.local_areas.compare_page import MOST


def homes_of(release: Shown, area_code: str) -> AreaRow | None:
    """What the overview says of the homes of an area."""
    found = (row for row in release.index.areas() if row["area_code"] == area_code)
    return next(found, None)


def codes_with_pages(release: Shown) -> frozenset[str]:
    """The areas that have a page of their own."""
    return frozenset(one["area_code"] for one in release.index.places())


def areas_asked_for(release: Shown, codes: Iterable[str]) -> list[AreaDocument]:
    """The areas that are known of those asked for, each once, at most six.

    England stands beside them anyway.
    """
    found = (release.index.place(code) for code in dict.fromkeys(codes) if code != ENGLAND)
    return [area for area in found if area is not None][:MOST]
