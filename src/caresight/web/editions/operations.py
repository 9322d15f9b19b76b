"""What changes about editions and recipients, each with its line in the trail."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.editions import policies, queries
from caresight.web.editions.content import content_of, text_of
from caresight.web.editions.models import Edition, Recipient
from caresight.web.notices.operations import tell
from caresight.web.packs.document import sha256_of


def publish_edition(
    *, actor: Person, at: datetime, token: UUID | None, release_id: str, note: str
) -> Edition:
    """Freeze the overview of a release, number it and tell those who are entitled."""
    with transaction.atomic():
        edition = once(Edition, token, lambda: _publish(actor, at, token, release_id, note))
    if edition.published_by_id != actor.pk:
        raise Refusal("This form was sent by somebody else.", what_to_do="Open the page again.")
    return edition


def add_recipient(  # noqa: PLR0913 - an entry is what it is; every part is named
    *,
    actor: Person,
    at: datetime,
    token: UUID | None,
    name: str,
    organisation: str,
    entitlement: str,
    why: str,
    since: date,
    until: date | None = None,
    email: str = "",
    person: Person | None = None,
) -> Recipient:
    """Put somebody on the list."""
    policies.check_recipient(entitlement, since, until)
    row = Recipient(
        token=token, name=name.strip()[:120], organisation=organisation.strip()[:120],
        email=email, person=person, entitlement=entitlement, why=why.strip(), since=since,
        until=until, recorded_by=actor, at=at,
    )  # fmt: skip
    with transaction.atomic():
        return once(Recipient, token, lambda: _add(row, actor, at))


@transaction.atomic
def end_recipient(
    *, actor: Person, at: datetime, recipient: Recipient, until: date, why: str
) -> None:
    """Set the last day of an entry; it stays on the list, with the reason."""
    held = Recipient.objects.select_for_update(no_key=True).get(pk=recipient.pk)
    policies.check_can_end(held, until)
    held.until, held.ended_why = until, why.strip()
    held.save()
    record(
        actor=actor, at=at, operation="editions.end_recipient", subject=f"recipient:{held.pk}",
        reason=held.ended_why, detail={"until": until.isoformat()},
    )  # fmt: skip


def _publish(
    actor: Person, at: datetime, token: UUID | None, release_id: str, note: str
) -> Edition:
    policies.check_can_publish(release_id)
    last = Edition.objects.order_by("-pk").first()
    content = content_of(release_id, (last.number, last.release_id) if last else None)
    text, as_at = text_of(content), date.fromisoformat(content["as_at"])
    edition = Edition.objects.create(
        token=token, number=queries.next_number(as_at), release_id=release_id, as_at=as_at,
        text=text, sha256=sha256_of(text), note=note.strip(), published_by=actor, at=at,
    )  # fmt: skip
    record(
        actor=actor, at=at, operation="editions.publish", subject=f"edition:{edition.pk}",
        detail={"number": edition.number, "release": release_id, "sha256": edition.sha256},
    )  # fmt: skip
    _tell(edition, at)
    return edition


def _tell(edition: Edition, at: datetime) -> None:
    entitled = queries.entitled_on(timezone.localdate(at))
    tell(
        to=[one.person for one in entitled if one.person], at=at,
        subject=f"Edition {edition.number} is out",
        sentence=f"The overview of homes and beds, edition {edition.number}, is out.",
        page="edition", arguments={"number": edition.number}, kind="edition",
        once_key=f"edition:{edition.pk}",
    )  # fmt: skip


def _add(row: Recipient, actor: Person, at: datetime) -> Recipient:
    row.save(force_insert=True)
    record(
        actor=actor, at=at, operation="editions.add_recipient", subject=f"recipient:{row.pk}",
        # What they use it for is theirs and the list's: the trail says what entitles them.
        detail={"entitlement": row.entitlement, "since": row.since.isoformat()},
    )  # fmt: skip
    return row
