from datetime import UTC, date, datetime

from caresight.checks.receipt_rules import (
    receipts_by_period,
    received_within,
    refused_rows,
    rows_accepted,
    rows_once,
)
from tests.unit.checks.sample_definitions import check
from tests.unit.checks.small_system import SmallSystem

ACCEPTED = check("rows_accepted", doubtful_below=0.98, poor_below=0.9)
IN_TIME = check("received_within", days=45, history_after_days=120)
ONCE = check("rows_once", refused_as=["duplicate_row"])


def test_a_file_of_which_too_many_rows_were_refused_is_poor():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", rows_landed=80, rows_set_aside=20)

    (finding,) = rows_accepted(ACCEPTED, ACCEPTED.rule, receipts_by_period(system), {})

    assert (finding.verdict, finding.score) == ("poor", 0.8)
    assert "20 of 100 rows could not be read for Jan 2026" in finding.sentence


def test_the_gate_of_the_source_outranks_that_of_the_check():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", rows_landed=80, rows_set_aside=20)
    gates = {"ambulance_incidents": 0.75}
    own = check("rows_accepted", doubtful_below=0.98, poor_below=0.9, at_source_gate=False)

    (lenient,) = rows_accepted(ACCEPTED, ACCEPTED.rule, receipts_by_period(system), gates)
    (strict,) = rows_accepted(own, own.rule, receipts_by_period(system), gates)

    assert (lenient.verdict, strict.verdict) == ("doubtful", "poor")


def test_files_of_one_source_and_month_are_judged_together():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", rows_landed=99, rows_set_aside=1)
    system.receipt("b", covers="2026-01", rows_landed=100, rows_set_aside=0)

    (finding,) = rows_accepted(ACCEPTED, ACCEPTED.rule, receipts_by_period(system), {})

    assert (finding.tested, finding.failed, finding.verdict) == (200, 1, "good")


def test_a_file_without_rows_and_sources_of_others_are_passed_over():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", rows_landed=0)
    system.receipt("b", covers="2026-01", source="elsewhere")
    only = check("rows_accepted", sources=["ambulance_incidents"])

    assert not list(rows_accepted(only, only.rule, receipts_by_period(system), {}))


def test_a_receipt_without_a_period_stands_in_the_month_of_its_publication():
    system = SmallSystem()
    system.receipt("a", covers=None, published_on=date(2026, 5, 20))
    system.receipt("b", covers=None, published_on=None)

    periods = [str(period) for _, period in receipts_by_period(system)]

    assert periods == ["Feb 2026", "May 2026"]


def test_late_files_fail_and_history_loaded_later_is_not_judged():
    system = SmallSystem()
    system.receipt("in_time", covers="2026-01", published_on=date(2026, 2, 20))
    system.receipt("late", covers="2026-01", published_on=date(2026, 4, 20))
    system.receipt("history", covers="2025-01", published_on=date(2026, 2, 1))

    (finding,) = received_within(IN_TIME, IN_TIME.rule, receipts_by_period(system))

    assert (finding.tested, finding.failed) == (2, 1)
    assert "1 of 2 files for Jan 2026 came more than 45 days after it" in finding.sentence


def test_without_a_day_of_publication_the_day_of_receipt_counts():
    system = SmallSystem()
    system.receipt(
        "a", covers="2026-01", published_on=None, received_at=datetime(2026, 4, 1, tzinfo=UTC)
    )

    (finding,) = received_within(IN_TIME, IN_TIME.rule, receipts_by_period(system))

    assert finding.failed == 1


def test_editions_and_other_sources_are_not_judged_by_time():
    system = SmallSystem()
    system.receipt("a", covers=None)
    system.receipt("b", covers="2026-01", source="elsewhere")
    only = check("received_within", days=45, history_after_days=120, sources=["ambulance"])

    assert not list(received_within(IN_TIME, IN_TIME.rule, {}))
    assert not list(received_within(only, only.rule, receipts_by_period(system)))


def test_rows_refused_as_duplicates_and_rows_given_twice_both_count():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", rows_landed=8)
    for row in (4, 5, 5):
        system.add("set_aside", receipt_id="a", row=row, rule="duplicate_row")
    system.add("set_aside", receipt_id="a", row=9, rule="not_a_number")

    (finding,) = rows_once(
        ONCE, ONCE.rule, receipts_by_period(system), refused_rows(system), lambda *_: 3.0
    )

    assert (finding.tested, finding.failed, finding.verdict) == (10, 5, "doubtful")


def test_a_file_that_landed_nothing_is_not_judged_for_repeats():
    system = SmallSystem()
    system.receipt("a", covers="2026-01", rows_landed=0)

    assert not list(rows_once(ONCE, ONCE.rule, receipts_by_period(system), {}, lambda *_: 0.0))
