"""Does the state allow it? Refusals in words, for forms and for whoever posts by hand."""

from collections.abc import Collection
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.learning.models import Offer, OfferedHome
from caresight.web.learning.topics import Topic, topics

MOST_HOMES = 200
MOST_STAFF = 1_000


def require_topic(code: str) -> Topic:
    """The topic of a code."""
    if code not in topics().by_code:
        raise Refusal("There is no such topic.", came=code[:60])
    return topics().by_code[code]


def check_homes(home_ids: Collection[str]) -> None:
    """Refuses an offer to nobody, or to more homes than anybody could teach."""
    if not 0 < len(set(home_ids)) <= MOST_HOMES:
        raise Refusal("Choose the homes it is for.", expected=f"1 to {MOST_HOMES} homes")


def check_offered_on(on: date, today: date) -> None:
    """Refuses a day that is yet to come."""
    if on > today:
        raise Refusal("An offer is recorded once it was made.", came=on.isoformat())


def check_can_record(offered: OfferedHome) -> None:
    """Refuses a second answer, and one to an offer that has ended."""
    if offered.taken_up_on or offered.declined_why:
        raise Refusal("What came of this offer is recorded already.")
    if offered.offer.ended_at:
        raise Refusal("This offer has ended.")


def can_record(offered: OfferedHome) -> bool:
    """Whether what came of it can be recorded."""
    try:
        check_can_record(offered)
    except Refusal:
        return False
    return True


def check_uptake(offered: OfferedHome, on: date, staff: int, today: date) -> None:
    """Refuses training before it was offered, tomorrow, or with nobody."""
    check_can_record(offered)
    if not offered.offer.offered_on <= on <= today:
        raise Refusal(
            "Training is taken up after it was offered, and not in the future.",
            expected=f"{offered.offer.offered_on} to {today}",
            came=on.isoformat(),
        )
    if not 1 <= staff <= MOST_STAFF:
        raise Refusal("Say how many staff came.", expected=f"1 to {MOST_STAFF}", came=str(staff))


def check_can_end(offer: Offer) -> None:
    """Refuses to end what has ended."""
    if offer.ended_at:
        raise Refusal("This offer has ended already.")
