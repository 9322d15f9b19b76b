"""What is published when: each kind of file of an invented world, its rhythm and its delay."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from caresight.worlds.months import Months

RETURNS = "provider_return"
AMBULANCE = "ambulance_incidents"
ADMISSIONS = "emergency_admissions"
SAFEGUARDING = "safeguarding_concerns"
ACTIVE_LOCATIONS = "cqc_hsca_active_locations"
DIRECTORY = "cqc_directory"
LATEST_RATINGS = "cqc_latest_ratings"
DEACTIVATED = "cqc_deactivated_locations"

_DAYS_AFTER_MONTH = {AMBULANCE: 5, SAFEGUARDING: 8, RETURNS: 12, ADMISSIONS: 20}
DIRECTORY_DAY = 22


@dataclass(frozen=True)
class WorldFile:
    """A file of an invented world, and what a publisher would say of it."""

    path: Path
    source: str
    published_on: date
    month: date | None = None
    """First day of the month that it is about; None for editions of a register."""
    area_code: str | None = None


def published_on(source: str, months: Months, month: int) -> date:
    """The day on which the file about a month comes out."""
    return months.start(month + 1) + timedelta(days=_DAYS_AFTER_MONTH[source] - 1)


def editions(months: Months) -> tuple[int, ...]:
    """Quarterly editions of the register, as months' starts: the first and the latest too."""
    quarterly = set(range(months.count, -1, -3))
    return tuple(sorted(quarterly | {0}))


def complete_on(months: Months) -> date:
    """The day on which the last file about the world is out."""
    return published_on(ADMISSIONS, months, months.count - 1)


def latest_complete_month(today: date) -> date:
    """The latest month whose files would all be out on a day."""
    month = today.replace(day=1)
    while complete_on(Months.ending(month, 1)) > today:
        month = (month - timedelta(days=1)).replace(day=1)
    return month
