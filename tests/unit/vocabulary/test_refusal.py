from contextlib import contextmanager

import pytest

from caresight.vocabulary.refusal import Refusal


def test_a_refusal_says_where_what_was_expected_what_came_and_what_to_do():
    refusal = Refusal(
        "The count is negative.",
        file="return.csv",
        row=7,
        column="falls",
        expected="0 or more",
        came="-1",
        what_to_do="Correct the cell.",
    )

    assert str(refusal) == (
        "return.csv, row 7, column “falls”: The count is negative. Expected: 0 or more. "
        "Came: -1. What to do: Correct the cell."
    )


def test_a_refusal_may_say_what_is_wrong_alone():
    assert str(Refusal("Another writer is at work.")) == "Another writer is at work."


def test_a_place_names_only_what_is_known():
    assert str(Refusal("It is empty.", file="a.csv")) == "a.csv: It is empty."


def test_nothing_that_came_is_said_too():
    assert str(Refusal("It is empty.", came="")) == "It is empty. Came: ."


def test_what_the_program_calls_the_field_is_not_said():
    assert str(Refusal("It is empty.", field="words")) == "It is empty."


def test_a_refusal_can_be_raised_and_caught():
    with pytest.raises(Refusal) as caught:
        raise Refusal("No.")

    assert caught.value.what == "No."


def test_a_refusal_passes_through_a_context_manager():
    @contextmanager
    def busy():
        yield

    with pytest.raises(Refusal, match=r"^No"), busy():
        raise Refusal("No.")
