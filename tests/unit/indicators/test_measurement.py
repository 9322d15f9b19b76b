from datetime import date
from typing import Any

import numpy as np
import pytest

from caresight.checks.population import Population as CheckedPopulation
from caresight.checks.verdicts import Doubt, Gate, Verdicts, no_verdicts
from caresight.indicators.axes import calendar_periods
from caresight.indicators.measured import QUALITIES, Measured
from caresight.indicators.measurement import components_of, measure, measure_all, read_all
from caresight.indicators.population import Population
from tests.unit.checks.sample_definitions import indicator
from tests.unit.checks.small_system import JANUARY, SmallSystem, months
from tests.unit.indicators.slow_measurement import byar, pooled_rate, quantile, wilson


def measured(
    system: SmallSystem, *, count: int = 1, verdicts: Verdicts | None = None, **definition: Any
) -> Measured:
    return measure(
        indicator(**definition),
        evidence=system,
        population=system.population,
        verdicts=verdicts or no_verdicts(),
        months=months(count),
    )


def qualities(result: Measured) -> list[list[str]]:
    return [[QUALITIES[code] for code in row] for row in result.quality]


def test_a_rate_is_events_over_bed_days_in_the_indicators_unit():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=6, occupied_bed_days=600)

    result = measured(system)

    assert result.values.tolist() == [[10.0]]
    assert (result.lower[0, 0], result.upper[0, 0]) == pytest.approx(
        tuple(1000 * bound for bound in byar(6, 600))
    )
    assert qualities(result) == [["good"]]


def test_a_share_has_wilsons_interval_and_stays_a_share():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", in_date=15, required=50)

    result = measured(
        system,
        kind="share",
        per=1,
        numerator={"of": "observations", "components": ["in_date"]},
        denominator={"of": "observations", "components": ["required"]},
    )

    assert result.values.tolist() == [[0.3]]
    assert (result.lower[0, 0], result.upper[0, 0]) == pytest.approx(wilson(15, 50))


def test_missing_bed_days_are_estimated_from_residents_and_marked():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=3, residents_at_month_end=10)

    result = measured(system)

    assert result.denominators.tolist() == [[310.0]]
    assert qualities(result) == [["estimated"]]
    assert result.may_signal.all()


def test_registered_beds_are_the_last_resort_and_marked():
    system = SmallSystem()
    system.home("1-1", beds=20)
    system.report("1-1", "2026-01", falls=3)

    result = measured(system)

    assert result.denominators.tolist() == [[620.0]]
    assert qualities(result) == [["estimated"]]


def test_without_the_last_resort_an_unknown_denominator_leaves_the_value_unknown():
    system = SmallSystem()
    system.home("1-1", beds=20)
    system.report("1-1", "2026-01", falls=3)

    result = measured(system, denominator={"of": "occupied_bed_days", "fall_back_on_beds": False})

    assert qualities(result) == [["missing"]]
    assert np.isnan(result.numerators).all()


def test_nothing_is_known_of_a_home_before_it_opens_and_after_it_closes():
    system = SmallSystem()
    system.home("1-1", from_on=date(2026, 2, 1), to_on=date(2026, 3, 1))
    for month in ("2026-01", "2026-02", "2026-03"):
        system.report("1-1", month, falls=0, occupied_bed_days=600)

    result = measured(system, count=3)

    assert qualities(result) == [["missing", "good", "missing"]]


def test_a_suppressed_number_is_never_a_zero():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=None, occupied_bed_days=600)

    result = measured(system)

    assert qualities(result) == [["suppressed"]]
    assert np.isnan(result.values).all()


def test_a_small_denominator_is_shown_and_raises_nothing():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=1, occupied_bed_days=200)

    result = measured(system, minimum_denominator=250)

    assert qualities(result) == [["small"]]
    assert result.values.tolist() == [[5.0]]
    assert not result.may_signal.any()


def test_a_source_below_its_gate_is_shown_with_its_expectation_and_no_z():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=6, occupied_bed_days=600)
    gated = Verdicts(no_verdicts().quality, frozenset({Gate("provider_return", 20_454, 20_485)}))

    result = measured(system, verdicts=gated)

    assert qualities(result) == [["below_gate"]]
    assert result.values.tolist() == [[10.0]]
    assert np.isnan(result.z).all()


