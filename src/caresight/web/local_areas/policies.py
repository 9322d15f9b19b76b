"""Does the state allow it? Refusals in words, for forms and for whoever posts by hand."""

import re
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.intelligence.identifying import Identifies, identifying_parts

MOST_NOTES = 3
"""Of one area about one measure: who reads them has little time."""
FIRST = date(1948, 7, 5)
"""The day on which the National Health Service began: nothing is done since before."""
_LINK = re.compile(
    r"://|\bwww\.|\b[\w-]+\.(?:uk|com|org|net|info|eu|io|gov|nhs|ac|co)\b", re.IGNORECASE
)
_PRIVATE = frozenset({Identifies.EMAIL, Identifies.PHONE})


def check_since(since: date, today: date) -> None:
    """Refuses what is only planned, and a year that was mistyped."""
    if not FIRST <= since <= today:
        raise Refusal(
            "Write down what is done, not what is planned.",
            expected=f"a day from {FIRST} to {today}",
            came=since.isoformat(),
        )


def check_no_contact(words: str) -> None:
    """Refuses links, e-mail addresses and phone numbers: a role and an agency are enough."""
    found = _LINK.search(words)
    private = [part.text for part in identifying_parts(words) if part.kind in _PRIVATE]
    if found or private:
        raise Refusal(
            "Leave out links, e-mail addresses and phone numbers.",
            came=(private[0] if private else found.group() if found else "")[:60],
            what_to_do="Name the role to ask; its agency stands beside it.",
        )


def check_room(standing: int) -> None:
    """Refuses one note more than anybody reads."""
    if standing >= MOST_NOTES:
        raise Refusal(
            f"{MOST_NOTES} notes of this measure stand already.",
            what_to_do="Take one of them back first.",
        )
