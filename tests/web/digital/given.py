"""Support and kept searches of invented people."""

from datetime import UTC, date, datetime
from typing import Any

from caresight.web.digital.models import SupportOffer
from caresight.web.digital.operations import Kind, Recipient, offer_support
from tests.web.casework import OURS, OURS_AREA, Casework

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
DEVICES = Kind("devices", "Tablets on loan")


def offered(
    casework: Casework, by: str = "council", group: str = "Alderbourne", **changes: Any
) -> SupportOffer:
    """Tablets on loan, offered to our home."""
    given: dict[str, Any] = {
        "token": None,
        "home": Recipient(OURS, "Rowan Court", OURS_AREA),
        "kind": DEVICES,
        "given_by": casework.agencies["Alderbourne Council"],
        "offered_on": date(2026, 11, 2),
        **changes,
    }
    return offer_support(actor=casework.people[by], at=AT, group=casework.groups[group], **given)