def test_a_doubted_component_puts_only_that_home_and_month_below_the_gate():
    system = SmallSystem()
    for name in ("1-1", "1-2"):
        system.home(name)
        system.report(name, "2026-01", falls=6, occupied_bed_days=600)
    doubts = frozenset({Doubt("falls", "H-1-2", JANUARY), Doubt("falls", "H-1-1", months(2)[1])})

    result = measured(system, verdicts=Verdicts(no_verdicts().quality, frozenset(), doubts))

    assert qualities(result) == [["good"], ["below_gate"]]
    assert result.expected.tolist() == [[10.0], [10.0]]


def test_more_events_than_trials_are_shown_without_an_interval_below_the_gate():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", upheld=3, complaints=2)

    result = measured(
        system,
        kind="share",
        per=1,
        numerator={"of": "observations", "components": ["upheld"]},
        denominator={"of": "observations", "components": ["complaints"]},
    )

    assert qualities(result) == [["below_gate"]]
    assert result.values.tolist() == [[1.5]]
    assert np.isnan(result.lower).all()


def test_a_count_below_zero_is_shown_below_the_gate_and_moves_no_peer():
    system = SmallSystem()
    for name, falls in (("1-1", -3), ("1-2", 6)):
        system.home(name)
        system.report(name, "2026-01", falls=falls, occupied_bed_days=600)

    result = measured(system)

    assert qualities(result) == [["below_gate"], ["good"]]
    assert result.expected.tolist() == [[10.0], [10.0]]


def test_events_give_zeros_where_a_receipt_covers_them_and_gaps_elsewhere():
    system = SmallSystem()
    for name, area in (("1-1", "X01"), ("1-2", "X01"), ("1-3", "X02")):
        system.home(name, area=area, beds=10)
    system.receipt("a1", covers="2026-01", areas=["X01"])
    system.event("1-1", date(2026, 1, 31), kind="ambulance_incident", outcome="conveyed")
    system.event("1-1", date(2026, 1, 1), kind="ambulance_incident", outcome="advice")
    system.event("1-1", date(2026, 2, 1), kind="ambulance_incident")
    calls = {"of": "events", "kind": "ambulance_incident", "covered_by": "ambulance_incidents"}

    all_calls = measured(system, count=2, numerator=calls, denominator={"of": "bed_days"})
    conveyed = measured(
        system, numerator=calls | {"outcomes": ["conveyed"]}, denominator={"of": "bed_days"}
    )

    np.testing.assert_array_equal(
        all_calls.numerators, [[2, np.nan], [0, np.nan], [np.nan, np.nan]]
    )
    assert conveyed.numerators[:2].tolist() == [[1.0], [0.0]]


def test_of_two_files_about_a_month_only_the_last_published_counts():
    system = SmallSystem()
    system.home("1-1")
    system.receipt("a1", covers="2026-01")
    system.receipt("a2", covers="2026-01", published_on=date(2026, 3, 1))
    for receipt, days in (("a1", (3, 4, 5)), ("a2", (3, 4))):
        for day in days:
            system.event("1-1", date(2026, 1, day), kind="call", receipt=receipt)
    calls = {"of": "events", "kind": "call", "covered_by": "ambulance_incidents"}

    result = measured(system, numerator=calls, denominator={"of": "bed_days"})

    assert result.numerators.tolist() == [[2.0]]


def test_events_may_be_summed_by_their_amount_and_filtered_by_topic_and_detail():
    system = SmallSystem()
    system.home("1-1", beds=10)
    system.receipt("p", covers=None, source="penalties", areas=[])
    for amount, detail, topic in ((100, "Fine", "a"), (7, "Denial", "a"), (5, "Fine", "b")):
        system.event(
            "1-1", date(2026, 1, 1), kind="penalty", receipt="p", source="penalties",
            amount=amount, detail=detail, topic=topic,
        )  # fmt: skip
    system.event("1-1", date(2026, 1, 31), kind="x", receipt="p", source="penalties")
    fines = {
        "of": "events", "kind": "penalty", "covered_by": "penalties", "areas": "with_events",
        "take": "amount", "details": ["Fine"], "topics": ["a"],
    }  # fmt: skip

    result = measured(
        system, numerator=fines, denominator={"of": "register", "fact": "beds"}, per=1
    )

    assert result.values.tolist() == [[10.0]]


