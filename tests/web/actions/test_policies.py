"""What the state of an action allows, whoever asks."""

from datetime import timedelta

import pytest

from caresight.vocabulary.refusal import Refusal
from caresight.web.actions import policies
from caresight.web.actions.models import Action
from caresight.web.actions.states import State
from caresight.web.directory.citations import Citation
from tests.web.casework import TODAY

CAN = (
    policies.can_change, policies.can_say_done, policies.can_answer, policies.can_reopen,
    policies.can_record_effect,
)  # fmt: skip
TABLE = {
    # state, outcome, measure: change, say done, answer, reopen, record effect
    (State.OPEN, "", ""): (True, True, False, False, False),
    (State.OPEN, "", "falls"): (True, True, False, False, False),
    (State.SAID_DONE, "", "falls"): (True, False, True, False, False),
    (State.EFFECT_AWAITED, "done", "falls"): (False, False, False, True, True),
    (State.CLOSED, "done", "falls"): (False, False, False, True, True),
    (State.CLOSED, "done", ""): (False, False, False, True, False),
    (State.CLOSED, "not_done", "falls"): (False, False, False, True, False),
    (State.CLOSED, "overtaken", "falls"): (False, False, False, True, False),
    (State.CANCELLED, "", "falls"): (False, False, False, True, False),
}


@pytest.mark.parametrize("state", TABLE, ids=lambda key: "-".join(filter(None, key)))
def test_each_state_allows_what_the_table_says(state: tuple[str, str, str]) -> None:
    action = Action(pk=1, state=state[0], outcome=state[1], measure=state[2])

    assert tuple(can(action) for can in CAN) == TABLE[state]


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (lambda: policies.check_reason("too short"), "reason"),
        (lambda: policies.check_title("ab"), "title"),
        (lambda: policies.check_title("a" * 201), "title"),
        (lambda: policies.check_words("   "), "words"),
        (lambda: policies.check_words("a" * 5001), "words"),
        (lambda: policies.check_kind("magic"), "kind"),
        (lambda: policies.check_evidence_is_cited([], "because"), "evidence"),
        (lambda: policies.check_due(TODAY - timedelta(days=1), TODAY), "passed"),
        (lambda: policies.check_effect("falls", "", None, TODAY), "direction"),
        (lambda: policies.check_effect("falls", "sideways", TODAY, TODAY), "direction"),
        (lambda: policies.check_effect("", "down", TODAY, TODAY), "measure"),
        (
            lambda: policies.check_effect("falls", "down", TODAY - timedelta(days=1), TODAY),
            "before the action is due",
        ),
        (
            lambda: policies.check_closing(
                outcome="maybe", done_on=TODAY, day=TODAY, what="It was done", proof="Letter"
            ),
            "how it ended",
        ),
        (
            lambda: policies.check_closing(
                outcome="done", done_on=TODAY + timedelta(days=1), day=TODAY,
                what="It was done", proof="Letter",
            ),
            "future",
        ),
        (
            lambda: policies.check_closing(
                outcome="done", done_on=TODAY, day=TODAY, what="It was done", proof=" "
            ),
            "evidence",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(check, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        check()


def test_what_makes_sense_passes() -> None:
    policies.check_evidence_is_cited([Citation("other", "", "Letter of May")], "")
    policies.check_evidence_is_cited([], "Nothing has been written down")
    policies.check_effect("", "", None, TODAY)
    policies.check_effect("falls", "down", TODAY, TODAY)
    policies.check_due(TODAY, TODAY)
