"""What the homes say of what was counted: some say less, some say nothing, some copy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from caresight.worlds import rates
from caresight.worlds.counting import Counted
from caresight.worlds.course import Course
from caresight.worlds.homes import Traits
from caresight.worlds.months import Counts, Flags
from caresight.worlds.truth import FILE_FAULTS, Happening

INCIDENTS = (
    "falls", "falls_with_harm", "new_pressure_ulcers", "pressure_ulcers_category_3_or_above",
    "urinary_tract_infections", "catheter_urinary_tract_infections", "medication_errors",
    "medication_errors_with_harm", "complaints", "complaints_upheld",
)  # fmt: skip
RETURN_COMPONENTS = (
    "residents_at_month_end", "occupied_bed_days", "falls", "falls_with_harm",
    "new_pressure_ulcers", "pressure_ulcers_category_3_or_above", "urinary_tract_infections",
    "catheter_days", "catheter_urinary_tract_infections", "medication_errors",
    "medication_errors_with_harm", "deaths", "deaths_expected", "complaints",
    "complaints_upheld", "compliments", "posts_filled", "posts_vacant",
    "leavers_last_12_months", "staff_employed", "agency_hours", "total_care_hours",
    "sickness_days", "training_courses_required", "training_courses_in_date", "care_staff",
    "care_staff_qualified_level_2", "registered_manager_in_post",
)  # fmt: skip
"""Numbers of the provider's monthly return, in the order of its columns."""
OFTEN_BLANK = ("catheter_days", "catheter_urinary_tract_infections", "sickness_days")
BLANK_SHARE = 0.04


@dataclass(frozen=True)
class Reported:
    """The returns of n homes over m months."""

    components: dict[str, Counts]
    returned: Flags
    """Whether a return came at all, (n, m)."""
    late: Flags
    """Whether it came a month after it was due, (n, m)."""
    blank: dict[str, Flags]
    """Components that a home leaves blank, (n,): not known, which is never 0."""

    def present(self, name: str) -> Flags:
        """Where a component has a number, (n, m)."""
        empty = self.blank.get(name)
        return self.returned if empty is None else self.returned & ~empty[:, None]


def report(
    rng: np.random.Generator,
    *,
    counted: Counted,
    traits: Traits,
    course: Course,
    happenings: Sequence[Happening],
) -> Reported:
    """Turn what was counted into what is reported."""
    values = {
        name: counted.components[name].copy()
        for name in RETURN_COMPONENTS
        if name in counted.components
    }
    values["registered_manager_in_post"] = counted.manager_in_post.astype(np.int32)
    _say_less(rng, values, traits)
    shape = course.is_open.shape
    missing_share = rng.beta(1.5, 1.5 / rates.RETURN_MISSING - 1.5, (shape[0], 1))
    returned = course.is_open & ~course.silent & (rng.random(shape) >= missing_share)
    late = rng.random(shape) < rates.RETURN_LATE
    for thing in happenings:
        _distort(thing, values, returned, late)
    blank: dict[str, Flags] = {
        name: np.less(rng.random(shape[0]), BLANK_SHARE) for name in OFTEN_BLANK
    }
    # The last month cannot be late: its late returns have not come yet.
    returned[:, -1] &= ~late[:, -1]
    return Reported(values, returned, late & returned, blank)


def _say_less(rng: np.random.Generator, values: dict[str, Counts], traits: Traits) -> None:
    """Thin out what under-reporters write down; the graver part stays within the whole."""
    quiet = traits.under_reporter
    for name in ("falls", "medication_errors"):
        harm = f"{name}_with_harm"
        harmless = values[name][quiet] - values[harm][quiet]
        kept = rng.binomial(harmless, rates.UNDER_REPORTING).astype(np.int32)
        values[name][quiet] = kept + values[harm][quiet]


def _distort(thing: Happening, values: dict[str, Counts], returned: Flags, late: Flags) -> None:
    home = thing.home
    months = slice(thing.start, None if thing.end is None else thing.end + 1)
    match thing.kind:
        case "copied_months":
            for series in values.values():
                series[home, months] = series[home, thing.start]
        case "perfect_zeros":
            for name in INCIDENTS:
                values[name][home, months] = 0
        case "digit_heaping":
            for name in ("falls", "occupied_bed_days", "medication_errors", "agency_hours"):
                series = values[name]
                series[home, months] = np.rint(series[home, months] / 5.0) * 5
            series = values["falls_with_harm"]
            series[home, months] = np.minimum(series[home, months], values["falls"][home, months])
            series = values["medication_errors_with_harm"]
            series[home, months] = np.minimum(
                series[home, months], values["medication_errors"][home, months]
            )
        case "still_reporting":
            for series in values.values():
                series[home, months] = series[home, thing.start - 1]
    if thing.kind in ("copied_months", "perfect_zeros", "still_reporting", *FILE_FAULTS):
        returned[home, months] = True
        late[home, months] = False