def test_a_rating_holds_from_its_day_and_the_worse_of_two_on_one_day_counts():
    system = SmallSystem()
    system.home("1-1")
    system.home("1-2")
    for on, detail, topic in (
        (date(2025, 6, 1), "Good", "Overall"),
        (date(2026, 1, 31), "Inadequate", "Overall"),
        (date(2026, 1, 31), "Requires improvement", "Overall"),
        (date(2026, 2, 1), "Outstanding", "Safe"),
        (date(2026, 2, 1), "Inspected but not rated", "Overall"),
    ):
        system.event("1-1", on, kind="rating", detail=detail, topic=topic, source="cqc")

    result = measured(system, count=2, kind="ordinal", value={"of": "rating"}, unit="1 to 4", per=1)

    np.testing.assert_array_equal(result.values, [[1, 1], [np.nan, np.nan]])
    assert np.isnan(result.z).all()


def test_days_since_an_event_are_counted_to_the_end_of_the_period():
    system = SmallSystem()
    system.home("1-1")
    system.home("1-2")
    system.event("1-1", date(2026, 1, 22), kind="rating", detail="Good", topic="Overall")

    result = measured(
        system, count=2, kind="days", value={"of": "days_since", "kind": "rating"}, per=1
    )

    np.testing.assert_array_equal(result.values, [[10, 38], [np.nan, np.nan]])


def test_the_register_fact_in_force_is_that_of_the_last_edition_before_the_end():
    system = SmallSystem()
    system.home("1-1", manager_in_post=True, published_on=date(2026, 2, 10), beds=10)
    system.home("1-2", manager_in_post=None, beds=None)
    system.add(
        "locations", register="cqc", location_id="1-1", manager_in_post=False, beds=12,
        published_on=date(2026, 3, 1), is_care_home=True,
    )  # fmt: skip

    manager = measured(
        system, count=3, kind="value", per=1, value={"of": "register", "fact": "manager_in_post"}
    )
    beds = measured(system, count=3, kind="value", per=1, value={"of": "register", "fact": "beds"})

    np.testing.assert_array_equal(manager.values, [[np.nan, 1, 0], [np.nan] * 3])
    np.testing.assert_array_equal(beds.values, [[10, 10, 12], [np.nan] * 3])


def test_a_silent_home_has_no_answers_where_others_of_its_area_answered():
    system = SmallSystem()
    for name, area in (("1-1", "X01"), ("1-2", "X01"), ("1-3", "X02")):
        system.home(name, area=area)
    system.report("1-1", "2026-01", falls=0, deaths=None)
    asked = {"of": "answers", "components": ["falls", "deaths"]}

    result = measured(
        system,
        kind="share",
        per=1,
        numerator=asked | {"count": "given"},
        denominator=asked | {"count": "awaited"},
    )

    np.testing.assert_array_equal(result.values, [[1.0], [0.0], [np.nan]])


def test_the_mean_of_several_components_and_registrations_is_one_value():
    system = SmallSystem()
    system.home("1-1", home_id="H1")
    system.home("1-2", home_id="H1")
    system.report("1-1", "2026-01", a=10, b=20)
    system.report("1-2", "2026-01", a=30, b=20)

    result = measured(
        system,
        kind="value",
        per=1,
        value={"of": "observations", "components": ["a", "b"], "take": "mean"},
    )

    assert result.values.tolist() == [[20.0]]
    assert np.isnan(result.lower).all()


def test_history_follows_the_home_through_a_change_of_hands():
    system = SmallSystem()
    system.home("1-1", home_id="H1", to_on=date(2026, 1, 16), is_current=False)
    system.home("1-2", home_id="H1", from_on=date(2026, 1, 16))
    system.report("1-1", "2026-01", falls=2, occupied_bed_days=300)
    system.report("1-2", "2026-01", falls=1, occupied_bed_days=300)
    system.report("1-2", "2026-02", falls=4, occupied_bed_days=500)

    result = measured(system, count=2)

    assert result.home_ids.tolist() == ["H1"]
    assert result.numerators.tolist() == [[3.0, 4.0]]


