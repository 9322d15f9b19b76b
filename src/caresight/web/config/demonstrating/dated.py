"""The demo's editions: one of each release, and the list of those who get them."""

from datetime import datetime, timedelta

from caresight.web.accounts.models import Person
from caresight.web.directory.releases import Shown
from caresight.web.editions.models import Edition
from caresight.web.editions.operations import add_recipient, publish_edition
from caresight.web.editions.states import Entitlement

RECIPIENTS = (
    ("Invented oversight", "Invented NHS Region", Entitlement.NHS, "Regional meeting", "oversight"),
    ("Invented council", "Invented council", Entitlement.COUNCIL, "Commissioning", "council"),
    ("Invented planning team", "Invented national body", Entitlement.ON_REQUEST,
     "Asked for a copy for a study of places", ""),
)  # fmt: skip


def list_recipients(*, at: datetime) -> None:
    """Put the invented recipients on the list."""
    actor = Person.objects.get(username="administrator")
    for name, organisation, entitlement, why, username in RECIPIENTS:
        add_recipient(
            actor=actor, at=at, token=None, name=name, organisation=organisation,
            entitlement=entitlement.value, why=why, since=at.date() - timedelta(days=90),
            person=Person.objects.filter(username=username).first(),
        )  # fmt: skip


def publish(release: Shown, *, note: str, at: datetime) -> Edition:
    """Publish an edition of a release."""
    return publish_edition(
        actor=Person.objects.get(username="analyst"), at=at, token=None,
        release_id=release.release_id, note=note,
    )  # fmt: skip
