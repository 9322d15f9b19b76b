"""Examples for the pages of replies: one reply in every state, and things told to providers."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from caresight.web.replies import operations
from caresight.web.replies.models import Reply
from tests.web.casework import OURS, THEIRS, Casework
from tests.web.examples import Examples

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
OUR_GROUP = frozenset("chair council regulator ambulance healthwatch safeguarding provider".split())
TOLD, SAID, DRAFTED, ANSWERED = "vexilkestrel", "quondamfinch", "obliquewren", "lambentplover"
TOLD_THEM = "tacitdotterel"


def examples(casework: Casework) -> Examples:
    """Something told, by page and by letter; a reply in every state."""
    ours = _home(OURS, "Rowan Court", "X99000001")
    told = operations.tell_provider(
        actor=casework.people["chair"], at=AT, agency=casework.agencies["Invented Care 1 Ltd"],
        group=casework.groups["Alderbourne"], title="Staffing at night",
        what=f"Nights look thin ({TOLD}).", **ours,
    )  # fmt: skip
    letter = operations.tell_provider(
        actor=casework.people["neighbour"], at=AT, agency=None, means="letter",
        group=casework.groups["Quillhaven"], title="A letter", what=f"By post ({TOLD_THEM}).",
        provider_name="Invented Care 5 Ltd", **_home(THEIRS, "Oakdene Rest", "X99000002"),
    )  # fmt: skip
    replies = [_reply(casework, ours, state) for state in _STATES]
    return Examples(
        addresses={
            "reply": [{"pk": one.pk} for one in replies],
            "acknowledge_reply": [{"pk": one.pk} for one in replies],
            "answer_reply": [{"pk": one.pk} for one in replies],
            "telling": [{"pk": told.pk}, {"pk": letter.pk}],
            "tell_provider": [{"home_id": OURS}],
        },
        posts={
            "acknowledge_reply": {},
            "answer_reply": {"accepted": "no", "answer": "The rota says otherwise."},
            "tell_provider": {
                "token": str(uuid4()), "title": "Rota", "words": "Please send the rota.",
                "means": "caresight",
            },
        },
        queries={
            "replies": ["?state=waiting", f"?home={OURS}", "?page=9"],
            "told": [f"?home={OURS}", "?home=x", "?page=x"],
            "told_csv": [f"?home={OURS}"],
        },
        secrets={
            TOLD: OUR_GROUP,
            TOLD_THEM: frozenset({"neighbour"}),
            SAID: OUR_GROUP,
            ANSWERED: OUR_GROUP,
            DRAFTED: frozenset({"provider"}),
        },
    )  # fmt: skip


_STATES = ("draft", "sent", "acknowledged", "accepted", "not_accepted")


def _home(home_id: str, name: str, area_code: str) -> dict[str, str]:
    return {"home_id": home_id, "home_name": name, "area_code": area_code}


def _reply(casework: Casework, home: dict[str, Any], state: str) -> Reply:
    by, lead = casework.people["provider"], casework.people["chair"]
    written = operations.reply(
        actor=by, at=AT, agency=casework.agencies["Invented Care 1 Ltd"], about="figure",
        about_ref="falls_with_harm", about_words="Falls with harm, Oct 2026",
        words=f"We count near falls too ({DRAFTED if state == 'draft' else SAID}).", **home,
    )  # fmt: skip
    if state == "draft":
        return written
    written = operations.send_reply(
        actor=by, at=AT, written=written, version=1, names_confirmed=False
    )
    if state == "acknowledged":
        return operations.acknowledge_reply(actor=lead, at=AT, written=written)
    if state in ("accepted", "not_accepted"):
        return operations.answer_reply(
            actor=lead, at=AT, written=written, accepted=state == "accepted",
            answer=f"We compared ({ANSWERED}).",
        )  # fmt: skip
    return written
