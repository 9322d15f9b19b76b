from datetime import date
from typing import Any

import numpy as np
import pytest

from caresight.checks.definition import Check
from caresight.checks.reported import read_reported
from caresight.checks.running import run_checks
from caresight.checks.verdicts import Verdicts, no_verdicts
from caresight.vocabulary.evidence import QUALITY
from caresight.vocabulary.periods import parse_period
from tests.unit.checks.sample_definitions import check
from tests.unit.checks.small_system import JANUARY, SmallSystem, months

REPORTING = check("homes_reporting", code="homes_reporting", doubtful_below=0.9, poor_below=0.4)


def run(system: SmallSystem, *checks: Check, count: int = 1, asked: Any = ()) -> Verdicts:
    components = [*asked, *(c for one in checks for c in one.components)]
    reading = read_reported(
        evidence=system, population=system.population, register="cqc",
        components=components or ["falls"], periods=months(count),
    )  # fmt: skip
    return run_checks(
        checks, evidence=system, homes=system.arrow_table("homes"), readings=[reading],
        months=months(count), gates={"ambulance_incidents": 0.9},
    )  # fmt: skip


def rows(verdicts: Verdicts, **wanted: Any) -> list[dict[str, Any]]:
    found = verdicts.quality.to_pylist()
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


def test_homes_that_sent_nothing_are_counted_where_their_area_reports():
    system = SmallSystem()
    for number in range(4):
        system.home(f"1-{number}")
    system.home("1-8", area="X02")
    system.home("1-9", to_on=date(2026, 1, 1))
    for number in range(3):
        system.report(f"1-{number}", "2026-01", falls=0)

    (row,) = rows(run(system, REPORTING))

    assert (row["tested"], row["failed"], row["verdict"]) == (4, 1, "doubtful")
    assert row["sentence"] == "1 of 4 homes sent nothing for Jan 2026."
    assert row["score"] == 0.75


def test_a_check_looks_at_its_own_sources_alone():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=0)

    assert not rows(run(system, check("homes_reporting", sources=["elsewhere"])))


def test_months_in_which_nobody_reported_have_no_verdict():
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-02", falls=0)

    assert [row["period_start"].month for row in rows(run(system, REPORTING, count=3))] == [2]


def test_answers_left_blank_are_counted_for_homes_that_reported():
    answers = check("answers_given", components=["falls", "deaths"], code="answers")
    system = SmallSystem()
    system.home("1-1")
    system.home("1-2")
    system.report("1-1", "2026-01", falls=0)

    (row,) = rows(run(system, answers))

    assert (row["tested"], row["failed"]) == (2, 1)


def test_a_source_that_gives_none_of_the_answers_is_not_judged():
    answers = check("answers_given", components=["deaths"])
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=0)

    assert not rows(run(system, answers, asked=["falls"]))


def test_a_part_above_its_whole_is_found_and_doubted_for_that_home():
    harm = check("no_more_than", part="harm", whole="falls", gate="home", code="harm_in_falls")
    system = SmallSystem()
    for number, (part, whole) in enumerate([(1, 3), (4, 3)]):
        system.home(f"1-{number}")
        system.report(f"1-{number}", "2026-01", harm=part, falls=whole)

    verdicts = run(system, harm)

    (home,) = rows(verdicts, entity_id="H-1-1")
    assert home["sentence"] == "Harm (4) exceed falls (3) in Jan 2026."
    assert rows(verdicts, entity_id="")[0]["failed"] == 1
    assert [doubt.home_id for doubt in verdicts.doubted("falls")] == ["H-1-1"]


def test_without_a_gate_a_contradiction_is_told_and_doubts_nothing():
    harm = check("no_more_than", part="harm", whole="falls")
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", harm=4, falls=3)

    assert not run(system, harm).doubts


def test_occupied_bed_days_may_exceed_registered_ones_by_the_tolerance():
    beds = check("no_more_than", part="occupied_bed_days", whole="bed_days", tolerance=0.02)
    system = SmallSystem()
    for number, days in enumerate([620, 632, 640]):
        system.home(f"1-{number}", beds=20)
        system.report(f"1-{number}", "2026-01", occupied_bed_days=days)

    assert [row["entity_id"] for row in rows(run(system, beds), tested=1)] == ["H-1-2"]


