"""Changing an action while it is open: its words, its owner, its day, how it goes."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Agency, Person
from caresight.web.actions import policies
from caresight.web.actions.history import ChangedMeanwhile, held, keep
from caresight.web.actions.models import Action, ActionStep
from caresight.web.actions.states import State, Step
from caresight.web.actions.telling import tell_owner
from caresight.web.audit.once import once


@transaction.atomic
def edit_action(  # noqa: PLR0913 - every part that can be edited is named
    *,
    actor: Person,
    at: datetime,
    action: Action,
    version: int,
    title: str,
    words: str,
    kind: str,
    measure: str = "",
    direction: str = "",
    effect_by: date | None = None,
) -> Action:
    """Save other words; refused with `ChangedMeanwhile` where somebody else saved first."""
    now = held(action)
    policies.check_is_unfinished(now)
    if now.version != version:
        raise ChangedMeanwhile(
            f"{now.ref} was changed while you wrote",
            what_to_do="Compare the two texts below, then save again.",
        )
    policies.check_title(title)
    policies.check_kind(kind)
    policies.check_effect(measure, direction, effect_by, now.due_on)
    given = {
        "title": title.strip(), "words": words.strip(), "kind": kind,
        "measure": measure, "direction": direction, "effect_by": effect_by,
    }  # fmt: skip
    changed = [name for name, value in given.items() if getattr(now, name) != value]
    if not changed:
        return now
    # What the words were is kept too: an action may be asked about years later.
    before = f"Title before: {now.title}\n{now.words}".strip()
    for name, value in given.items():
        setattr(now, name, value)
    now.version += 1
    now.save()
    keep(
        now, Step.EDITED, actor=actor, at=at,
        words=before if {"title", "words"} & set(changed) else "", changes={"fields": changed},
    )  # fmt: skip
    return now


@transaction.atomic
def add_note(
    *, actor: Person, at: datetime, action: Action, words: str, token: UUID | None = None
) -> Action:
    """Write how it goes. Notes can be added whatever the state."""
    policies.check_words(words)

    def make() -> ActionStep:
        return keep(action, Step.NOTED, actor=actor, at=at, words=words.strip(), token=token)

    if once(ActionStep, token, make).by_id != actor.pk:
        raise Refusal("this form was sent by somebody else", what_to_do="Open the page again.")
    return action


@transaction.atomic
def change_due(*, actor: Person, at: datetime, action: Action, due_on: date, reason: str) -> Action:
    """Give it another day; the day before and the reason are kept."""
    now = held(action)
    policies.check_is_unfinished(now)
    policies.check_due(due_on, timezone.localdate(at))
    policies.check_reason(reason)
    if now.due_on == due_on:
        return now
    changes = {"due_before": now.due_on.isoformat(), "due_on": due_on.isoformat()}
    now.due_on = due_on
    if now.effect_by is not None and now.effect_by < due_on:
        changes["effect_by_before"] = now.effect_by.isoformat()
        now.effect_by = due_on
    now.save()
    keep(now, Step.DUE_CHANGED, actor=actor, at=at, words=reason.strip(), changes=changes)
    return now


@transaction.atomic
def hand_over(
    *,
    actor: Person,
    at: datetime,
    action: Action,
    owner: Person | None,
    owner_agency: Agency,
    reason: str,
) -> Action:
    """Give it to another person or agency, with the reason."""
    now = held(action)
    policies.check_is_unfinished(now)
    policies.check_reason(reason)
    policies.check_owner(owner, owner_agency)
    if (now.owner_id, now.owner_agency_id) == (owner.pk if owner else None, owner_agency.pk):
        return now
    changes = {
        "owner_before": str(now.owner or ""), "owner": str(owner or ""),
        "agency_before": str(now.owner_agency), "agency": str(owner_agency),
    }  # fmt: skip
    refs = {
        "owner_before": now.owner_id, "owner": owner.pk if owner else None,
        "agency_before": now.owner_agency_id, "agency": owner_agency.pk,
    }  # fmt: skip
    if now.state == State.SAID_DONE and now.owner_agency_id != owner_agency.pk:
        # The word of who had it before stays in the history; it is not the new owner's word.
        now.state, now.done_on, now.what_was_done, now.proof = State.OPEN, None, "", ""
    now.owner, now.owner_agency = owner, owner_agency
    now.save()
    keep(
        now, Step.HANDED_OVER, actor=actor, at=at, words=reason.strip(), changes=changes,
        in_trail=refs,
    )  # fmt: skip
    tell_owner(now, actor=actor, at=at)
    return now
