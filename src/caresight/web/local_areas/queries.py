"""What the pages of areas read: figures of the release shown, and notes that areas published.

Neither is of a single home, and neither is narrowed by what a person may reach.
"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from caresight.pipeline.release_index.documents import AreaRow
from caresight.pipeline.release_index.places import AreaDocument
from caresight.vocabulary.areas_over_time import ENGLAND
from caresight.web.accounts.queries import agencies_of_areas, areas_answered_for
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access
from caresight.web.local_areas import rules
from caresight.web.local_areas.compare_page import MOST
from caresight.web.local_areas.models import PracticeNote
from caresight.web.local_areas.practice_page import Reading


def homes_of(release: Shown, area_code: str) -> AreaRow | None:
    """What the overview says of the homes of an area."""
    rows = [*release.index.areas(), *release.index.boards()]
    found = (row for row in rows if row["area_code"] == area_code)
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


def standing_notes() -> QuerySet[PracticeNote]:
    """Every note that was not taken back, newest first; they are published."""
    return PracticeNote.objects.filter(taken_back_at=None).select_related("agency")


def notes_of_areas(area_codes: Collection[str]) -> list[PracticeNote]:
    """What these areas say they do, about any measure."""
    return list(standing_notes().filter(area_code__in=area_codes))


def notes_of_measure(code: str) -> list[PracticeNote]:
    """What areas say they do about a measure, the newest first."""
    return list(standing_notes().filter(measure=code))


def areas_written_for(access: Access) -> frozenset[str]:
    """The areas whose practice the person may write down."""
    if rules.WRITERS.isdisjoint(access.roles):
        return frozenset()
    return areas_answered_for(access.agency_id)


def reading_of(access: Access, area_codes: Collection[str]) -> Reading:
    """Who reads notes, and which agencies answer for these areas."""
    return Reading(access, areas_written_for(access), agencies_of_areas(area_codes))
