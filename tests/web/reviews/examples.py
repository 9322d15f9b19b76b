"""One review in each state, with every part, and how its pages are asked for."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from caresight.web.reviews import operations
from caresight.web.reviews.models import Review
from caresight.web.reviews.operations import NamedHome
from caresight.web.reviews.states import Part
from tests.web.casework import BORDER, OURS, THEIRS_AREA, Casework
from tests.web.examples import Examples
from tests.web.reviews.called import DAY, NOW, call, held, stood_down, triage, under_way

WORRY, PART_ONE, PART_TWO = "hawthornworry", "rowanmembers", "elderprovider"
FACTS, ANSWER, DECIDED, TOLD = "whinfacts", "broomanswer", "gorsedecided", "yewtold"
MEMBERS = frozenset({"chair", "council", "regulator", "ambulance", "healthwatch", "safeguarding"})
WHOLE = MEMBERS | {"neighbour"}
"""The neighbour is invited to the review that holds the words."""

SOON = (timezone.localdate() + timedelta(days=40)).isoformat()


def examples(casework: Casework) -> Examples:
    """Stood down, not held, called, and one under way with all its parts."""
    ended = stood_down(casework)
    not_held = triage(casework, call(casework), decision="not_needed")
    border = NamedHome(BORDER, "Heron Court", THEIRS_AREA)
    waiting = call(casework, homes=[border])
    running = _running(casework)
    reviews = [{"pk": one.pk} for one in (ended, not_held, waiting, running)]
    pks = {
        "withdraw_invitation": running.participants.all(),
        "answer_information": running.requests.all(),
        **dict.fromkeys(
            ("move_review_meeting", "write_part_one", "write_part_two"), running.meetings.all()
        ),
        **dict.fromkeys(("tell_decision", "act_on_decision"), running.decisions.all()),
        "judge_criterion": running.criteria.all()[:2],
    }  # fmt: skip
    of_review = (
        "review triage_review appoint_coordinator name_communications invite_to_review "
        "ask_for_information plan_review_meeting write_facts decide_in_review add_criterion "
        "stand_down_review"
    ).split()
    return Examples(
        addresses={
            **dict.fromkeys(of_review, reviews),
            **{name: [{"pk": one.pk} for one in found] for name, found in pks.items()},
        },
        posts=_posts(casework),
        queries={
            "reviews": ["?state=running", "?state=stood_down", "?page=2"],
            "reviews_csv": ["?state=called"],
            "call_review": [f"?home={OURS}", "?which=Rowan"],
        },
        secrets={
            WORRY: WHOLE, PART_ONE: WHOLE, FACTS: WHOLE, ANSWER: WHOLE, DECIDED: WHOLE,
            PART_TWO: WHOLE | {"provider"}, TOLD: WHOLE | {"provider"},
        },
    )  # fmt: skip


def _running(casework: Casework) -> Review:
    council = casework.people["council"]
    review = under_way(casework, worry=f"{WORRY}: residents without water on three nights")
    meeting = held(casework, review)
    asked = {"actor": council, "at": NOW + DAY, "review": review}
    operations.invite(
        **asked, person=casework.people["neighbour"], part=Part.WHOLE, reason="Places people there"
    )
    operations.invite(**asked, person=casework.people["provider"], part=Part.PART_TWO)
    agencies = [casework.agencies["Alderbourne Council"], casework.agencies["Invented NHS Board"]]
    requests = operations.ask_agencies(
        **asked, agencies=agencies, questions="What do you know?", due_at=NOW + 3 * DAY
    )
    operations.answer_request(
        actor=council, at=NOW + DAY, request=requests[0], version=1,
        answer=f"{ANSWER}: two calls in October", nothing_known=False,
    )  # fmt: skip
    operations.write_part_one(
        actor=council, at=NOW + 3 * DAY, meeting=meeting, version=2, took_part="All",
        words=f"{PART_ONE} said among themselves",
    )  # fmt: skip
    operations.write_part_two(
        actor=council, at=NOW + 3 * DAY, meeting=meeting, version=1, agenda="Water",
        questions="Since when?", shared="Nothing on paper", words=f"{PART_TWO} was said",
    )  # fmt: skip
    operations.write_facts(**asked, version=1, words=f"{FACTS} that all agree on")
    decision = operations.decide(**asked, kind="visit", words=f"{DECIDED}: visit on a night")
    operations.tell_decision(
        actor=council, at=NOW + 3 * DAY, decision=decision, words=f"{TOLD}: we will visit"
    )
    operations.decide(**asked, kind="safeguarding", words=f"{DECIDED}: an enquiry begins")
    return review


def _posts(casework: Casework) -> dict[str, dict[str, object]]:
    council, chair = casework.people["council"], casework.people["chair"]
    why = "A reason that can be read in a year"
    posts: dict[str, dict[str, object]] = {
        "call_review": {"worry": why, "immediate_risk": "no"},
        "triage_review": {
            "decision": "review", "took_part": "All", "reason": why, "meet_by": SOON,
            "coordinator": chair.pk,
        },
        "appoint_coordinator": {"coordinator": chair.pk, "reason": why},
        "name_communications": {"who": "The council's press office"},
        "invite_to_review": {"person": f"w{casework.people['neighbour'].pk}", "reason": why},
        "withdraw_invitation": {"reason": why},
        "ask_for_information": {
            "agencies": [casework.agencies["Invented Regulator"].pk], "questions": why,
            "due_on": SOON, "due_hour": "12:00",
        },
        "answer_information": {"version": 2, "answer": why},
        "plan_review_meeting": {
            "on": SOON, "hour": "14:00", "place": "Town hall", "has_part_two": "yes",
        },
        "move_review_meeting": {"on": SOON, "hour": "14:00", "reason": why},
        "write_part_one": {"version": 3, "took_part": "All", "words": why},
        "write_part_two": {"version": 2, "agenda": why, "words": why},
        "write_facts": {"version": 2, "words": why},
        "decide_in_review": {"kind": "visit", "words": why},
        "tell_decision": {"words": why, "means": "letter"},
        "act_on_decision": {
            "home_id": OURS, "title": "Visit on a night", "kind": "visit",
            "who": f"p{council.pk}", "due_on": SOON,
        },
        "add_criterion": {"label": why},
        "judge_criterion": {"is_met": "yes", "shown_by": why},
        "stand_down_review": {"to_level": "enhanced", "reason": why},
    }  # fmt: skip
    return {name: {"token": str(uuid4()), **fields} for name, fields in posts.items()}
