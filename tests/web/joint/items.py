"""Items that people of the invented agencies sent, for tests of what is put together."""

from datetime import UTC, date, datetime
from typing import Any

from caresight.web.intelligence.models import Item
from caresight.web.intelligence.operations.reporting import report_item
from tests.web.casework import OURS, OURS_AREA, Casework

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def sent(casework: Casework, by: str, **changes: Any) -> Item:
    """A low-level worry about our home, sent by somebody."""
    given: dict[str, Any] = {
        "home_id": OURS,
        "home_name": "Rowan Court",
        "area_code": OURS_AREA,
        "observed_on": date(2026, 11, 18),
        "words": "The call bell rang for a long time.",
        "themes": ["safe_staffing"],
        "severity": 2,
        **changes,
    }
    return report_item(actor=casework.people[by], at=given.pop("at", AT), **given)
