"""Does the state allow it? Refusals in words, for forms and for whoever posts by hand."""

from datetime import date

from caresight.vocabulary.refusal import Refusal
from caresight.web.editions.models import Edition, Recipient
from caresight.web.editions.states import Entitlement


def check_can_publish(release_id: str) -> None:
    """Refuses a release that was published before: an edition is never made anew."""
    before = Edition.objects.filter(release_id=release_id).first()
    if before is not None:
        raise Refusal(
            f"Release {release_id} was published as edition {before.number}.",
            what_to_do="build a newer release first; a correction is another edition.",
        )


def check_recipient(entitlement: str, since: date, until: date | None) -> None:
    """Refuses an entitlement that is none, and days the wrong way round."""
    if entitlement not in Entitlement.values:
        raise Refusal("Say what entitles them.", field="entitlement")
    if until is not None and until < since:
        raise Refusal("The last day lies before the first.", field="until")


def check_can_end(recipient: Recipient, on: date) -> None:
    """Refuses to end what has ended, or before it began."""
    if recipient.ended_why:
        raise Refusal("This entry has ended already.")
    if on < recipient.since:
        raise Refusal("The last day lies before the first.", field="until")
