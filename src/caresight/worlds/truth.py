"""What really happens in an invented world: the table that no reader may see.

A thing that happens has a home, a kind and months. Kinds fall in three families: changes
in care, events in the life of a home, and faults of data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DETERIORATIONS = ("step", "drift", "weak_together", "silence")
IMPROVEMENTS = ("improvement",)
LIFE_EVENTS = ("change_of_hands", "closure", "opening", "dual_registration", "shared_postcode")
REPORTING_FAULTS = ("copied_months", "perfect_zeros", "digit_heaping", "still_reporting")
"""Faults of what a home says: they are in the files and in the tables alike."""
FILE_FAULTS = (
    "date_style", "unknown_home", "duplicate_row", "trailing_space", "negative_count",
    "not_a_number", "more_harm_than_falls",
)  # fmt: skip
"""Faults of a row as it is written: only the files have them."""

AGENCY_OF = {
    "falls": "provider",
    "new_pressure_ulcers": "provider",
    "infections": "provider",
    "medication_errors": "provider",
    "deaths": "provider",
    "complaints": "provider",
    "compliments": "provider",
    "vacancies": "workforce",
    "turnover": "workforce",
    "agency_use": "workforce",
    "sickness": "workforce",
    "training": "workforce",
    "ambulance": "ambulance",
    "admissions": "hospital",
    "safeguarding": "safeguarding",
}
"""Drivers of an invented world, and the agency whose evidence each of them moves."""


@dataclass(frozen=True)
class Happening:
    """One thing that really happens to a home."""

    home: int
    """Index of the home."""
    kind: str
    start: int
    """Index of the first month."""
    end: int | None = None
    """Index of the last month; None while it lasts."""
    factors: tuple[tuple[str, float], ...] = ()
    """Driver and the factor on it at full strength."""
    story: str = ""
    """Name by which the demo finds it; else empty."""
    note: str = ""


@dataclass(frozen=True)
class Truth:
    """One row of the truth table."""

    home_key: str
    location_ids: tuple[str, ...]
    name: str
    area_code: str
    beds: int
    kind: str
    start_month: date
    end_month: date | None
    factor: float | None
    """Geometric mean of the factors, as a home shows many; None where nothing is moved."""
    indicators: tuple[str, ...]
    factors: tuple[float, ...]
    agencies: tuple[str, ...]
    story: str
    note: str

    @property
    def is_deterioration(self) -> bool:
        """Whether care, or the word of the home, got worse."""
        return self.kind in DETERIORATIONS

    @property
    def is_improvement(self) -> bool:
        """Whether care got better."""
        return self.kind in IMPROVEMENTS


def quiet_homes(count: int, happenings: Iterable[Happening]) -> list[int]:
    """Indices of the homes in which nothing happens: a fault of a file's row is nothing."""
    busy = {h.home for h in happenings if h.kind not in FILE_FAULTS}
    return [index for index in range(count) if index not in busy]
