"""What is counted in each home and month of an invented world: the truth, not yet reported.

Counts are Poisson around the home's own rate, its bed days, the season and the course of
care; a small monthly gamma factor makes months differ a little more than chance.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caresight.worlds import rates
from caresight.worlds.course import Course
from caresight.worlds.homes import Traits
from caresight.worlds.months import Counts, Flags, Floats, Months
from caresight.worlds.staffing import count_staff


@dataclass(frozen=True)
class Counted:
    """Counts of n homes over m months, by component of the return or of another agency."""

    components: dict[str, Counts]
    manager_in_post: Flags


def count(rng: np.random.Generator, *, traits: Traits, months: Months, course: Course) -> Counted:
    """Count everything once."""
    residents, bed_days = _live(rng, traits, months, course)
    made: dict[str, Counts] = {
        "residents_at_month_end": residents,
        "occupied_bed_days": bed_days,
    }
    happen = {name: _happen(rng, name, traits, months, course, bed_days) for name in rates.RATES}
    made |= _harms(rng, traits, course, bed_days, happen)
    made |= {
        "deaths": happen["deaths"],
        "deaths_expected": _part(rng, happen["deaths"], rates.EXPECTED_DEATHS_SHARE),
        "complaints": happen["complaints"],
        "complaints_upheld": _part(rng, happen["complaints"], rates.UPHELD_SHARE),
        "compliments": happen["compliments"],
        "ambulance_incidents": happen["ambulance"],
        "safeguarding_concerns": happen["safeguarding"],
        "emergency_admissions": happen["admissions"],
        "emergency_department_attendances": happen["admissions"]
        + _poisson(rng, happen["admissions"] * rates.DISCHARGED_FROM_DEPARTMENT),
        "readmissions_within_30_days": _part(rng, happen["admissions"], rates.READMISSION_SHARE),
    }
    staff, manager = count_staff(rng, traits=traits, course=course, residents=residents)
    return Counted(made | staff, manager)


def _live(
    rng: np.random.Generator, traits: Traits, months: Months, course: Course
) -> tuple[Counts, Counts]:
    """Residents at the month's end and bed days: occupancy wanders around the home's mean."""
    homes, count_ = course.is_open.shape
    wander = np.zeros((homes, count_))
    steps = rng.normal(0.0, 0.022, (homes, count_))
    for month in range(1, count_):
        wander[:, month] = 0.8 * wander[:, month - 1] + steps[:, month]
    share = np.clip(traits.occupancy[:, None] + wander, 0.3, 1.0) * course.filling
    beds = traits.beds[:, None]
    living = np.where(course.is_open, np.maximum(1, np.rint(beds * share)), 0)
    mean = np.minimum(living * rng.normal(1.0, 0.008, living.shape), beds)
    return living.astype(np.int32), np.rint(mean * months.days).astype(np.int32)


def expected_rates(name: str, traits: Traits, months: Months, course: Course) -> Floats:
    """Events per 1,000 bed days that each home and month is dealt, (n, m)."""
    rate = rates.RATES[name]
    by_kind = np.array([rate.by_kind(kind) for kind in range(3)])[traits.kind]
    lasting = by_kind * np.where(traits.dementia, rate.dementia, 1.0) * traits.spread[name]
    if name == "ambulance":
        lasting = lasting * np.where(traits.under_caller, rates.UNDER_CALLING, 1.0)
    season = 1.0 + (months.winter - 1.0) * rate.winter
    factors: Floats = lasting[:, None] * season * course.factors[name]
    return factors


def _happen(
    rng: np.random.Generator,
    name: str,
    traits: Traits,
    months: Months,
    course: Course,
    bed_days: Counts,
) -> Counts:
    shape = 1.0 / rates.MONTHLY_DISPERSION
    expected = expected_rates(name, traits, months, course)
    expected *= bed_days / 1000.0
    expected *= rng.standard_gamma(shape, bed_days.shape, dtype=np.float32) / shape
    return _poisson(rng, expected)


def _harms(
    rng: np.random.Generator,
    traits: Traits,
    course: Course,
    bed_days: Counts,
    happen: dict[str, Counts],
) -> dict[str, Counts]:
    """Falls, ulcers, infections and errors, and the graver part of each."""
    days_share = np.array(rates.CATHETER_DAYS_SHARE)[traits.kind][:, None]
    catheter_days = np.rint(bed_days * days_share * traits.spread["infections"][:, None])
    catheter_rate = rates.CATHETER_INFECTIONS_PER_1000 / 1000.0 * course.factors["infections"]
    with_catheter = _poisson(rng, catheter_days * catheter_rate)
    ulcers = happen["new_pressure_ulcers"]
    return {
        "falls": happen["falls"],
        "falls_with_harm": _part(rng, happen["falls"], rates.HARM_SHARE),
        "new_pressure_ulcers": ulcers,
        "pressure_ulcers_category_3_or_above": _part(rng, ulcers, rates.SEVERE_ULCER_SHARE),
        "urinary_tract_infections": happen["infections"] + with_catheter,
        "catheter_days": catheter_days.astype(np.int32),
        "catheter_urinary_tract_infections": with_catheter,
        "medication_errors": happen["medication_errors"],
        "medication_errors_with_harm": _part(
            rng, happen["medication_errors"], rates.MEDICATION_HARM_SHARE
        ),
    }


def _poisson(rng: np.random.Generator, expected: npt.NDArray[np.floating]) -> Counts:
    return rng.poisson(expected).astype(np.int32)


def _part(rng: np.random.Generator, of: Counts, share: float) -> Counts:
    return rng.binomial(of, share).astype(np.int32)
