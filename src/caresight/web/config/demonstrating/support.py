"""The demo's support on the digital journey, in each state, and a search that is kept."""

from datetime import datetime, timedelta

from django.utils import timezone

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.config.demonstrating.people import Cast
from caresight.web.digital.models import SupportOffer
from caresight.web.digital.operations import (
    Kind,
    Recipient,
    offer_support,
    record_declined,
    record_taken_up,
    save_filter,
)
from caresight.web.directory.releases import Shown

OFFERED = ("devices", "nhsmail_help", "toolkit_help")
SEARCH = (
    "Ready for remote consultations",
    "video_consultation=not_no&wifi_residents=yes&tablets=1",
)


def support_homes(
    cast: Cast, release: Shown, homes: list[HomeRow], *, now: datetime
) -> list[SupportOffer]:
    """Offer each kind to a home of the council; nothing where the release says nothing of it."""
    summary = release.index.digital_summary
    if summary is None:
        return []
    lead, board = cast.people["council"], cast.people["board"]
    labels = {code: label for code, label, _ in summary["support"]}
    made = []
    for number, (code, home) in enumerate(zip(OFFERED, homes, strict=False)):
        assert board.agency is not None  # noqa: S101 - every account of the cast has one
        at = now - timedelta(days=40 - 10 * number)
        made.append(
            offer_support(
                actor=lead, at=at, token=None, group=cast.group,
                home=Recipient(home["home_id"], home["name"], home["area_code"]),
                kind=Kind(code, labels.get(code, code)), given_by=board.agency,
                offered_on=timezone.localdate(at), words="Agreed by telephone. Invented.",
            )
        )  # fmt: skip
    later = now - timedelta(days=12)
    for offer in made[:1]:
        record_taken_up(
            actor=lead, at=later, offer=offer, on=timezone.localdate(later),
            words="Three tablets are in use on two floors.",
        )  # fmt: skip
    for offer in made[2:]:
        record_declined(
            actor=lead, at=later, offer=offer, words="The head office publishes for all its homes."
        )
    save_filter(actor=lead, at=later, token=None, name=SEARCH[0], query=SEARCH[1])
    return made
