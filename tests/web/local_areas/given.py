"""Notes that areas wrote, for tests."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from caresight.web.local_areas.models import PracticeNote
from caresight.web.local_areas.operations import write_note
from tests.web.casework import OURS_AREA, Casework

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
WHOLE = ("delayed_days_12_months", "Delayed days, twelve months")
OUR_PLACE = (OURS_AREA, "Alderbourne")


def noted(
    casework: Casework, *, by: str = "council", token: UUID | None = None, **other: Any
) -> PracticeNote:
    """A note of Alderbourne about delayed days."""
    said: dict[str, Any] = {
        "area": OUR_PLACE, "measure": WHOLE, "words": "Wards agree care by noon.",
        "since": date(2020, 4, 1), "ask_role": "Head of hospital discharge", **other,
    }  # fmt: skip
    return write_note(actor=casework.people[by], at=AT, token=token, **said)
