"""Evidence and items added up: by the arithmetic of the evidence, and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caresight.surveillance.items import weigh
from caresight.surveillance.notices import AGENCIES
from caresight.surveillance.together import (
    EvidencePoints,
    Said,
    TogetherRules,
    combine_together,
)
from tests.unit.surveillance.invented import LADDERS, WEIGHTS
from tests.unit.surveillance.test_items import DAY, GRAVE, item
from tests.unit.surveillance.test_items import WEIGHTS as ITEMS

LADDER = LADDERS.require("nqb-2022")
RULES = TogetherRules(WEIGHTS.caps, ITEMS, LADDER)
FAMILIES = ("falls", "staffing", "calls")


def together(evidence=(), items=(), alone=(), good=()):
    """One home in one month; evidence is (agency, family, points)."""
    return combine_together(
        concerning=lines(evidence),
        improving=lines(good),
        alone={(0, AGENCIES.index(agency)): [thing] for agency, thing in alone},
        said=Said({0: weigh(items, ITEMS, DAY)} if items else {}),
        rules=RULES,
        homes=1,
        months=1,
    )


def lines(evidence):
    return EvidencePoints(
        np.zeros(len(evidence), dtype=np.int64),
        np.array([AGENCIES.index(agency) for agency, _, _ in evidence], dtype=np.int64),
        np.array([FAMILIES.index(family) for _, family, _ in evidence], dtype=np.int64),
        np.array([points for _, _, points in evidence], dtype=float),
    )


def state(profile):
    return float(profile.total[0, -1]), int(profile.agencies[0, -1]), int(profile.steps[0, -1])


MISSING_RETURN, CALLS = ("provider", "falls", 2), ("ambulance", "calls", 2)


def test_three_small_things_none_alarming_alone_are_enhanced_together():
    worry = item(severity=2)

    assert state(together([MISSING_RETURN, CALLS])) == (4, 2, 0)
    assert state(together(items=[worry])) == (1, 0, 0)
    assert state(together([MISSING_RETURN, CALLS], [worry]))[0::2] == (5, 1)


def test_a_lone_low_level_worry_is_no_agency_that_corroborates():
    one_agency = [("provider", "falls", 3), ("provider", "staffing", 3)]

    assert state(together(one_agency, [item(severity=2)])) == (5, 1, 0)
    assert state(together(one_agency, [item(severity=3)])) == (5.5, 2, 1)


def test_a_lone_low_level_worry_of_an_agency_whose_figures_speak_takes_no_voice_away():
    found = together([MISSING_RETURN, ("council", "staffing", 2)], [item(severity=2)])

    assert state(found) == (5, 2, 1)


def test_two_low_level_worries_of_two_agencies_corroborate():
    both = [item(severity=2), item("I-000002", severity=2, agency="healthwatch")]

    assert state(together([("provider", "falls", 3)], both)) == (5, 3, 1)


def test_many_worries_of_one_agency_stop_at_its_cap():
    many = [item(f"I-00000{n}", severity=5, themes=frozenset({f"{n}.theme"})) for n in range(9)]

    assert state(together(items=many)) == (4, 1, 0)


def test_good_items_give_good_points_and_take_nothing_away():
    kind = item(direction="good")

    found = together([MISSING_RETURN], [kind], good=[("provider", "staffing", 1)])

    assert state(found)[0] == 2
    assert found.good[0, -1] == 2


def test_what_would_remain_without_an_agency_leaves_its_figures_and_its_words_out():
    found = together([MISSING_RETURN, CALLS, ("council", "staffing", 1)], [item(severity=4)])
    place = AGENCIES.index("council")

    assert (found.total[0, -1], found.without_total[0, place]) == (7, 4)
    assert (found.steps[0, -1], found.without_steps[0, place]) == (1, 0)


def test_suspected_organisational_abuse_raises_a_level_alone_and_not_without_its_agency():
    found = together(items=[item(**GRAVE)])

    assert found.steps[0, -1] == LADDER.step_of("enhanced")
    assert found.alone[0] == ("organisational_abuse",)
    assert found.without_steps[0, AGENCIES.index("council")] == 0


def test_what_of_the_evidence_raises_a_level_alone_still_does():
    found = together([MISSING_RETURN], alone=[("regulator", "inadequate_rating")])

    assert found.steps[0, -1] == 1
    assert together([MISSING_RETURN], alone=[("regulator", "unheard_of")]).steps[0, -1] == 0


evidence = st.lists(
    st.tuples(
        st.sampled_from(("provider", "council", "ambulance", "healthwatch")),
        st.sampled_from(FAMILIES),
        st.sampled_from((1.0, 2.0, 3.0)),
    ),
    max_size=6,
)
said = st.lists(
    st.tuples(
        st.sampled_from(("council", "healthwatch", "regulator")),
        st.sampled_from(("a.one", "a.two", "a", "b.three")),
        st.integers(1, 5),
    ),
    max_size=5,
)


def slow_sum(evidence, items):
    """The same in plain Python, agency by agency."""
    families, voices = {}, {}
    for agency, family, points in evidence:
        families[agency, family] = families.get((agency, family), 0) + points
    for one in weigh(items, ITEMS, DAY):
        voices.setdefault(one.item.agency, []).append(min(one.counted, 3))
    by_agency = {}
    for (agency, _), points in families.items():
        by_agency[agency] = by_agency.get(agency, 0) + min(points, 3)
    for agency, counted in voices.items():
        by_agency[agency] = by_agency.get(agency, 0) + sum(counted)
    return sum(min(points, 4) for points in by_agency.values())


@given(evidence, said)
def test_the_sum_is_what_plain_python_adds_up(evidence, said):
    items = [
        item(f"I-{n}", agency=agency, themes=frozenset({theme}), severity=severity)
        for n, (agency, theme, severity) in enumerate(said)
    ]

    assert together(evidence, items).total[0, -1] == pytest.approx(slow_sum(evidence, items))


@given(evidence, said)
def test_a_worry_never_lowers_a_level(evidence, said):
    items = [
        item(f"I-{n}", agency=agency, themes=frozenset({theme}), severity=severity)
        for n, (agency, theme, severity) in enumerate(said)
    ]
    alone, both = together(evidence), together(evidence, items)

    assert both.total[0, -1] >= alone.total[0, -1]
    assert both.steps[0, -1] >= alone.steps[0, -1]
    assert both.agencies[0, -1] >= alone.agencies[0, -1]


@given(evidence, st.integers(1, 2))
def test_a_single_low_level_worry_never_adds_an_agency(evidence, severity):
    alone, both = together(evidence), together(evidence, [item(severity=severity)])

    assert both.agencies[0, -1] == alone.agencies[0, -1]