def test_a_part_that_nobody_reports_is_not_judged():
    harm = check("no_more_than", part="harm", whole="falls")
    system = SmallSystem()
    system.home("1-1")

    assert not rows(run(system, harm))


def test_homes_that_report_after_closing_are_named():
    closed = check("silent_when_closed", code="closed_still_reporting")
    other = check("silent_when_closed", sources=["elsewhere"])
    system = SmallSystem()
    system.home("1-1", to_on=date(2026, 1, 20))
    system.report("1-1", "2026-01", falls=1)
    system.report("1-1", "2026-02", falls=1)

    found = rows(run(system, closed, other, count=2, asked=["falls"]), entity_id="H-1-1")

    assert [row["period_start"] for row in found] == [date(2026, 2, 1)]
    assert "had closed before" in found[0]["sentence"]


def test_locations_that_no_register_knows_are_named():
    known = check("known_to_register", poor_below=0.9)
    system = SmallSystem()
    system.home("1-1")
    system.report("1-1", "2026-01", falls=1)
    system.report("1-7", "2026-01", falls=1)
    system.event("1-8", date(2026, 1, 31), kind="ambulance_incident")
    system.event("1-1", date(2026, 1, 30), kind="ambulance_incident")

    verdicts = run(system, known)

    assert {row["entity_id"] for row in rows(verdicts)} == {"", "1-7", "1-8"}
    assert {row["period_end"] for row in rows(verdicts)} == {JANUARY.end}
    assert rows(verdicts, source="provider_return", entity_id="")[0]["failed"] == 1


def test_sources_that_a_check_leaves_out_have_no_strangers():
    known = check("known_to_register", sources=["elsewhere"])
    system = SmallSystem()
    system.home("1-1")
    system.report("1-7", "2026-01", falls=1)

    assert not rows(run(system, known))


def test_a_home_registered_twice_at_one_time_is_told():
    once = check("registered_once")
    system = SmallSystem()
    system.home("1-1", home_id="H1", to_on=date(2026, 1, 5))
    system.home("1-2", home_id="H1", from_on=date(2025, 1, 1))
    system.home("1-3", home_id="H3", to_on=date(2025, 12, 31))
    system.home("1-4", home_id="H3", from_on=date(2025, 12, 31))

    (row,) = rows(run(system, once), tested=1)

    assert (row["entity_id"], row["source"], row["verdict"]) == ("H1", "cqc", "doubtful")
    assert "1-1 and 1-2" in row["sentence"]


def test_registrations_need_a_month_to_be_looked_at():
    system = SmallSystem()
    system.home("1-1")

    assert not rows(run(system, check("registered_once"), count=0))


def quiet_home() -> SmallSystem:
    system = SmallSystem()
    system.home("1-1")
    for number, month in enumerate(months(10), start=1):
        falls = 6 if number <= 8 else 0
        system.report("1-1", f"{month.start:%Y-%m}", falls=falls)
    return system


def test_sudden_zeros_are_told_with_the_past_that_makes_them_improbable():
    zeros = check(
        "sudden_zeros", components=["falls"], probability=0.01, poor_probability=1e-9,
        months_before=6, months_at_least=2,
    )  # fmt: skip

    (row,) = rows(run(quiet_home(), zeros, count=10))

    assert (row["period_start"], row["verdict"]) == (date(2026, 10, 1), "doubtful")
    assert "for 2 months running, after 6.0 events a month before" in row["sentence"]


def test_the_most_improbable_zeros_are_poor():
    zeros = check(
        "sudden_zeros", components=["falls", "absent"], probability=0.01,
        poor_probability=0.008, months_before=6,
    )  # fmt: skip

    verdicts = [row["verdict"] for row in rows(run(quiet_home(), zeros, count=10))]

    assert verdicts == ["poor", "poor"]


