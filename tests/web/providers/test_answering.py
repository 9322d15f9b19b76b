"""The rules of a form of answers: what a row says, and what cannot be."""

from datetime import date
from itertools import permutations

import pytest

from caresight.web.providers.answering import Answered, answers_in, remarks_on_answers
from caresight.web.providers.return_definition import Values, return_form
from caresight.web.providers.states import DIGITAL

TODAY, DAY = date(2026, 11, 21), "2026-11-20"


def wrong(**values: float | str | None) -> list[str]:
    """The columns of which something is said."""
    return [one.column for one in remarks_on_answers(return_form(DIGITAL), values, TODAY)]


def test_blank_says_nothing_at_all() -> None:
    blank: Values = dict.fromkeys(return_form(DIGITAL).columns())

    assert answers_in(blank) == []
    assert remarks_on_answers(return_form(DIGITAL), blank, TODAY) == []


def test_a_day_of_use_goes_with_a_yes_and_the_others_have_the_common_day() -> None:
    said = {"answered_on": DAY, "nhsmail": "yes", "nhsmail_on": "2026-10-01", "device": "no",
            "tablets": "not known", "tablets_number": None, "tablets_out_of": None}  # fmt: skip

    assert answers_in(said) == [
        Answered("device", "no", None, None, DAY),
        Answered("nhsmail", "yes", None, None, "2026-10-01"),
        Answered("tablets", "not known", None, None, DAY),
    ]


def test_what_was_answered_is_the_same_in_whatever_order_a_database_keeps_it() -> None:
    said = {"answered_on": DAY, "tablets_number": 0, "tablets_out_of": 9, "tablets": None}

    found = {tuple(answers_in(dict(order))) for order in permutations(said.items())}

    assert found == {(Answered("tablets", "counted", 0, 9, DAY),)}


def test_an_answer_to_what_the_index_asks_no_more_is_still_told() -> None:
    assert answers_in({"answered_on": DAY, "gone_since": "yes"}) == [
        Answered("gone_since", "yes", None, None, DAY)
    ]


@pytest.mark.parametrize(
    ("values", "columns"),
    [
        ({"answered_on": DAY, "device": "yes"}, []),
        ({"answered_on": "2026-11-21", "device": "yes"}, []),
        ({"answered_on": "2026-11-22", "device": "yes"}, ["answered_on"]),
        ({"answered_on": "2023-12-01", "device": "yes"}, []),
        ({"answered_on": "2023-11-30", "device": "yes"}, ["answered_on"]),
        ({"answered_on": "0001-01-01"}, ["answered_on"]),
        ({"device": "no"}, ["answered_on"]),
        ({"nhsmail": "yes", "nhsmail_on": DAY}, []),
        ({"answered_on": DAY, "nhsmail": "yes", "nhsmail_on": DAY}, []),
        ({"answered_on": DAY, "nhsmail": "yes", "nhsmail_on": None}, ["nhsmail_on"]),
        ({"answered_on": DAY, "nhsmail": None, "nhsmail_on": DAY}, ["nhsmail_on"]),
        (
            {"answered_on": DAY, "tablets": None, "tablets_number": 0, "tablets_out_of": None},
            ["tablets_out_of"],
        ),
        (
            {"answered_on": DAY, "tablets": None, "tablets_number": None, "tablets_out_of": 3},
            ["tablets_number"],
        ),
        (
            {"answered_on": DAY, "tablets": "not known", "tablets_number": 2, "tablets_out_of": 3},
            ["tablets"],
        ),
        (
            {"answered_on": DAY, "skills_training": None, "skills_training_number": 9,
             "skills_training_out_of": 8},
            ["skills_training_number"],
        ),
        # More tablets than residents is no fault.
        (
            {"answered_on": DAY, "tablets": None, "tablets_number": 9, "tablets_out_of": 8}, [],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_what_has_to_be_mended(
    values: dict[str, float | str | None], columns: list[str]
) -> None:
    assert wrong(**values) == columns
