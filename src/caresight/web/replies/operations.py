"""Telling a provider something, and a provider's replies. Each writes its line in the trail.

The line says who, when, which home and which record; never the words.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.audit.once import once
from caresight.web.audit.operations import record
from caresight.web.directory.citations import Citation, to_json
from caresight.web.groups.models import Group
from caresight.web.replies import policies, telling
from caresight.web.replies.models import Reply, Told
from caresight.web.replies.states import Means, Purpose, ReplyState, Subject
from caresight.web.ui.words import day_of

LONGEST = 5000
"""Characters of what is told, replied or answered."""


@transaction.atomic
def tell_provider(  # noqa: PLR0913 - each is a column of the record
    *,
    actor: Person,
    at: datetime,
    home_id: str,
    home_name: str,
    agency: Agency | None,
    what: str,
    cites: Iterable[Citation] = (),
    item_ref: str = "",
    signal_ref: str = "",
    review_ref: str = "",
    title: str = "",
    area_code: str = "",
    group: Group | None = None,
    provider_name: str = "",
    means: str = Means.CARESIGHT,
    told_on: date | None = None,
    token: UUID | None = None,
) -> Told:
    """Keep what a provider is told. The same token again gives the first record back."""
    if agency is None and means == Means.CARESIGHT:
        raise Refusal(
            "this provider has nobody who signs in here, so nobody would read it",
            what_to_do="Tell them by letter, e-mail or phone, and record that you did and when.",
        )
    row = Told(
        token=token, home_id=home_id, home_name=home_name, area_code=area_code, agency=agency,
        provider_name=provider_name or (agency.name if agency else ""), group=group,
        title=(title or what)[:300], words=_checked(what), cites=to_json(cites),
        item_ref=item_ref, signal_ref=signal_ref, review_ref=review_ref, means=means,
        told_on=told_on or day_of(at), told_by=actor, recorded_at=at,
    )  # fmt: skip
    told = once(Told, token, lambda: _tell(row, actor))
    _check_same(told.home_id == home_id and told.told_by_id == actor.pk)
    return told


def _tell(told: Told, actor: Person) -> Told:
    told.save(force_insert=True)
    telling.tell_of_telling(told, at=told.recorded_at)
    record(
        actor=actor,
        at=told.recorded_at,
        operation="replies.tell_provider",
        subject=f"told:{told.ref}",
        home_id=told.home_id,
        group_ref=f"group:{told.group_id}" if told.group_id else "",
        detail={"means": str(told.means), "item": told.item_ref, "signal": told.signal_ref},
    )
    return told


@transaction.atomic
def open_told(*, actor: Person, at: datetime, told: Told) -> Told:
    """Note the first time that somebody of the provider opened it."""
    first = Told.objects.filter(pk=told.pk, opened_at__isnull=True).update(
        opened_at=at, opened_by=actor
    )
    record(
        actor=actor,
        at=at,
        operation="replies.open_told",
        subject=f"told:{told.ref}",
        home_id=told.home_id,
        detail={"first": bool(first)},
    )
    told.refresh_from_db()
    return told


@transaction.atomic
def reply(  # noqa: PLR0913 - each is a column of the record
    *,
    actor: Person,
    at: datetime,
    home_id: str,
    home_name: str,
    agency: Agency,
    about: str,
    about_ref: str,
    words: str,
    purpose: str = Purpose.EXPLAIN,
    about_words: str = "",
    area_code: str = "",
    told: Told | None = None,
    release_id: str = "",
    token: UUID | None = None,
) -> Reply:
    """Keep a reply as a draft. The same token again gives the first draft back."""
    row = Reply(
        token=token,
        home_id=home_id,
        home_name=home_name,
        area_code=area_code,
        agency=agency,
        about=Subject(about),
        about_ref=about_ref[:200],
        about_words=about_words[:500],
        told=told,
        release_id=release_id,
        purpose=Purpose(purpose),
        words=_checked(words),
        written_by=actor,
        written_at=at,
    )
    written = once(Reply, token, lambda: _write(row, actor))
    _check_same((written.home_id, written.agency_id) == (home_id, agency.pk))
    return written


def _write(written: Reply, actor: Person) -> Reply:
    written.save(force_insert=True)
    _note(written, actor, written.written_at, "write_reply", {"about": str(written.about)})
    return written


@transaction.atomic
def revise_reply(
    *, actor: Person, at: datetime, written: Reply, version: int, words: str, purpose: str
) -> Reply:
    """Save other words of a draft; refuses where somebody saved meanwhile."""
    held = _locked(written)
    policies.check_can_write(held)
    policies.check_is_current(held, version)
    held.words, held.purpose = _checked(words), Purpose(purpose)
    held.version += 1
    held.written_by, held.written_at, held.names_confirmed = actor, at, False
    held.save()
    _note(held, actor, at, "revise_reply", {"version": held.version})
    return held


@transaction.atomic
def send_reply(
    *, actor: Person, at: datetime, written: Reply, version: int, names_confirmed: bool
) -> Reply:
    """Send a draft to the groups that cover the home. Sending it twice sends it once."""
    held = _locked(written)
    if held.state != ReplyState.DRAFT:
        return held
    policies.check_is_current(held, version)
    held.state, held.sent_by, held.sent_at = ReplyState.SENT, actor, at
    held.names_confirmed = names_confirmed
    held.save()
    telling.tell_leads_of_reply(held, at=at)
    _note(held, actor, at, "send_reply", {"names_confirmed": names_confirmed})
    return held


@transaction.atomic
def acknowledge_reply(*, actor: Person, at: datetime, written: Reply) -> Reply:
    """Say that a group has read a reply."""
    held = _locked(written)
    policies.check_can_acknowledge(held)
    held.state, held.acknowledged_by, held.acknowledged_at = ReplyState.ACKNOWLEDGED, actor, at
    held.save()
    telling.tell_provider_of_answer(held, at=at)
    _note(held, actor, at, "acknowledge_reply", {})
    return held


@transaction.atomic
def answer_reply(
    *, actor: Person, at: datetime, written: Reply, accepted: bool, answer: str
) -> Reply:
    """Accept a reply as a correction, or say why not."""
    held = _locked(written)
    policies.check_can_answer(held)
    if not accepted and not answer.strip():
        raise Refusal("a reply that is not accepted needs a reason", what_to_do="Say why.")
    held.state = ReplyState.ACCEPTED if accepted else ReplyState.NOT_ACCEPTED
    held.answer, held.answered_by, held.answered_at = _short_enough(answer), actor, at
    held.save()
    telling.tell_provider_of_answer(held, at=at)
    _note(held, actor, at, "answer_reply", {"accepted": accepted})
    return held


def _check_same(is_same: bool) -> None:  # noqa: FBT001 - one word at each call
    """Refuse a form that was sent before about something else."""
    if not is_same:
        raise Refusal("this form was sent before", what_to_do="Open the page again.")


def _locked(written: Reply) -> Reply:
    return Reply.objects.select_for_update(no_key=True).get(pk=written.pk)


def _checked(words: str) -> str:
    text = _short_enough(words)
    if not text:
        raise Refusal("there is nothing written", what_to_do="Write what you want to say.")
    return text


def _short_enough(words: str) -> str:
    text = words.strip()
    if len(text) > LONGEST:
        raise Refusal(
            "the text is too long",
            expected=f"at most {LONGEST:,} characters",
            came=f"{len(text):,} characters",
            what_to_do="Shorten it.",
        )
    return text


def _note(
    written: Reply, actor: Person, at: datetime, operation: str, detail: dict[str, object]
) -> None:
    record(
        actor=actor,
        at=at,
        operation=f"replies.{operation}",
        subject=f"reply:{written.ref}",
        home_id=written.home_id,
        detail=detail,
    )
