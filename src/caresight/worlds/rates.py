"""How often things happen in care homes, and how much homes differ.

Levels follow published English figures; where none was found, the level is ours and is
marked so. They shape an invented world and judge nobody: no threshold uses them.
"""

from dataclasses import dataclass

NURSING, RESIDENTIAL, SMALL = 0, 1, 2
"""Kinds of home: with nursing, without nursing for older people, small for younger adults."""

KIND_SHARES = (0.30, 0.45, 0.25)
KIND_BEDS = ((48.0, 0.38, 18, 140), (31.0, 0.45, 8, 95), (7.5, 0.40, 3, 18))
"""Median, spread of the logarithm, fewest and most beds by kind (ours)."""
DEMENTIA_SHARES = (0.75, 0.65, 0.06)

OCCUPANCY = 0.86
OCCUPANCY_SPREAD = 0.06
"""Mid-eighties per cent of beds are occupied across England."""


@dataclass(frozen=True)
class Rate:
    """Events per 1,000 occupied bed days and what moves them."""

    per_1000: float
    """In a home without nursing and without dementia care."""
    nursing: float = 1.0
    dementia: float = 1.0
    small: float = 1.0
    spread: float = 0.35
    """Coefficient of variation between homes: gamma, and constant in time."""
    winter: float = 0.0
    """How far the winter swing applies, 0 to 1."""

    def by_kind(self, kind: int) -> float:
        """Events per 1,000 bed days of a kind of home, dementia left out."""
        return self.per_1000 * (self.nursing, 1.0, self.small)[kind]


YEAR_OF_THOUSANDS = 1000.0 / 365.25
"""Turns events per resident-year into events per 1,000 bed days."""

RATES = {
    # About 1.5 falls per bed and year, which is 4.1 per 1,000 bed days.
    "falls": Rate(3.8, nursing=0.95, dementia=1.20, small=0.35, spread=0.32),
    "new_pressure_ulcers": Rate(0.42, nursing=1.7, small=0.12, spread=0.38),
    "infections": Rate(1.05, nursing=1.1, small=0.35, spread=0.32, winter=0.5),
    "medication_errors": Rate(1.1, nursing=1.2, small=0.9, spread=0.55),
    "deaths": Rate(0.72, nursing=1.35, small=0.08, spread=0.22, winter=1.0),
    "complaints": Rate(0.14, nursing=1.1, small=1.2, spread=0.50),
    "compliments": Rate(0.55, small=1.1, spread=0.60),
    # Torbay: median 0.51 a resident and year, quartiles 0.21 and 0.89; homes with
    # nursing 0.29 times those without; dementia 1.56 times.
    "ambulance": Rate(0.73 * YEAR_OF_THOUSANDS, 0.29, 1.56, 0.70, spread=0.60, winter=0.3),
    "admissions": Rate(0.62 * YEAR_OF_THOUSANDS, 0.9, 1.1, 0.45, spread=0.30, winter=0.6),
    "safeguarding": Rate(0.30, nursing=1.1, dementia=1.15, small=1.2, spread=0.45),
}

HARM_SHARE = 0.30
SEVERE_ULCER_SHARE = 0.14
MEDICATION_HARM_SHARE = 0.07
EXPECTED_DEATHS_SHARE = 0.78
UPHELD_SHARE = 0.38
CONVEYED_SHARE = 0.68
ENQUIRY_SHARE = 0.36
READMISSION_SHARE = 0.12
DISCHARGED_FROM_DEPARTMENT = 0.45
"""Attendances that end without admission, for each one that ends with it."""

CATHETER_DAYS_SHARE = (0.07, 0.035, 0.02)
CATHETER_INFECTIONS_PER_1000 = 2.4

POSTS_PER_BED = (1.35, 1.10, 1.60)
VACANCY_SHARE = 0.068
TURNOVER_SHARE = 0.245
AGENCY_SHARE = (0.085, 0.045, 0.05)
CARE_HOURS_PER_RESIDENT_WEEK = (31.0, 24.0, 55.0)
SICKNESS_DAYS_PER_MONTH = 0.44
TRAINING_COURSES = 10
TRAINING_IN_DATE = 0.88
CARE_STAFF_SHARE = 0.72
LEVEL_2_SHARE = 0.45
MANAGER_LEAVES_A_MONTH = 0.013
MANAGER_FOUND_A_MONTH = 0.24

UNDER_REPORTERS_SHARE = 0.07
UNDER_REPORTING = 0.45
"""A few homes write down fewer than half of their falls and errors: always, quietly."""
UNDER_CALLERS_SHARE = 0.08
UNDER_CALLING = 0.67
"""Homes below the management standard call less (Torbay: 0.67 times)."""

RETURN_MISSING = 0.045
RETURN_LATE = 0.04
MONTHLY_DISPERSION = 0.02
"""Variance of the monthly gamma factor: months differ a little more than chance."""
