"""Does the state allow it? Refusals in words, for forms and for whoever posts by hand."""

from collections.abc import Collection
from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.digital.models import SupportOffer
from caresight.web.digital.states import Outcome

MOST_FILTERS = 50


def check_kind(kind: str, known: Collection[str]) -> None:
    """Refuses support of a kind that the index does not name."""
    if kind not in known:
        raise Refusal("There is no such kind of support.", came=kind[:60])


def check_offered_on(on: date, today: date) -> None:
    """Refuses a day that is yet to come."""
    if on > today:
        raise Refusal("An offer is recorded once it was made.", came=on.isoformat())


def check_can_record(offer: SupportOffer) -> None:
    """Refuses a second answer."""
    if offer.outcome != Outcome.WAITING:
        raise Refusal("What came of this offer is recorded already.")


def can_record(offer: SupportOffer) -> bool:
    """Whether what came of it can be recorded."""
    try:
        check_can_record(offer)
    except Refusal:
        return False
    return True


def check_taken_up(offer: SupportOffer, on: date, today: date) -> None:
    """Refuses support that was taken up before it was offered, or tomorrow."""
    check_can_record(offer)
    if not offer.offered_on <= on <= today:
        raise Refusal(
            "Support is taken up after it was offered, and not in the future.",
            expected=f"{offer.offered_on} to {today}",
            came=on.isoformat(),
        )


def check_can_keep(kept: int) -> None:
    """Refuses more filters than anybody can tell apart."""
    if kept >= MOST_FILTERS:
        raise Refusal(
            f"You keep {kept} filters already.", what_to_do="Forget one that you no longer use."
        )