def test_expected_is_the_pooled_rate_of_homes_of_the_kind_by_a_slow_second_count():
    rng = np.random.default_rng(7)
    system = SmallSystem()
    pairs: dict[bool, list[tuple[float | None, float | None]]] = {True: [], False: []}
    for number in range(30):
        nursing = number % 2 == 0
        falls, days = int(rng.poisson(5)), int(rng.integers(300, 900))
        system.home(f"1-{number:02}", nursing=nursing)
        system.report(f"1-{number:02}", "2026-01", falls=falls, occupied_bed_days=days)
        pairs[nursing].append((falls, days))

    result = measured(system, stratify_by=["nursing"])

    assert result.stratum_names == ("nursing homes", "residential homes")
    for row, kind in enumerate(result.strata):
        expected = 1000 * pooled_rate(pairs[kind == 0])
        assert result.expected[row, 0] == pytest.approx(expected)
    assert np.isfinite(result.z).all()
    peers = result.comparators.to_pylist()
    rates = sorted(1000 * top / bottom for top, bottom in pairs[True])
    tenth = next(
        p for p in peers if p["comparator"] == "best_tenth" and p["stratum"] == "nursing homes"
    )
    assert tenth["value"] == pytest.approx(quantile(rates, 0.1))


def test_editions_keep_only_the_periods_that_the_indicator_has_figures_for():
    system = SmallSystem()
    system.home("015009", register="cms")
    system.report("015009", "2025", stars=4, falls_pct=None)
    system.report("015009", "2026-02", stars=3)
    common = {"population": {"register": "cms"}, "period": "edition", "kind": "value", "per": 1}

    def of(component: str) -> Measured:
        spec = {"of": "observations", "components": [component], "take": "mean"}
        return measured(system, value=spec, **common)

    assert [str(period) for period in of("stars").periods] == [
        "01 Jan 2025 to 31 Dec 2025", "Feb 2026",
    ]  # fmt: skip
    assert qualities(of("falls_pct")) == [["suppressed"]]


def test_quarters_are_measured_over_the_whole_quarters_of_the_months():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026Q1", hours=3)
    spec = {"of": "observations", "components": ["hours"]}

    result = measured(system, count=7, period="quarter", kind="value", value=spec, per=1)

    assert [str(p) for p in result.periods] == [
        "01 Jan 2026 to 31 Mar 2026", "01 Apr 2026 to 30 Jun 2026",
    ]  # fmt: skip
    np.testing.assert_array_equal(result.values, [[3.0, np.nan]])


def test_many_indicators_are_measured_from_one_reading():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=6, occupied_bed_days=600, deaths=3)
    deaths = {"of": "observations", "components": ["deaths"]}
    both = [indicator(), indicator(code="deaths", numerator=deaths)]
    known = {"evidence": system, "population": system.population, "months": months(1)}

    readings = read_all(both, checks=["sickness_days"], **known)
    results = list(measure_all(both, verdicts=no_verdicts(), readings=readings, **known))

    assert [float(result.values[0, 0]) for result in results] == [10.0, 5.0]
    assert "sickness_days" in readings["cqc", "month"].components
    assert components_of(both) == (
        "falls", "occupied_bed_days", "residents_at_month_end", "deaths",
    )  # fmt: skip


def test_a_system_without_homes_or_months_is_measured_as_nothing():
    empty = measured(SmallSystem())
    system = SmallSystem()
    system.home("1-1")
    calls = {"of": "events", "kind": "call", "covered_by": "ambulance_incidents"}

    timeless = measured(system, count=0, numerator=calls)

    assert empty.values.shape == (0, 1)
    assert empty.stratum_names == ("all homes",)
    assert timeless.values.shape == (1, 0)


def test_quarters_begin_with_the_first_whole_one():
    periods = calendar_periods("quarter", months(8, date(2026, 2, 1)))

    assert [period.start for period in periods] == [date(2026, 4, 1), date(2026, 7, 1)]


def test_the_population_is_the_one_that_the_checks_know():
    assert Population is CheckedPopulation