@pytest.mark.parametrize(
    "rule",
    [
        {"of": "sudden_zeros", "probability": 0.01, "poor_probability": 0.001, "months_before": 6},
        {"of": "copied_months", "at_least": 3, "not_zero": 2, "look_back": 2},
        {
            "of": "digit_heaping", "probability": 0.01, "poor_probability": 0.001,
            "months": 3, "at_least": 10,
        },
    ],
    ids=lambda rule: rule["of"],
)  # fmt: skip
def test_behaviours_of_figures_that_nobody_gives_are_not_judged(rule):
    system = SmallSystem()
    system.home("1-1")

    assert not rows(run(system, check(components=["a", "b", "c"], **rule)))


def test_copied_months_are_told_with_their_model():
    copied = check(
        "copied_months", components=["falls", "hours", "sick"], at_least=3, not_zero=2,
        look_back=12,
    )  # fmt: skip
    system = SmallSystem()
    system.home("1-1")
    for month, hours in (("2026-01", 700), ("2026-02", 650), ("2026-03", 700)):
        system.report("1-1", month, falls=3, hours=hours, sick=0)

    (row,) = rows(run(system, copied, count=3))

    assert row["sentence"] == "The figures for Mar 2026 are the same as for Jan 2026."
    assert row["source"] == "provider_return"


def test_round_numbers_are_told_with_their_count():
    heaping = check(
        "digit_heaping", components=["hours"], probability=1e-6, poor_probability=1e-8,
        months=12, at_least=10, sources=["elsewhere"],
    )  # fmt: skip
    system = SmallSystem()
    system.home("1-1")
    for month in months(11):
        system.report("1-1", f"{month.start:%Y-%m}", hours=100)

    found = rows(run(system, heaping, count=11))

    assert [row["verdict"] for row in found] == ["doubtful", "doubtful"]
    assert found[0]["sentence"].startswith("10 of 10 figures in 12 months end in 0 or 5")
    assert found[0]["source"] == ""


def test_a_poor_verdict_of_a_gating_check_closes_the_source_for_the_period():
    accepted = check("rows_accepted", gate="source")
    system = SmallSystem()
    system.home("1-1")
    system.receipt("a", covers="2026-01", rows_landed=50, rows_set_aside=50)
    system.receipt("b", covers="2026-02")

    verdicts = run(system, accepted)

    assert not verdicts.usable("ambulance_incidents", JANUARY)
    assert verdicts.usable("ambulance_incidents", parse_period("2026-02"))
    closed = verdicts.below_gate(["ambulance_incidents"], months(2))
    assert closed.tolist() == [True, False]


def test_a_figure_with_one_good_source_is_not_below_the_gate():
    accepted = check("rows_accepted", gate="source")
    system = SmallSystem()
    system.home("1-1")
    system.receipt("a", covers="2026-01", rows_landed=50, rows_set_aside=50)

    verdicts = run(system, accepted)

    assert not verdicts.below_gate(["ambulance_incidents", "other"], months(1)).any()
    assert not verdicts.below_gate([], months(1)).any()


def test_rows_given_twice_are_found_through_all_rules():
    once = check("rows_once", refused_as=["duplicate_row"])
    system = SmallSystem()
    system.home("1-1")
    system.receipt("r1", covers="2026-01", source="provider_return")
    system.receipt("r2", covers="2026-01", source="other")
    for _ in range(2):
        system.report("1-1", "2026-01", falls=1)

    found = rows(run(system, once))

    assert {row["source"]: row["failed"] for row in found} == {"provider_return": 1, "other": 0}


def test_lateness_is_checked_with_the_rest():
    late = check("received_within", days=10, history_after_days=100)
    system = SmallSystem()
    system.home("1-1")
    system.receipt("a", covers="2026-01", published_on=date(2026, 3, 1))

    assert rows(run(system, late))[0]["verdict"] == "poor"


def test_without_verdicts_everything_is_usable_and_the_table_has_its_columns():
    verdicts = no_verdicts()

    assert verdicts.usable("anything", JANUARY)
    assert tuple(verdicts.quality.column_names) == QUALITY.column_names
    assert not verdicts.doubted("falls")
    assert np.array_equal(verdicts.below_gate(["a"], [JANUARY]), [False])
