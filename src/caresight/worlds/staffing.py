"""Posts, leavers, agency hours, sickness, training and managers of the invented homes."""

import numpy as np
import numpy.typing as npt

from caresight.worlds import rates
from caresight.worlds.course import Course
from caresight.worlds.homes import Traits
from caresight.worlds.months import Counts, Flags

_WEEKS_A_MONTH = 365.25 / 12.0 / 7.0
_Array = npt.NDArray[np.float32]


def count_staff(
    rng: np.random.Generator, *, traits: Traits, course: Course, residents: Counts
) -> tuple[dict[str, Counts], Flags]:
    """The workforce part of the return, and whether a registered manager is in post."""
    factors = course.factors
    homes = len(traits.beds)
    posts = np.maximum(4, np.rint(traits.beds * np.array(rates.POSTS_PER_BED)[traits.kind]))
    vacant = _share_of(rng, posts, rates.VACANCY_SHARE, 0.45, factors["vacancies"], homes)
    filled = (posts[:, None] - vacant).astype(np.int32)
    care_staff = np.maximum(2, np.rint(filled * rates.CARE_STAFF_SHARE)).astype(np.int32)
    required = filled * rates.TRAINING_COURSES
    out_of_date = np.clip(
        (1.0 - rates.TRAINING_IN_DATE) * _own(rng, homes, 0.35) * factors["training"], 0.01, 0.8
    )
    sickness = rates.SICKNESS_DAYS_PER_MONTH * _own(rng, homes, 0.25) * factors["sickness"]
    made = {
        "posts_filled": filled,
        "posts_vacant": vacant,
        "leavers_last_12_months": _leavers(rng, filled, factors["turnover"], homes),
        "staff_employed": filled,
        **_hours(rng, traits, factors["agency_use"], residents),
        "sickness_days": _noisy(rng, filled * sickness),
        "training_courses_required": required,
        "training_courses_in_date": required - _near(rng, required, out_of_date),
        "care_staff": care_staff,
        "care_staff_qualified_level_2": _qualified(rng, care_staff, homes),
    }
    shut = ~course.is_open
    for values in made.values():
        values[shut] = 0
    return made, _managers(rng, course)


def _own(rng: np.random.Generator, homes: int, spread: float) -> _Array:
    """A lasting factor of each home, (n, 1)."""
    return rng.gamma(spread**-2, spread**2, (homes, 1)).astype(np.float32)


def _share_of(
    rng: np.random.Generator,
    whole: npt.NDArray[np.float64],
    share: float,
    spread: float,
    factor: _Array,
    homes: int,
) -> Counts:
    """A part of a whole that moves slowly: posts do not fall vacant by lot each month."""
    expected = np.clip(share * _own(rng, homes, spread) * factor, 0.0, 0.6) * whole[:, None]
    part: Counts = np.floor(expected + rng.random(expected.shape)).astype(np.int32)
    return part


def _leavers(rng: np.random.Generator, staff: Counts, factor: _Array, homes: int) -> Counts:
    """Leavers of the last twelve months: a rolling sum that starts a year before the world."""
    monthly = staff * (rates.TURNOVER_SHARE / 12.0) * _own(rng, homes, 0.3)
    before = np.repeat(monthly[:, :1], 11, axis=1)
    left = rng.poisson(np.concatenate([before, monthly * factor], axis=1))
    running = np.cumsum(left, axis=1, dtype=np.int32)
    running = np.concatenate([np.zeros((homes, 1), dtype=np.int32), running], axis=1)
    rolling: Counts = running[:, 12:] - running[:, :-12]
    return rolling


def _hours(
    rng: np.random.Generator, traits: Traits, factor: _Array, residents: Counts
) -> dict[str, Counts]:
    weekly = np.array(rates.CARE_HOURS_PER_RESIDENT_WEEK)[traits.kind][:, None]
    total = residents * weekly * _WEEKS_A_MONTH * rng.normal(1.0, 0.02, residents.shape)
    own = _own(rng, len(traits.beds), 0.5)
    share = np.array(rates.AGENCY_SHARE)[traits.kind][:, None] * own * factor
    noise = rng.normal(1.0, 0.12, residents.shape)
    agency = np.clip(total * np.clip(share * noise, 0.0, 0.8), 0.0, total)
    return {
        "agency_hours": np.rint(agency).astype(np.int32),
        "total_care_hours": np.rint(total).astype(np.int32),
    }


def _noisy(rng: np.random.Generator, expected: _Array) -> Counts:
    """Days come in spells, so they vary more than single events: gamma, then rounded."""
    spells = np.maximum(expected / 4.0, 1e-3)
    days: Counts = np.rint(4.0 * rng.standard_gamma(spells)).astype(np.int32)
    return days


def _near(rng: np.random.Generator, whole: Counts, share: _Array) -> Counts:
    noise = rng.normal(1.0, 0.06, whole.shape)
    near: Counts = np.clip(np.rint(whole * share * noise), 0, whole).astype(np.int32)
    return near


def _qualified(rng: np.random.Generator, care_staff: Counts, homes: int) -> Counts:
    share = np.clip(rates.LEVEL_2_SHARE * _own(rng, homes, 0.2), 0.1, 0.95)
    return _near(rng, care_staff, share)


def _managers(rng: np.random.Generator, course: Course) -> Flags:
    """Managers leave and are found; a home that falls silent has lost its own before."""
    homes, months = course.is_open.shape
    chance = rng.random((homes, months))
    in_post = np.ones((homes, months), dtype=bool)
    in_post[:, 0] = chance[:, 0] < 0.93
    for month in range(1, months):
        stays = chance[:, month] >= rates.MANAGER_LEAVES_A_MONTH
        found = chance[:, month] < rates.MANAGER_FOUND_A_MONTH
        in_post[:, month] = np.where(in_post[:, month - 1], stays, found)
    early = course.silent.copy()
    early[:, :-1] |= course.silent[:, 1:]
    return in_post & ~early
