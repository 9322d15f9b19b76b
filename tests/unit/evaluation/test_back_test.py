from datetime import date

import numpy as np
import pytest

from caresight.evaluation.back_test import Deterioration, Judgements, back_test
from caresight.evaluation.track_record import (
    NOT_YET_KNOWN,
    load_track_record,
    record_of,
    rules_of,
    save_track_record,
)
from caresight.evaluation.truth import deteriorations_of, quiet_rows
from caresight.vocabulary.periods import months_after
from caresight.vocabulary.refusal import Refusal
from caresight.worlds.truth import Truth
from tests.unit.surveillance.invented import LADDERS, WEIGHTS

FIRST = date(2025, 1, 1)


def judgements(*lines):
    """One text a home and one mark a month: a figure is the step, a dot a closed home."""
    steps = np.array([[0 if mark == "." else int(mark) for mark in line] for line in lines])
    return Judgements(
        months=tuple(months_after(FIRST, place) for place in range(steps.shape[1])),
        steps=steps,
        points=steps * 5.0,
        is_open=np.array([[mark != "." for mark in line] for line in lines]),
    )


def worse(row, start, end=None, kind="step"):
    ends = None if end is None else months_after(FIRST, end)
    return Deterioration(row, kind, months_after(FIRST, start), ends)


def test_a_deterioration_suggested_in_time_counts_and_gives_its_delay():
    result = back_test(judgements("000000110000"), [worse(0, 4)], [])

    assert result.sensitivity.value == 1
    assert result.months_to_detection == (2, 2, 2)


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("000000000000", worse(0, 4)),
        ("000000000011", worse(0, 2, 6)),
        ("0" * 14 + "11", worse(0, 1)),
    ],
    ids=["never", "only after it had ended", "only after a year"],
)
def test_a_deterioration_suggested_too_late_or_never_is_missed(line, thing):
    assert back_test(judgements(line), [thing], []).sensitivity.value == 0


def test_a_deterioration_with_too_few_months_to_be_seen_in_is_not_judged():
    result = back_test(judgements("000000000000"), [worse(0, 10)], [])

    assert result.sensitivity.of == 0
    assert np.isnan(result.sensitivity.value)


def test_false_flags_are_counted_when_they_begin_over_the_months_that_a_home_was_open():
    result = back_test(judgements("00110", "000..", "01010"), [], [0, 1, 2])

    assert result.false_flags.of == 10
    assert result.false_flags.value == pytest.approx(30)
    assert result.false_flags.lower < 30 < result.false_flags.upper
    assert result.flagged_quiet_months == pytest.approx(100 * 4 / 13)


def test_the_rank_is_the_chance_to_stand_above_a_quiet_home_with_ties_as_half():
    result = back_test(judgements("0000", "0001", "0000", "0001"), [worse(1, 0)], [0, 2, 3])

    assert result.ranked_above.value == pytest.approx(2.5 / 3)
    assert result.above_median.value == 1


def test_what_ended_before_the_last_month_is_not_ranked():
    assert back_test(judgements("0000", "0000"), [worse(0, 0, 1)], [1]).ranked_above.of == 0


def test_the_result_is_plain_values():
    result = back_test(judgements("000000110000"), [worse(0, 4)], []).as_dict()

    assert result["sensitivity"]["value"] == 1
    assert list(result["sensitivity_by_kind"]) == ["step"]


LADDER = LADDERS.require("nqb-2022")
RULES = rules_of(WEIGHTS, LADDER)


def record(*homes, worse=(), quiet=(), rules=RULES):
    result = back_test(judgements(*homes), worse, quiet)
    return record_of(result, rules=rules, made_on=FIRST, seeds=(1,), homes=2, months=12)


def test_a_track_record_says_that_the_boroughs_were_invented():
    made = record("000000110000", "000000000000", worse=[worse(0, 4)], quiet=[1])

    assert made.sentence(WEIGHTS, LADDER).startswith(
        "On invented boroughs, 100% of 1 deteriorations were suggested within a year"
    )
    assert made.sentence(WEIGHTS, LADDER).endswith("On real homes nobody knows yet.")


def test_without_a_result_the_track_record_claims_nothing():
    assert record("0000").sentence(WEIGHTS, LADDER) == NOT_YET_KNOWN


def test_a_record_of_other_rules_claims_nothing():
    made = record("000000110000", worse=[worse(0, 4)], rules="of last year")

    assert made.sentence(WEIGHTS, LADDER) == NOT_YET_KNOWN


def test_a_record_is_read_back_as_it_was_written(tmp_path):
    made = record("000000110000", "000000000000", worse=[worse(0, 4)], quiet=[1])
    save_track_record(made, tmp_path)

    assert load_track_record(tmp_path) == made
    assert load_track_record(tmp_path / "elsewhere") is None


def test_a_record_with_a_fault_is_refused_with_its_file(tmp_path):
    save_track_record(record("0000"), tmp_path).write_text("homes: many", encoding="utf-8")

    with pytest.raises(Refusal, match="no record of a back-test"):
        load_track_record(tmp_path)


def truth(kind, *location_ids):
    return Truth(
        home_key="W1", location_ids=location_ids, name="Quillfeather", area_code="X99000001",
        beds=20, kind=kind, start_month=FIRST, end_month=None, factor=None, indicators=(),
        factors=(), agencies=(), story="", note="",
    )  # fmt: skip


def test_the_truth_finds_its_home_by_any_of_its_locations():
    rows = {"1-1": 0, "1-2": 0, "1-3": 1}
    things = [truth("step", "1-1", "1-2"), truth("closure", "1-3"), truth("drift", "1-9")]

    assert [(d.row, d.kind) for d in deteriorations_of(things, rows)] == [(0, "step")]


def test_a_slip_in_a_file_leaves_a_home_quiet():
    rows = {"1-1": 0, "1-3": 1}

    assert quiet_rows([truth("duplicate_row", "1-1"), truth("closure", "1-3")], rows, 3) == (0, 2)
