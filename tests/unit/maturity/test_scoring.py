"""Bands and scores: each criterion moves what it should, and what is not known raises nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caresight.maturity.answers import Answer, Known
from caresight.maturity.scoring import assess, falls_on, journey, judge
from tests.unit.maturity.homes import CODES, DAY, INDEX, STEPS, everything, found

ALONE = {
    need[0]: place
    for place, band in enumerate(INDEX.bands)
    for need in band.needs
    if len(need) == 1
}
ALTERNATIVES = [
    (place, need) for place, band in enumerate(INDEX.bands) for need in band.needs if len(need) > 1
]
STATES = st.dictionaries(st.sampled_from(CODES), st.sampled_from(["yes", "no", "not_known"]))


def test_a_home_that_has_everything_is_at_the_top_with_a_full_score():
    now = judge(INDEX, found(), DAY)

    assert (now.band, now.band_possible) == (STEPS["enhanced_plus"], STEPS["enhanced_plus"])
    assert (now.score, now.score_possible) == (100, 100)
    assert now.held_back_by == ()


@pytest.mark.parametrize(("code", "band"), ALONE.items())
def test_one_criterion_that_is_missing_holds_the_home_below_the_band_that_asks_for_it(code, band):
    now = judge(INDEX, found(**{code: "no"}), DAY)

    assert (now.band, now.band_possible) == (band, band)
    assert now.held_back_by == (code,)


@pytest.mark.parametrize(("code", "band"), ALONE.items())
def test_one_criterion_that_is_not_known_lowers_what_is_shown_and_not_what_is_possible(code, band):
    now = judge(INDEX, found(**{code: "not_known"}), DAY)

    assert (now.band, now.band_possible) == (band, len(INDEX.bands))
    assert now.held_back_by == (code,)
    assert now.share_not_known > 0


@pytest.mark.parametrize(("band", "need"), ALTERNATIVES)
def test_one_of_two_alternatives_is_enough_and_neither_is_not(band, need):
    for code in need:
        assert judge(INDEX, found(**{code: "no"}), DAY).band == len(INDEX.bands)

    assert judge(INDEX, found(**dict.fromkeys(need, "no")), DAY).band == band


@pytest.mark.parametrize("code", [c for c in CODES if c not in INDEX.points])
def test_an_alternative_earns_the_points_of_what_it_stands_for_once(code):
    other = INDEX.by_code[code].counts_as

    assert judge(INDEX, found(**{other: "no"}), DAY).score == 100
    assert judge(INDEX, found(**{other: "no", code: "no"}), DAY).score < 100


@given(STATES, st.sampled_from(CODES))
def test_a_criterion_that_becomes_not_known_never_raises_the_band_or_the_score(states, code):
    before = judge(INDEX, found(**states), DAY)
    after = judge(INDEX, found(**states | {code: "not_known"}), DAY)

    assert after.band <= before.band
    assert after.score <= before.score
    assert after.band_possible >= before.band_possible
    assert after.score_possible >= before.score_possible


@given(STATES, st.sampled_from(CODES))
def test_an_answer_always_lies_within_the_range_that_was_shown_before(states, code):
    before = judge(INDEX, found(**states | {code: "not_known"}), DAY)

    for state in ("yes", "no"):
        after = judge(INDEX, found(**states | {code: state}), DAY)
        assert before.band <= after.band <= after.band_possible <= before.band_possible
        assert before.score <= after.score <= after.score_possible <= before.score_possible


@given(STATES)
def test_the_range_ends_where_all_that_is_not_known_is_no_or_yes(states):
    now = judge(INDEX, found(**states), DAY)
    worst = {c: "no" if s == "not_known" else s for c, s in states.items()}
    best = {c: "yes" if s == "not_known" else s for c, s in states.items()}

    assert now.band == judge(INDEX, found(**worst), DAY).band
    assert now.band_possible == judge(INDEX, found(**best), DAY).band


def test_a_home_of_which_nothing_is_known_could_be_anything():
    now = assess(INDEX, Known(), DAY)

    assert (now.band, now.band_possible) == (0, len(INDEX.bands))
    assert (now.score, now.score_possible, now.share_not_known) == (0, 100, 1)
    assert not now.is_anything_known


@pytest.mark.parametrize("code", [c for c in ALONE if INDEX.by_code[c].lasts])
def test_an_answer_that_expires_lowers_the_band_on_that_day_and_not_before(code):
    criterion = INDEX.by_code[code]
    ends = criterion.lasts.after(date(2026, 10, 1))
    newer = {c: replace(a, on=ends - timedelta(days=1)) for a in everything().answers
             if (c := a.criterion) != code}  # fmt: skip
    known = Known([*newer.values(), *(a for a in everything().answers if a.criterion == code)],
                  [replace(everything().listed[0], year=ends.year)])  # fmt: skip

    before, after = (assess(INDEX, known, d) for d in (ends - timedelta(days=1), ends))

    assert before.band == len(INDEX.bands)
    assert (after.band, after.band_possible) == (ALONE[code], len(INDEX.bands))
    assert after.findings[code].is_expired


@pytest.mark.parametrize(
    ("number", "out_of", "band"), [(3, 30, 4), (2, 30, 1), (0, 30, 1), (40, 30, 4)]
)
def test_tablets_count_for_each_ten_residents(number, out_of, band):
    tablets = Answer("tablets", date(2026, 10, 1), "digital_return", number=number, out_of=out_of)

    assert assess(INDEX, everything(tablets=tablets), DAY).band == band


@pytest.mark.parametrize("answer", [{"number": 3.0}, {"number": 3.0, "out_of": 0.0}, {}])
def test_a_count_without_what_it_is_out_of_is_not_known(answer):
    tablets = Answer("tablets", date(2026, 10, 1), "digital_return", **answer)

    assert assess(INDEX, everything(tablets=tablets), DAY).findings["tablets"].state == "not_known"


def test_the_latest_answer_counts_and_one_of_a_later_day_does_not_yet():
    known = Known([
        Answer("device", date(2026, 9, 1), "digital_return", yes=True),
        Answer("device", date(2026, 10, 1), "digital_return", yes=False),
        Answer("device", date(2026, 11, 1), "digital_return", yes=True),
    ])  # fmt: skip

    assert assess(INDEX, known, DAY).findings["device"].state == "no"
    assert assess(INDEX, known, date(2026, 11, 1)).findings["device"].state == "yes"


def test_two_sources_that_contradict_each_other_leave_it_not_known():
    known = Known([
        Answer("nhsmail", DAY, "nhsmail_rollout", yes=False),
        Answer("nhsmail", DAY, "digital_return", yes=True),
    ])  # fmt: skip

    finding = assess(INDEX, known, DAY).findings["nhsmail"]

    assert (finding.state, finding.note) == ("not_known", "Sources contradict each other")


def test_a_word_that_it_is_not_known_takes_an_older_yes_back():
    known = Known([
        Answer("device", date(2026, 9, 1), "digital_return", yes=True),
        Answer("device", date(2026, 10, 1), "digital_return"),
    ])  # fmt: skip

    assert assess(INDEX, known, DAY).findings["device"].state == "not_known"


def test_a_journey_has_a_step_for_each_day_on_which_something_changed():
    steps = journey(INDEX, everything(), since=date(2026, 9, 1), until=date(2027, 4, 1))

    assert [(s.day, s.band) for s in steps] == [
        (date(2026, 9, 1), 0),
        (date(2026, 10, 1), 4),
        (date(2026, 12, 30), 1),  # nobody said again that secure email is in use
        (date(2027, 4, 1), 1),
    ]


def test_a_fall_that_is_near_is_seen_and_one_that_is_far_is_not():
    known = everything(accredited_email=None)
    now = assess(INDEX, known, DAY)

    assert falls_on(INDEX, known, now, within=60) == date(2026, 12, 30)
    assert falls_on(INDEX, known, now, within=59) is None
