"""Reads about the residents' store that show nothing of what is in it."""

from dataclasses import dataclass
from datetime import datetime

from caresight.web.audit.models import Entry
from caresight.web.residents.models import Details

OPENED = "residents.open_details"


@dataclass(frozen=True)
class Opening:
    """Somebody read the details of an item."""

    at: datetime
    name: str
    agency: str
    reason: str


def subject_of(item_ref: str) -> str:
    """How the audit trail names the details of an item."""
    return f"details:{item_ref}"


def openings_of(item_ref: str) -> list[Opening]:
    """Who opened the details of an item, newest first, by the audit trail itself."""
    found = Entry.objects.filter(subject=subject_of(item_ref), operation=OPENED)
    return [
        Opening(entry.at, entry.actor_name, entry.agency_name, entry.reason)
        for entry in found.order_by("-sequence")[:100]
    ]


def notes_kept(item_ref: str) -> int:
    """How many notes are kept of an item; what they say is not read."""
    return Details.objects.filter(item_ref=item_ref).count()
