"""One action in each state, and how its pages are asked for."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from caresight.web.actions import operations
from tests.web.actions.agreed import EFFECT, NOW, PROOF, agree, agree_with_provider, closed
from tests.web.casework import OURS, TODAY, Casework
from tests.web.examples import Examples

GROUP_WORD, PROVIDER_WORD, NOTE_WORD = "quincewords", "medlarwords", "sorbusnote"
MEMBERS = frozenset({"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"})
STEPS = (
    "edit_action change_action_due hand_over_action close_action say_action_done "
    "send_back_action cancel_action reopen_action note_on_action action_effect "
    "action_effect_csv"
).split()

SOON = (timezone.localdate() + timedelta(days=40)).isoformat()


def examples(casework: Casework) -> Examples:
    """Open, said done, effect awaited, closed, cancelled, and one of no single home."""
    council = casework.people["council"]
    open_one = agree(casework, words=f"{GROUP_WORD} were agreed", **EFFECT)
    operations.add_note(actor=council, at=NOW, action=open_one, words=f"{NOTE_WORD} of the group")
    said = agree_with_provider(casework, words=f"{GROUP_WORD} about the lift")
    operations.say_done(
        actor=casework.people["provider"], at=NOW, action=said, done_on=TODAY,
        what_was_done=f"{PROVIDER_WORD}: the lift runs", proof="Bill of the lift company",
    )  # fmt: skip
    cancelled = agree(casework)
    operations.cancel_action(
        actor=casework.people["chair"], at=NOW, action=cancelled, reason="No longer needed at all"
    )
    actions = [
        open_one, said, closed(casework, **EFFECT), closed(casework), cancelled,
        agree(casework, home_id="", home_name="", area_code=""),
    ]  # fmt: skip
    addresses = [{"pk": action.pk} for action in actions]
    chosen = {"who": f"p{council.pk}", "reason": "She knows the home best"}
    return Examples(
        addresses={"action": addresses, **dict.fromkeys(STEPS, addresses)},
        posts={
            "open_action": {
                "token": str(uuid4()), "group": casework.groups["Alderbourne"].pk,
                "title": "Visit on a night", "kind": "visit", "who": f"p{council.pk}",
                "due_on": SOON, "other_cite": "Letter of 2 November",
            },
            "edit_action": {"version": 1, "title": "Teach everybody", "kind": "training"},
            "change_action_due": {"due_on": SOON, "reason": "The trainer is away"},
            "hand_over_action": chosen,
            "close_action": {**PROOF, "done_on": TODAY.isoformat()},
            "say_action_done": {
                "done_on": TODAY.isoformat(), "what_was_done": "It was done", "proof": "Letter",
            },
            "send_back_action": {"reason": "The lift still stands still"},
            "cancel_action": {"reason": "It is not needed any more"},
            "reopen_action": {"due_on": SOON, "reason": "It came back again"},
            "note_on_action": {"token": str(uuid4()), "words": "A note on how it goes"},
            "action_effect": {"verdict": "worked", "reason": "Falls are down for months"},
        },
        queries={
            "actions": ["?whose=mine", "?overdue=yes", "?state=all&kind=visit", "?q=lift"],
            "actions_csv": ["?state=all"],
            "actions_json": ["?state=all"],
            "open_action": [f"?home={OURS}", "?home=none", "?which=Rowan"],
        },
        secrets={
            GROUP_WORD: MEMBERS,
            NOTE_WORD: MEMBERS,
            PROVIDER_WORD: MEMBERS | {"provider"},
        },
    )  # fmt: skip
