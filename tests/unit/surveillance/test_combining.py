from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from caresight.surveillance.combining import combine
from caresight.surveillance.explanation import (
    findings,
    improves,
    level_reason,
    next_level,
    sum_lines,
    weightiest,
    why,
    without_lines,
)
from caresight.surveillance.notices import (
    HISTORY_MONTHS,
    Notices,
    Signal,
    month_columns,
    since_month,
)
from caresight.vocabulary.periods import month_of
from tests.unit.surveillance.invented import LADDERS, LAST, WEIGHTS, months

LADDER = LADDERS.require("nqb-2022")
MONTH = month_of(LAST)


def signal(agency, family, points, **changes):
    whole = Signal(
        row=0, home_id="H0000000", indicator="", kind="level", direction="concerning",
        strength="weak", points=points, agency=agency, family=family, period=MONTH, rule="peers",
        rule_version=1, comparator="similar homes", sentence=f"{family} stands out.",
        would_end=f"{family} back.",
    )  # fmt: skip
    return replace(whole, **changes)


def profiles(*things, homes=1):
    """Profiles of strengths (agency, family, strength, thing of the short list) now."""
    notices = Notices(WEIGHTS)
    for agency, family, strength, alone in things:
        months_held = np.zeros((1, HISTORY_MONTHS), dtype=np.int8)
        months_held[0, -1] = strength
        notices.add_strengths(
            months_held, rows=np.array([0]), agency=agency, family=family,
            direction="concerning", alone=alone,
        )  # fmt: skip
    ids = np.array([f"H{row:07}" for row in range(homes)], dtype=object)
    return combine(notices, home_ids=ids, is_open=np.ones(homes, dtype=bool), ladder=LADDER)


def test_a_home_of_which_nothing_is_noticed_is_on_the_lowest_level():
    quiet = profiles()

    assert (quiet.total[0, -1], quiet.steps[0, -1]) == (0, 0)
    assert level_reason(quiet, LADDER, 0) == "Nothing stands out in what the agencies know."


def test_one_family_is_capped_and_one_agency_is_capped():
    many = profiles(*[("provider", "falls", 3, "")] * 4, *[("provider", "skin", 2, "")] * 4)

    assert many.before_cap[0].max() == 2 * WEIGHTS.caps.family
    assert many.total[0, -1] == WEIGHTS.caps.agency
    assert many.steps[0, -1] == 0


def test_agencies_each_below_their_own_threshold_raise_a_level_together():
    together = profiles(("provider", "falls", 3, ""), ("ambulance", "emergency_calls", 2, ""))

    assert together.total[0, -1] == 5
    assert level_reason(together, LADDER, 0) == (
        "5 points from 2 agencies. Enhanced is suggested from 5 points and 2 agencies."
    )
    assert without_lines(together, LADDER, 0) == [
        ("provider", "Provider returns", 2.0, "Routine"),
        ("ambulance", "Ambulance", 3.0, "Routine"),
    ]


def test_a_thing_of_the_short_list_raises_a_level_whatever_the_sum_says():
    alone = profiles(("regulator", "rating", 3, "inadequate_rating"))

    assert LADDER.levels[alone.steps[0, -1]].code == "enhanced"
    assert level_reason(alone, LADDER, 0) == (
        "An inadequate rating raises it to Enhanced, whatever the sum says."
    )
    assert without_lines(alone, LADDER, 0) == [("regulator", "Regulator", 0.0, "Routine")]


def test_without_another_agency_the_short_list_still_holds():
    both = profiles(("regulator", "rating", 3, "inadequate_rating"), ("hospital", "use", 2, ""))

    assert [line[3] for line in without_lines(both, LADDER, 0)] == ["Enhanced", "Routine"] or [
        line[3] for line in without_lines(both, LADDER, 0)
    ] == ["Routine", "Enhanced"]


def test_the_next_level_says_what_is_missing():
    assert next_level(profiles(("provider", "falls", 2, "")), LADDER, 0) == (
        "Enhanced would be suggested from 5 points and 2 agencies; this home has 2 points "
        "from 1 agency."
    )


def test_closed_homes_rank_after_all_open_ones():
    notices = Notices(WEIGHTS)
    notices.add_strengths(
        np.full((1, HISTORY_MONTHS), 3, dtype=np.int8), rows=np.array([0]), agency="provider",
        family="falls", direction="concerning",
    )  # fmt: skip
    found = combine(
        notices,
        home_ids=np.array(["H1", "H2"], dtype=object),
        is_open=np.array([False, True]),
        ladder=LADDER,
    )

    assert found.rank.tolist() == [2, 1]


def test_good_news_counts_apart_and_takes_nothing_away():
    notices = Notices(WEIGHTS)
    held = np.full((1, HISTORY_MONTHS), 2, dtype=np.int8)
    for direction, family in (
        ("concerning", "falls"),
        ("improving", "skin"),
        ("neutral", "deaths"),
    ):
        notices.add_strengths(
            held, rows=np.array([0]), agency="provider", family=family, direction=direction
        )
    found = combine(
        notices, home_ids=np.array(["H1"], dtype=object), is_open=np.array([True]), ladder=LADDER
    )

    assert (found.total[0, -1], found.good[0, -1]) == (2, 2)


def test_the_sum_shows_the_points_before_the_cap_where_it_bit():
    found = profiles(*[("provider", "falls", 2, "")] * 3)
    lines = sum_lines(found, WEIGHTS, [signal("provider", "falls", 2.0)] * 3, 0)

    assert lines[0][3:] == (3.0, 6.0, WEIGHTS.caps.of("provider"))


def test_a_list_gives_two_findings_that_fit_on_two_lines_and_counts_the_others():
    long = "Falls with harm in the lounge and elsewhere: " + "many more than expected " * 9
    signals = [signal("provider", "falls", 3, sentence=long), signal("ambulance", "calls", 1)]

    assert len(why(signals)) <= 220
    assert why(signals).endswith(" … calls stands out.")
    assert findings([*signals, signal("provider", "falls", 1)]) == 2


def test_the_first_sentences_come_from_different_agencies_and_families():
    signals = [
        signal("provider", "falls", 3),
        signal("provider", "skin", 3),
        signal("ambulance", "calls", 1),
        signal("provider", "falls", 2, sentence="falls again."),
    ]

    assert why(signals) == "falls stands out. calls stands out."
    assert {s.family for s in weightiest(signals, 2)} == {"falls", "calls"}


def test_the_latest_period_speaks_for_later_months_until_it_is_stale():
    columns = month_columns(months(3, date(2026, 8, 1)), MONTH, stale_after=2)

    assert columns[-5:].tolist() == [0, 1, 2, 2, -1]


def test_a_signal_is_as_old_as_its_unbroken_stretch():
    strengths = np.array([1, 0, 1, 1, 1] + [0] * (HISTORY_MONTHS - 8) + [1, 1, 1])

    assert since_month(strengths, MONTH) == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("changes", "is_better"),
    [([], False), ([2], False), ([3], True), ([2, 2], True)],
)
def test_a_home_improves_where_a_change_is_strong_or_not_alone(changes, is_better):
    strengths = {2: "moderate", 3: "strong"}
    changed = {"rule": "own_history", "comparator": "own history"}
    own = [
        signal("provider", f"family {place}", points, strength=strengths[points], **changed)
        for place, points in enumerate(changes)
    ]

    assert improves([signal("regulator", "rating", 3, strength="strong"), *own]) is is_better
