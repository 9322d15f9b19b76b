"""The machine's suggestion in the ladder of the group, whichever the release was built with."""

import pytest

from caresight.web.groups.ladders import ladders
from caresight.web.meetings.suggesting import Noticed, suggestion

NQB, QSG = ladders().require("nqb-2022"), ladders().require("qsg-2017")


@pytest.mark.parametrize(
    ("noticed", "ladder", "expected"),
    [
        (Noticed("intensive", 2, 3, 1), NQB, "intensive"),
        (Noticed("routine", 0, 0, 0), QSG, "routine"),
        (Noticed("routine", 0, 4.5, 1), QSG, "further_information"),
        (Noticed("enhanced", 1, 6, 2), QSG, "enhanced"),
        (Noticed("intensive", 2, 9, 3), QSG, "risk_summit"),
        (Noticed("enhanced", 1, 1, 1), QSG, "enhanced"),
    ],
    ids=[
        "of the same ladder it stands as it is",
        "nothing is nothing in any ladder",
        "a step between that the release does not know",
        "the same points and agencies",
        "another name for the upper step",
        "raised alone: it stands where both ladders know the level",
    ],
)
def test_a_suggestion_is_read_in_the_groups_own_ladder(noticed, ladder, expected):
    assert suggestion(noticed, ladder, "nqb-2022").level == expected


def test_a_level_that_the_groups_ladder_has_not_is_read_by_its_points():
    assert suggestion(Noticed("gone", 1, 9, 3), NQB, "nqb-2022").level == "intensive"
