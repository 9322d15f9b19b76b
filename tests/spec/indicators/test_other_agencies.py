"""Indicators of what other agencies hold: ambulance, safeguarding, regulator, American files."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from caresight.checks.verdicts import no_verdicts
from caresight.indicators.catalogue import load_indicators
from caresight.indicators.measured import Measured
from caresight.indicators.measurement import measure
from tests.spec.tables import parse
from tests.unit.checks.small_system import SmallSystem, months

CALLS = """
home | on         | outcome
1-1  | 2026-01-02 | conveyed
1-1  | 2026-01-09 | advice
1-1  | 2026-01-30 | conveyed
1-2  | 2026-02-01 | conveyed
"""
"""The receipt covers January for area X01: home 1-3 lies in X02."""


def of(code: str, system: SmallSystem, definitions: Path, count: int = 1) -> Measured:
    return measure(
        load_indicators(definitions).require(code), evidence=system,
        population=system.population, verdicts=no_verdicts(), months=months(count),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ambulance_incidents", [36525 * 3 / 620, 0.0, np.nan]),
        ("ambulance_conveyances", [36525 * 2 / 620, 0.0, np.nan]),
        ("conveyed_share", [2 / 3, np.nan, np.nan]),
    ],
)
def test_calls_are_counted_where_the_file_covers_the_area_and_month(code, expected, definitions):
    system = SmallSystem()
    for name, area in (("1-1", "X01"), ("1-2", "X01"), ("1-3", "X02")):
        system.home(name, area=area, beds=20)
    system.receipt("a1", covers="2026-01", areas=["X01"])
    for call in parse(CALLS):
        on = date.fromisoformat(call["on"])
        system.event(call["home"], on, kind="ambulance_incident", outcome=call["outcome"])

    values = of(code, system, definitions).values[:, 0]

    np.testing.assert_allclose(values, expected)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("safeguarding_concerns", 36525 * 4 / 620), ("safeguarding_enquiries", 0.25)],
)
def test_one_of_four_concerns_led_to_an_enquiry(code, expected, definitions):
    system = SmallSystem()
    system.home("1-1", beds=20)
    common = {"kind": "safeguarding_concern", "source": "safeguarding_concerns", "receipt": "s"}
    system.receipt("s", covers="2026-01", source="safeguarding_concerns")
    for outcome in ("led_to_enquiry", "no_enquiry", "no_enquiry", "no_enquiry"):
        system.event("1-1", date(2026, 1, 5), outcome=outcome, **common)

    assert of(code, system, definitions).values[0, 0] == pytest.approx(expected)


def test_a_rating_holds_until_the_next_and_grows_old(definitions):
    system = SmallSystem()
    system.home("1-1")
    for on, detail in ((date(2025, 12, 31), "Good"), (date(2026, 2, 10), "Inadequate")):
        system.event("1-1", on, kind="rating", detail=detail, topic="Overall", source="cqc")

    assert of("rating", system, definitions, 3).values.tolist() == [[3.0, 1.0, 1.0]]
    assert of("days_since_rating", system, definitions, 3).values.tolist() == [[32.0, 19.0, 50.0]]


REPORTED = """
code                       | period  | reported                                            | value
cms_falls_major_injury     | 2025    | mds410_ls_falls_major_injury_pct=3.4                | 3.4
cms_staff_turnover         | 2025    | total_turnover=46.3                                 | 46.3
cms_hospitalisations       | 2025    | claims551_ls_hospitalisations_per_1000_resident_days_obs=1.8 claims551_ls_hospitalisations_per_1000_resident_days_exp=1.5 | 1.2
cms_stars                  | 2025    | stars=4                                             | 4
cms_citations              | 2025    | total_deficiencies=6                                | 30
cms_citations_with_harm    | 2025    | harm_count=1                                        | 5
cms_fines_amount           | 2025    | total_fines=2000                                    | 100
cms_serious_infections     | 2025    | hai_039_observed=5 hai_039_denominator=100          | 0.05
cms_days_without_nurse     | 2026Q1  | rn_0_days_count=9 total_days_reported=90            | 0.1
cms_nursing_hours          | 2026Q1  | total_nurse_hprd=3.9                                | 3.9
"""  # noqa: E501


@pytest.mark.parametrize("row", parse(REPORTED), ids=lambda row: row["code"])
def test_an_american_nursing_home_of_twenty_beds(row, definitions):
    system = SmallSystem()
    system.home("01A193", register="cms", nursing=True, beds=20)
    for cell in row["reported"].split():
        component, value = cell.split("=")
        system.report("01A193", row["period"], **{component: float(value)})

    result = of(row["code"], system, definitions, 3)

    assert result.values[0, 0] == pytest.approx(float(row["value"]))
