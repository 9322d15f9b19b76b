"""How often people agreed with the machine: counts against plain counting."""

import pytest

from caresight.web.groups.ladders import ladders
from caresight.web.meetings.judging import share, verdict
from caresight.web.meetings.presenters.log import judgement
from caresight.web.meetings.queries.log import Judged, judged
from tests.web.meetings.held import minute, open_up

NQB = ladders().require("nqb-2022")
ROWS = [
    Judged("flagged", 2, 2), Judged("flagged", 1, 1), Judged("flagged", 1, 0),
    Judged("random", 0, 0), Judged("random", 0, 0), Judged("random", 0, 1),
    Judged("long_unseen", 0, 1), Judged("added", 0, 2),
]  # fmt: skip


def test_flags_are_confirmed_where_people_put_the_home_above_the_lowest_level():
    found = verdict(ROWS).confirmed

    assert (found.events, found.trials) == (2, 3)


def test_only_homes_drawn_at_random_say_what_flags_miss():
    found = verdict(ROWS).missed

    assert (found.events, found.trials) == (1, 3)
    # Wilson's interval for 1 of 3, worked by hand.
    assert (found.lower, found.upper) == (
        pytest.approx(0.0615, abs=1e-3),
        pytest.approx(0.7923, abs=1e-3),
    )


def test_decisions_are_counted_by_reason_and_by_step():
    found = verdict(ROWS)

    assert found.everything.homes == 8
    assert found.by_reason["flagged"].lower == 1
    assert found.by_reason["random"].higher == 1
    assert found.table == {(2, 2): 1, (1, 1): 1, (1, 0): 1, (0, 0): 2, (0, 1): 2, (0, 2): 1}
    assert sum(found.table.values()) == 8


def test_nothing_observed_is_no_share():
    assert share(0, 0).share is None
    assert judgement(verdict([]), NQB).missed.text == "none yet"


def test_a_step_that_the_ladder_no_longer_has_is_shown_by_its_number():
    words = judgement(verdict([Judged("flagged", 3, 3)]), NQB)

    assert words.levels[-1] == "Step 3"
    assert words.table[3] == ("Step 3", [0, 0, 0, 1])


def test_decisions_of_meetings_are_judged_beside_their_suggestions(casework):
    meeting = open_up(casework)
    minute(casework, meeting.places.get(), level="enhanced")

    assert judged(casework.groups["Alderbourne"]) == [Judged("added", 2, 1)]
