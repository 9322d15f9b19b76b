"""What is said beside a figure: what cannot be, what is worth a second look, and nothing else."""

from datetime import date

import pytest

from caresight.web.providers.checking import Known, Remark, remarks
from caresight.web.providers.return_definition import return_form

OCTOBER = date(2026, 10, 1)


def said(values: dict[str, float | None], *, before: dict[str, float | None] | None = None,
         beds: int | None = 40) -> list[Remark]:  # fmt: skip
    return remarks(return_form(), values, Known(OCTOBER, beds, before or {}))


def test_a_part_larger_than_its_whole_cannot_be() -> None:
    (remark,) = said({"falls": 2, "falls_with_harm": 3})

    assert remark.column == "falls_with_harm"
    assert remark.is_hard
    assert "which is 2" in remark.sentence


def test_bed_days_beyond_beds_times_days_cannot_be() -> None:
    (remark,) = said({"occupied_bed_days": 1300})

    assert remark.is_hard
    assert "40 registered beds on 31 days are 1,240 nights" in remark.sentence


def test_bed_days_within_the_tolerance_of_the_check_are_let_be() -> None:
    assert said({"occupied_bed_days": 1260}) == []


def test_without_known_beds_bed_days_are_not_judged() -> None:
    assert said({"occupied_bed_days": 15000}, beds=None) == []


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        pytest.param(10, 5, "at least doubled", id="doubled"),
        pytest.param(5, 10, "at least halved", id="halved"),
        pytest.param(0, 5, "None at all", id="none after some"),
        pytest.param(3, 1, "", id="small numbers are no news"),
        pytest.param(6, 5, "", id="a usual change"),
        pytest.param(None, 5, "", id="not known now"),
        pytest.param(5, None, "", id="not known before"),
    ],
)
def test_falls_are_asked_about_only_where_they_changed_much(
    now: float | None, before: float | None, words: str
) -> None:
    found = said({"falls": now}, before={"falls": before})

    assert [words in one.sentence and not one.is_hard for one in found] == [True] * bool(words)


def test_a_large_shift_of_what_moves_slowly_is_asked_about() -> None:
    (remark,) = said({"staff_employed": 60}, before={"staff_employed": 40})

    assert "Last month it was 40. That is a large change in one month." in remark.sentence


def test_a_month_that_is_the_same_throughout_is_asked_about_once() -> None:
    same: dict[str, float | None] = dict.fromkeys(
        "falls deaths complaints posts_filled staff_employed sickness_days care_staff".split(), 9
    )

    (remark,) = said(same, before=same)

    assert remark.column == ""
    assert "the same as last month" in remark.sentence


def test_the_same_few_figures_are_not_asked_about() -> None:
    assert said({"falls": 2, "deaths": 0}, before={"falls": 2, "deaths": 0}) == []


def test_blank_figures_raise_nothing() -> None:
    assert said(dict.fromkeys(return_form().columns())) == []


def test_some_after_none_are_asked_about_without_a_ratio() -> None:
    (remark,) = said({"deaths": 6}, before={"deaths": 0})

    assert remark.sentence == "Last month there were none. Is this right?"
