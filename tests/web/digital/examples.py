"""An offer in each state, a search that is kept, and how every page is asked for."""

from datetime import date

from caresight.web.digital.operations import (
    Recipient,
    record_declined,
    record_taken_up,
    save_filter,
)
from tests.web.casework import OURS, THEIRS, THEIRS_AREA, Casework
from tests.web.digital.given import AT, offered
from tests.web.examples import Examples

OUR_MEMBERS = frozenset("chair council regulator ambulance healthwatch safeguarding".split())
TOKEN = "7f0e2a7c-0000-4000-8000-0000000000{:02}"
NOTE, ANSWER, THEIR_NOTE, SEARCH = (
    "quillwortnotes", "quillwortanswer", "sedgewortnotes", "quillwortsearch",
)  # fmt: skip


def examples(casework: Casework) -> Examples:
    """Offers that wait, were taken up and were declined, in both groups; somebody's search."""
    waiting, taken, declined = (offered(casework, words=NOTE) for _ in range(3))
    council = casework.people["council"]
    record_taken_up(actor=council, at=AT, offer=taken, on=date(2026, 11, 9), words=ANSWER)
    record_declined(actor=council, at=AT, offer=declined, words="Has its own")
    theirs = offered(
        casework, by="neighbour", group="Quillhaven", words=THEIR_NOTE,
        home=Recipient(THEIRS, "Oakdene Court", THEIRS_AREA),
    )  # fmt: skip
    kept = save_filter(actor=council, at=AT, token=None, name=SEARCH, query="nhsmail=no")
    homes = [{"home_id": OURS}, {"home_id": THEIRS}, {"home_id": "H99999999"}]
    return Examples(
        addresses={
            "digital_home": homes,
            "offer_support": homes,
            "digital_return_template": homes,
            "support_outcome": [{"pk": o.pk} for o in (waiting, taken, declined, theirs)],
            "forget_filter": [{"pk": kept.pk}, {"pk": 99_999}],
        },
        posts={
            "offer_support": {
                "token": TOKEN.format(71), "group": casework.groups["Alderbourne"].pk,
                "kind": "devices", "offered_on": "2026-11-02", "words": "Two of them",
                "given_by": casework.agencies["Alderbourne Council"].pk,
            },
            "support_outcome": {"outcome": "declined", "words": "Has its own"},
            "save_filter": {
                "token": TOKEN.format(72), "name": "Ready for video", "query": "tablets=1",
            },
            "forget_filter": {},
        },
        queries={
            "digital": ["?criterion=tablets&by=region", "?criterion=x"],
            "digital_finder": ["?nhsmail=yes&tablets=0.5&band=1", "?band=x&tablets=-1&order=luck"],
            "digital_finder_csv": ["?nhsmail=not_no"],
        },
        secrets={
            NOTE: OUR_MEMBERS,
            ANSWER: OUR_MEMBERS,
            THEIR_NOTE: frozenset({"neighbour"}),
            SEARCH: frozenset({"council"}),
        },
    )  # fmt: skip
