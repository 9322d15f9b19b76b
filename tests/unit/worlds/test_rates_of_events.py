"""The invented homes live as published figures say that homes do."""

import numpy as np
import pytest

from caresight.worlds import rates
from caresight.worlds.counting import expected_rates
from caresight.worlds.system import System


def per_1000(world: System, name: str) -> float:
    days = world.counted.components["occupied_bed_days"].sum()
    return float(world.counted.components[name].sum() / days * 1000)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("falls", 3.7, 4.5),
        ("new_pressure_ulcers", 0.4, 0.75),
        ("urinary_tract_infections", 0.9, 1.4),
        ("deaths", 0.65, 0.95),
        ("safeguarding_concerns", 0.25, 0.45),
    ],
)
def test_events_are_as_frequent_as_published(
    region: System, name: str, low: float, high: float
) -> None:
    assert low < per_1000(region, name) < high


def test_calls_to_999_have_the_published_median_and_spread(region: System) -> None:
    calls = region.counted.components["ambulance_incidents"].sum(axis=1)
    years = region.counted.components["occupied_bed_days"].sum(axis=1) / 365.25

    lower, median, upper = np.percentile(calls / years, [25, 50, 75])

    assert lower == pytest.approx(0.21, abs=0.08)
    assert median == pytest.approx(0.51, abs=0.06)
    assert upper == pytest.approx(0.89, abs=0.08)


def test_homes_with_nursing_and_dementia_call_as_the_published_ratios_say(
    region: System,
) -> None:
    traits = region.traits
    expected = expected_rates("ambulance", traits, region.months, region.course)
    own = expected[:, 0] / traits.spread["ambulance"]
    own = own / np.where(traits.under_caller, rates.UNDER_CALLING, 1.0)
    own = own / region.course.factors["ambulance"][:, 0]

    def typical(kind: int, *, dementia: bool) -> float:
        return float(np.median(own[(traits.kind == kind) & (traits.dementia == dementia)]))

    plain = typical(rates.RESIDENTIAL, dementia=False)
    assert typical(rates.NURSING, dementia=False) / plain == pytest.approx(0.29, rel=1e-6)
    assert typical(rates.RESIDENTIAL, dementia=True) / plain == pytest.approx(1.56, rel=1e-6)


def test_three_falls_in_ten_do_harm(region: System) -> None:
    harm = per_1000(region, "falls_with_harm") / per_1000(region, "falls")

    assert harm == pytest.approx(0.30, abs=0.01)


def test_more_residents_die_in_winter_than_in_summer(region: System) -> None:
    deaths = region.counted.components["deaths"].sum(axis=0)
    days = region.counted.components["occupied_bed_days"].sum(axis=0)
    of_year = np.array([region.months.start(i).month for i in range(36)])
    rate = deaths / days

    assert (
        rate[np.isin(of_year, (12, 1, 2))].mean() > 1.2 * rate[np.isin(of_year, (6, 7, 8))].mean()
    )


def test_some_seven_beds_in_eight_are_occupied_and_never_more_than_there_are(
    region: System,
) -> None:
    residents = region.counted.components["residents_at_month_end"]
    beds = np.broadcast_to(region.traits.beds[:, None], residents.shape)

    assert (residents <= beds).all()
    assert residents.sum() / beds[region.course.is_open].sum() == pytest.approx(0.85, abs=0.02)


def test_homes_with_nursing_are_larger(region: System) -> None:
    beds, kind = region.traits.beds, region.traits.kind

    assert np.median(beds[kind == rates.NURSING]) > 1.3 * np.median(beds[kind == rates.RESIDENTIAL])
    assert np.median(beds[kind == rates.SMALL]) < 10


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        ("posts_vacant", "posts_filled", 0.07),
        ("leavers_last_12_months", "staff_employed", 0.245),
        ("training_courses_in_date", "training_courses_required", 0.88),
        ("care_staff_qualified_level_2", "care_staff", 0.45),
    ],
)
def test_the_workforce_is_as_published(region: System, part: str, whole: str, share: float) -> None:
    counted = region.counted.components

    assert counted[part].sum() / counted[whole].sum() == pytest.approx(share, abs=0.025)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("falls_with_harm", "falls"),
        ("pressure_ulcers_category_3_or_above", "new_pressure_ulcers"),
        ("catheter_urinary_tract_infections", "urinary_tract_infections"),
        ("medication_errors_with_harm", "medication_errors"),
        ("deaths_expected", "deaths"),
        ("complaints_upheld", "complaints"),
        ("readmissions_within_30_days", "emergency_admissions"),
        ("agency_hours", "total_care_hours"),
        ("training_courses_in_date", "training_courses_required"),
    ],
)
def test_a_part_never_exceeds_its_whole(region: System, part: str, whole: str) -> None:
    counted, reported = region.counted.components, region.reported.components

    assert (counted[part] <= counted[whole]).all()
    if part in reported:
        assert (reported[part] <= reported[whole]).all()
