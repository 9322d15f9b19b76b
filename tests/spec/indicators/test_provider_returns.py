"""Indicators of the provider's monthly return: one home, one month, unless the table says more."""

from pathlib import Path

import pytest

from caresight.checks.verdicts import no_verdicts
from caresight.indicators.catalogue import load_indicators
from caresight.indicators.measured import QUALITIES
from caresight.indicators.measurement import measure
from tests.spec.tables import number, parse
from tests.unit.checks.small_system import SmallSystem, months

VALUES = """
indicator                    | reported                                                     | value  | quality
falls                        | falls=6 occupied_bed_days=600                                | 10     | good
falls                        | falls=0 occupied_bed_days=600                                | 0      | good
falls                        | falls=6 residents_at_month_end=10                            | 19.3548| estimated
falls                        | falls=6                                                      | 9.6774 | estimated
falls                        | falls=1 occupied_bed_days=249                                | 4.0161 | small
falls                        | falls=* occupied_bed_days=600                                |        | suppressed
falls                        | occupied_bed_days=600                                        |        | missing
falls_with_harm              | falls_with_harm=3 occupied_bed_days=500                      | 6      | good
new_pressure_ulcers          | new_pressure_ulcers=1 occupied_bed_days=500                  | 2      | good
serious_pressure_ulcers      | pressure_ulcers_category_3_or_above=1 occupied_bed_days=500  | 2      | good
urinary_tract_infections     | urinary_tract_infections=2 occupied_bed_days=500             | 4      | good
catheter_infections          | catheter_urinary_tract_infections=1 catheter_days=100        | 10     | good
catheter_infections          | catheter_urinary_tract_infections=1 catheter_days=0          |        | missing
medication_errors            | medication_errors=4 occupied_bed_days=500                    | 8      | good
medication_errors_with_harm  | medication_errors_with_harm=1 occupied_bed_days=500          | 2      | good
deaths                       | deaths=1 occupied_bed_days=500                               | 2      | good
deaths_with_a_plan           | deaths_expected=3 deaths=4                                   | 0.75   | good
deaths_with_a_plan           | deaths_expected=0 deaths=0                                   |        | missing
complaints                   | complaints=1                                                 | 58.9113| good
complaints_upheld            | complaints_upheld=1 complaints=4                             | 0.25   | good
complaints_upheld            | complaints_upheld=2 complaints=1                             | 2      | below_gate
compliments                  | compliments=2                                                | 117.8226| good
staff_turnover               | leavers_last_12_months=12 staff_employed=40                  | 30     | good
staff_turnover               | leavers_last_12_months=50 staff_employed=40                  | 125    | good
vacancies                    | posts_vacant=3 posts_filled=27                               | 0.1    | good
vacancies                    | posts_vacant=3                                               |        | missing
agency_use                   | agency_hours=250 total_care_hours=2500                       | 10     | good
sickness                     | sickness_days=20 staff_employed=40                           | 6      | good
training_in_date             | training_courses_in_date=170 training_courses_required=200   | 0.85   | good
qualified_staff              | care_staff_qualified_level_2=12 care_staff=30                | 0.4    | good
manager_in_post              | registered_manager_in_post=1                                 | 1      | good
manager_in_post              | registered_manager_in_post=0                                 | 0      | good
manager_in_post              | falls=0                                                      |        | missing
occupancy                    | occupied_bed_days=527                                        | 85     | good
occupancy                    | residents_at_month_end=17                                    | 85     | estimated
emergency_admissions         | emergency_admissions=2                                       | 117.8226| good
emergency_admissions         | emergency_admissions=*                                       |        | suppressed
emergency_department_attendances | emergency_department_attendances=1                       | 58.9113| good
readmissions                 | readmissions_within_30_days=1 emergency_admissions=5         | 20     | good
"""  # noqa: E501


@pytest.mark.parametrize(
    "row", parse(VALUES), ids=lambda row: f"{row['indicator']}: {row['reported']}"
)
def test_a_home_of_twenty_beds_in_january(row: dict[str, str], definitions: Path):
    system = SmallSystem()
    system.home("1-1", beds=20)
    for cell in row["reported"].split():
        component, value = cell.split("=")
        system.report("1-1", "2026-01", **{component: None if value == "*" else float(value)})

    result = measure(
        load_indicators(definitions).require(row["indicator"]), evidence=system,
        population=system.population, verdicts=no_verdicts(), months=months(1),
    )  # fmt: skip

    assert QUALITIES[result.quality[0, 0]] == row["quality"]
    expected = number(row["value"])
    found = float(result.values[0, 0])
    assert found == pytest.approx(
        float("nan") if expected is None else expected, nan_ok=True, abs=1e-4
    )


def test_a_return_is_complete_when_all_fifteen_answers_are_given(definitions: Path):
    """A home that sent nothing, in a month in which others of its council did, has 0."""
    indicator = load_indicators(definitions).require("return_completeness")
    system = SmallSystem()
    answers = dict.fromkeys(indicator.numerator.components, 1.0)
    for name, given in (("1-1", 15), ("1-2", 12), ("1-3", 0)):
        system.home(name)
        system.report(name, "2026-01", **dict(list(answers.items())[:given]))

    result = measure(
        indicator, evidence=system, population=system.population, verdicts=no_verdicts(),
        months=months(1),
    )  # fmt: skip

    assert result.values.tolist() == [[1.0], [0.8], [0.0]]
