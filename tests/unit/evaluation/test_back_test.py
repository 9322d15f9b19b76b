from datetime import date

import numpy as np
import pytest

from caresight.evaluation.back_test import Deterioration, Judgements, back_test
from caresight.evaluation.track_record import NOT_YET_KNOWN, on_an_invented_borough
from caresight.evaluation.truth import deteriorations_of, quiet_rows
from caresight.vocabulary.periods import months_after
from caresight.worlds.truth import Truth

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


def test_a_track_record_says_that_the_homes_were_invented():
    result = back_test(judgements("000000110000", "000000000000"), [worse(0, 4)], [1])

    assert "On an invented borough" in on_an_invented_borough(result)
    assert on_an_invented_borough(result).startswith(NOT_YET_KNOWN)


def test_without_a_result_the_track_record_claims_nothing():
    empty = back_test(judgements("0000"), [], [])

    assert on_an_invented_borough(empty) == NOT_YET_KNOWN


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
