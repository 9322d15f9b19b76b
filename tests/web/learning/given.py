"""Offers and notes of the invented groups, for tests of learning."""

from datetime import UTC, date, datetime
from typing import Any

from caresight.web.learning.models import GoodPractice, Offer, OfferedHome
from caresight.web.learning.operations import Recipient, offer_training, write_practice
from tests.web.casework import OURS, OURS_AREA, Casework

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def offered(
    casework: Casework, by: str = "council", group: str = "Alderbourne", **changes: Any
) -> Offer:
    """An offer about falls to our home."""
    given: dict[str, Any] = {
        "token": None,
        "topic": "falls",
        "title": "Half a day on falls",
        "words": "",
        "given_by": casework.agencies["Alderbourne Council"],
        "offered_on": date(2026, 11, 2),
        "homes": [Recipient(OURS, "Rowan Court", OURS_AREA, "Falls above what was expected.")],
        **changes,
    }
    return offer_training(actor=casework.people[by], at=AT, group=casework.groups[group], **given)


def its_home(offer: Offer) -> OfferedHome:
    """The only home of an offer."""
    return offer.homes.get()


def noted(
    casework: Casework, by: str = "healthwatch", group: str = "Alderbourne", **changes: Any
) -> GoodPractice:
    """What a good home does."""
    given: dict[str, Any] = {
        "token": None,
        "topic": "falls",
        "home": Recipient(OURS, "Rowan Court", OURS_AREA, ""),
        "words": "They check slippers every Sunday.",
        **changes,
    }
    return write_practice(actor=casework.people[by], at=AT, group=casework.groups[group], **given)
