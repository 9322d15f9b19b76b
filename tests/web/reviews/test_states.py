"""State by state: which step each allows, whoever asks."""

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.reviews import policies
from caresight.web.reviews.models import Review
from caresight.web.reviews.procedure import level_label, stand_down_choices
from caresight.web.reviews.states import State
from tests.web.casework import TODAY, Casework
from tests.web.reviews.called import held, meet_all_criteria, under_way

TABLE = {
    # state: can triage, is running, is under way
    State.CALLED: (True, True, False),
    State.UNDER_WAY: (False, True, True),
    State.NOT_HELD: (False, False, False),
    State.STOOD_DOWN: (False, False, False),
}


@pytest.mark.parametrize("state", TABLE)
def test_each_state_allows_what_the_table_says(state: State) -> None:
    review = Review(pk=1, state=state)

    found = (
        policies.can_triage(review),
        policies.is_running(review),
        policies.is_under_way(review),
    )

    assert found == TABLE[state]


def test_under_way_says_to_triage_first() -> None:
    with pytest.raises(Refusal, match="triage call first"):
        policies.check_is_under_way(Review(pk=1, state=State.CALLED))


def test_a_review_can_be_stood_down_when_nothing_stands_in_the_way(casework: Casework) -> None:
    review = under_way(casework)
    assert not policies.can_stand_down(review, TODAY)
    held(casework, review)
    meet_all_criteria(casework, review)

    assert policies.can_stand_down(review, TODAY)


def test_levels_bear_the_words_of_their_ladder() -> None:
    assert stand_down_choices("qsg-2017") == [
        ("enhanced", "Enhanced surveillance"), ("routine", "Routine"),
    ]  # fmt: skip
    assert level_label("no-such-ladder", "deep_water") == "Deep water"
