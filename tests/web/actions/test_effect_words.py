"""The sentences of “Did it work?”: they claim no more than was found."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from caresight.statistics.matched_comparison import MatchedComparison
from caresight.statistics.regression_to_mean import Return
from caresight.web.actions.effect_words import _fall_back, _verdict
from caresight.web.actions.models import Action

NOTHING = MatchedComparison(
    before=10, after=10, change=0, matched_before=10, matched_change=0, expected_change=0,
    effect=0, lower=-2, upper=2, share_as_extreme=0.5, matched=np.arange(30),
)  # fmt: skip


def verdict(finding: str, direction: str = "down", **changes: Any) -> str:
    return _verdict(finding, Action(direction=direction), replace(NOTHING, **changes))


@pytest.mark.parametrize(
    ("direction", "change", "expected", "says"),
    [
        ("down", 0.2, 0, "Nothing has moved"),
        ("down", -4, -3, "changed as much"),
        ("up", 4, 3, "changed as much"),
        ("down", -4, -1, "may well be chance"),
        ("down", -4, 3, "may well be chance"),
        ("down", 4, 3, "may well be chance"),
    ],
)
def test_where_nothing_stands_out_it_says_what_the_others_did(
    direction, change, expected, says
) -> None:
    said = verdict("no_difference", direction, change=change, expected_change=expected)

    assert says in said
    assert said.endswith("This does not show that the action worked.")


def test_the_machine_never_says_that_an_action_worked() -> None:
    for finding in ("as_expected", "opposite", "no_difference"):
        said = verdict(finding, change=-5, expected_change=0)
        assert "worked" not in said.replace("does not show that the action worked", "")


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (None, ""),
        (Return(10, 0.6, -2.0), "expected to fall by about 2, towards 10 falls"),
        (Return(10, 0.6, 2.0), "expected to rise by about 2, towards 10 falls"),
        (Return(10, 0.99, -0.01), "stay about where it is"),
    ],
)
def test_the_fall_back_is_said_in_figures_where_there_is_one(found, says) -> None:
    assert says in _fall_back(found, "falls")


def test_shares_move_by_percentage_points() -> None:
    said = _fall_back(Return(0.4, 0.5, -0.052), "share of staff")

    assert "fall by about 5.2 percentage points, towards 40% of staff" in said
