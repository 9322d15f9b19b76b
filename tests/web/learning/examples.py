"""An offer in each state, a note, and how every page of learning is asked for."""

from datetime import date

from caresight.web.learning.operations import (
    Recipient,
    end_offer,
    record_refusal,
    record_uptake,
)
from tests.web.casework import OURS, OURS_AREA, THEIRS, THEIRS_AREA, Casework
from tests.web.examples import Examples
from tests.web.learning.given import AT, its_home, noted, offered

OUR_MEMBERS = frozenset("chair council regulator ambulance healthwatch safeguarding".split())
TOKEN = "7f0e2a7c-0000-4000-8000-0000000000{:02}"
OFFER, NOTE, THEIR_OFFER = "quillwortoffer", "quillwortnote", "sedgewortoffer"


def examples(casework: Casework) -> Examples:
    """Offers that wait, were taken up, were declined and have ended, in both groups."""
    waiting = offered(casework, title=OFFER)
    taken, declined, ended = (offered(casework) for _ in range(3))
    council = casework.people["council"]
    record_uptake(
        actor=council, at=AT, offered=its_home(taken), taken_up_on=date(2026, 11, 9), staff=4
    )
    record_refusal(actor=council, at=AT, offered=its_home(declined), why="Too far")
    end_offer(actor=council, at=AT, offer=ended, why="The trainer left")
    theirs = offered(
        casework, by="neighbour", group="Quillhaven", title=THEIR_OFFER,
        homes=[Recipient(THEIRS, "Oakdene Court", THEIRS_AREA, "")],
    )  # fmt: skip
    note = noted(casework, words=NOTE, home=Recipient(OURS, "Rowan Court", OURS_AREA, ""))
    offers = [waiting, taken, declined, ended, theirs]
    topics = [{"code": "falls"}, {"code": "nothing"}]
    homes = [{"pk": its_home(offer).pk} for offer in offers]
    return Examples(
        addresses={
            "learning_topic": topics,
            "offer_training": topics,
            "good_practice": topics,
            "training_offer": [{"pk": offer.pk} for offer in offers],
            "end_offer": [{"pk": offer.pk} for offer in offers],
            "training_uptake": homes,
            "training_effect": homes,
            "take_back_practice": [{"pk": note.pk}, {"pk": 99_999}],
        },
        posts={
            "offer_training": {
                "token": TOKEN.format(61), "title": "Falls", "offered_on": "2026-11-02",
                "given_by": casework.agencies["Alderbourne Council"].pk, "homes": [OURS],
            },
            "training_uptake": {"came": "no", "why": "Too far"},
            "end_offer": {"why": "Nobody came"},
            "good_practice": {"token": TOKEN.format(62), "home": OURS, "words": "Slippers"},
            "take_back_practice": {},
        },
        queries={
            "learning": [f"?group={casework.groups['Quillhaven'].pk}", "?group=x"],
            "learning_csv": [f"?group={casework.groups['Quillhaven'].pk}"],
        },
        secrets={
            OFFER: OUR_MEMBERS,
            NOTE: OUR_MEMBERS,
            THEIR_OFFER: frozenset({"neighbour"}),
        },
    )  # fmt: skip
