"""Which roles may open the pages of this app, and who writes down what an area does.

A practice note is published: whoever reads figures of areas reads it, in every agency. So it
holds nothing of a home, of a group or of a person, and its form takes no such words.
"""

from collections.abc import Collection

from caresight.web.accounts.roles import STAFF, Role
from caresight.web.groups.access import Access

WRITERS = frozenset({Role.MEMBER, Role.ANALYST})
_FILES = [
    f"{page}_{ending}"
    for page in ("area", "area_measure", "compare_areas")
    for ending in ("csv", "ods", "xlsx")
]
PAGES = {
    **dict.fromkeys("areas areas_csv area area_measures area_measure compare_areas".split(), STAFF),
    **dict.fromkeys(("area_standings", "area_standings_csv"), STAFF),
    **dict.fromkeys(_FILES, STAFF),
    **dict.fromkeys(("write_practice_note", "take_back_practice_note"), WRITERS),
}


def may_write(access: Access, area_code: str, answered_for: Collection[str]) -> bool:
    """Whether the person says what an area does: a member or analyst of who answers for it."""
    return not WRITERS.isdisjoint(access.roles) and area_code in answered_for


def may_take_back(
    access: Access, *, area_code: str, agency_id: int, answered_for: Collection[str]
) -> bool:
    """Whether the person takes a note back: whoever may write there now, of the same agency."""
    return agency_id == access.agency_id and may_write(access, area_code, answered_for)
