"""A hold that stands and one that was lifted; forms that would be accepted."""

from datetime import UTC, datetime
from uuid import uuid4

from caresight.web.governance.operations import lift_hold, place_hold
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.examples import Examples

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PLANTED = "holdsecret"


def examples(casework: Casework) -> Examples:
    """Records of governance in each state."""
    lead = casework.people["governance"]
    stands = place_hold(actor=lead, at=NOW, home_id=OURS, reason=f"the coroner's inquiry {PLANTED}")
    lifted = place_hold(actor=lead, at=NOW, home_id=THEIRS, reason=f"a claim {PLANTED}")
    lift_hold(actor=lead, at=NOW, hold_id=lifted.pk, reason="the claim was settled")
    return Examples(
        addresses={"lift_hold": [{"pk": stands.pk}, {"pk": lifted.pk}]},
        posts={
            "apply_retention": {"token": str(uuid4()), "sure": "on"},
            "holds": {"home_id": "", "reason": "a public inquiry"},
            "lift_hold": {"reason": "the inquiry is over"},
            "erase": {
                "token": str(uuid4()),
                "items": "I-000001",
                "reason": "request 13 of 2026",
                "sure": "on",
            },
            "extracts": {"username": "chair", "words": "", "reason": "request 12 of 2026"},
        },
        queries={"audit_trail": ["?who=chair", "?operation=governance", "?page=2"]},
        secrets={PLANTED: frozenset({"governance"})},
    )
