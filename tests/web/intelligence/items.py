"""Items for tests, with everything that a test does not speak of filled in."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from caresight.web.intelligence.models import Item, Release
from caresight.web.intelligence.operations import release_to_provider, report_item
from tests.web.casework import BORDER, OURS, OURS_AREA, THEIRS, THEIRS_AREA, Casework

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
AREA_OF = {OURS: OURS_AREA, BORDER: THEIRS_AREA, THEIRS: THEIRS_AREA}


def send(casework: Casework, reporter: str = "social_worker", **given: Any) -> Item:
    """An item as somebody sends it: a small worry about OURS, for the group, unless said."""
    home_id = given.pop("home_id", OURS)
    named = [casework.agencies[name] for name in given.pop("named", ())]
    asked: dict[str, Any] = {
        "at": NOW,
        "home_id": home_id,
        "home_name": "Rowan Court",
        "area_code": AREA_OF.get(home_id, OURS_AREA),
        "observed_on": date(2026, 11, 20),
        "words": "Two call bells went unanswered for half an hour.",
        "themes": ["staffing"],
        "severity": 2,
        "named_agencies": named,
    }
    return report_item(actor=casework.people[reporter], **(asked | given))


def pass_on(casework: Casework, item: Item, **given: Any) -> Release:
    """A lead passes an item on to the provider of its home, in words of the lead."""
    asked = {"version": item.version, "words": "Somebody fell at night.", "token": uuid4()} | given
    return release_to_provider(actor=casework.people["council"], at=NOW, item=item, **asked)
