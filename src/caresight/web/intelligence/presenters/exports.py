"""An item as a row of a file. A file leaves the group: only checked words stand in it."""

from caresight.web.groups.access import Access
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import State
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries.outside import words_outside
from caresight.web.intelligence.rules import may_work_on

HELD_BACK = "(held back: the words may identify somebody; a chair or coordinator can check them)"
FILE_COLUMNS = (
    "ref home_id home_name area_code observed_on received_on recorded_at agency reporter kind "
    "direction severity grade themes theme_groups voice reliability credibility handling groups "
    "state review_by taken_back words words_checked"
).split()


def file_row(access: Access, item: Item) -> dict[str, object]:
    """One item, by the columns of a file."""
    known = coding()
    codes = [theme.code for theme in item.themes.all()]
    words = words_outside(item)
    return {
        "ref": item.ref,
        "home_id": item.home_id,
        "home_name": item.home_name,
        "area_code": item.area_code,
        "observed_on": item.observed_on.isoformat(),
        "received_on": item.received_on.isoformat(),
        "recorded_at": item.recorded_at.isoformat(timespec="seconds"),
        "agency": str(item.reporter_agency or ""),
        "reporter": str(item.reporter) if item.name_may_be_shared else "",
        "kind": item.kind,
        "direction": item.direction,
        "severity": item.severity,
        "grade": item.grade,
        "themes": "; ".join(sorted(codes)),
        "theme_groups": "; ".join(sorted({known.group_by_code.get(code, "") for code in codes})),
        "voice": item.voice,
        "reliability": item.reliability,
        "credibility": item.credibility,
        "handling": item.handling,
        "groups": "; ".join(sorted(group.name for group in item.groups.all())),
        "state": State(item.state).value,
        "review_by": _review_by(access, item),
        "taken_back": "yes" if item.withdrawn_at else "no",
        "words": HELD_BACK if words is None else words,
        "words_checked": "no" if words is None else "yes",
    }


def _review_by(access: Access, item: Item) -> str:
    return item.review_by.isoformat() if item.review_by and may_work_on(access, item) else ""
