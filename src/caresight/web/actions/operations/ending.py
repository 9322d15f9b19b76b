"""Ending an action: closed with evidence, cancelled, said done by a provider, opened again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caresight.web.accounts.models import Person
from caresight.web.actions import policies
from caresight.web.actions.history import held, keep
from caresight.web.actions.models import Action
from caresight.web.actions.states import Outcome, State, Step
from caresight.web.actions.telling import tell_leads, tell_owner


@transaction.atomic
def close_action(
    *,
    actor: Person,
    at: datetime,
    action: Action,
    outcome: str,
    done_on: date,
    what_was_done: str,
    proof: str,
) -> Action:
    """End it with evidence; where an effect is expected it waits to be looked at."""
    now = held(action)
    policies.check_is_unfinished(now)
    policies.check_closing(
        outcome=outcome, done_on=done_on, day=timezone.localdate(at), what=what_was_done,
        proof=proof,
    )  # fmt: skip
    awaits = outcome == Outcome.DONE and bool(now.measure)
    now.state = State.EFFECT_AWAITED if awaits else State.CLOSED
    now.outcome, now.done_on, now.closed_at = outcome, done_on, at
    now.what_was_done, now.proof = what_was_done.strip(), proof.strip()
    now.save()
    step = Step.DONE if awaits else Step.CLOSED
    changes = {"outcome": outcome, "done_on": done_on.isoformat()}
    keep(now, step, actor=actor, at=at, words=now.what_was_done, changes=changes)
    return now


@transaction.atomic
def say_done(
    *,
    actor: Person,
    at: datetime,
    action: Action,
    done_on: date,
    what_was_done: str,
    proof: str,
) -> Action:
    """The provider's word that it is done, with evidence, for a lead to accept or send back."""
    now = held(action)
    policies.check_can_say_done(now)
    policies.check_closing(
        outcome=Outcome.DONE, done_on=done_on, day=timezone.localdate(at), what=what_was_done,
        proof=proof,
    )  # fmt: skip
    now.state, now.done_on = State.SAID_DONE, done_on
    now.what_was_done, now.proof = what_was_done.strip(), proof.strip()
    now.save()
    keep(
        now, Step.SAID_DONE, actor=actor, at=at, words=now.what_was_done,
        changes={"done_on": done_on.isoformat(), "proof": now.proof},
        in_trail={"done_on": done_on.isoformat()},
    )  # fmt: skip
    tell_leads(now, at=at, sentence="A provider says that an action is done. Please look at it.")
    return now


@transaction.atomic
def send_back(*, actor: Person, at: datetime, action: Action, reason: str) -> Action:
    """Not accepted as done: it is open again, and its owner is told."""
    now = held(action)
    policies.check_can_answer(now)
    policies.check_reason(reason)
    now.state, now.done_on, now.what_was_done, now.proof = State.OPEN, None, "", ""
    now.save()
    keep(now, Step.SENT_BACK, actor=actor, at=at, words=reason.strip())
    tell_owner(now, actor=actor, at=at, sentence="An action of yours was sent back as not done.")
    return now


@transaction.atomic
def cancel_action(*, actor: Person, at: datetime, action: Action, reason: str) -> Action:
    """Drop it before it was done, with the reason."""
    now = held(action)
    policies.check_is_unfinished(now)
    policies.check_reason(reason)
    now.state, now.closed_at = State.CANCELLED, at
    now.save()
    keep(now, Step.CANCELLED, actor=actor, at=at, words=reason.strip())
    return now


@transaction.atomic
def reopen_action(
    *, actor: Person, at: datetime, action: Action, due_on: date, reason: str
) -> Action:
    """Open it again with a new day; how it had ended stays in the history."""
    now = held(action)
    policies.check_can_reopen(now)
    policies.check_reason(reason)
    policies.check_due(due_on, timezone.localdate(at))
    changes = {
        "state_before": now.state, "outcome_before": now.outcome, "verdict_before": now.verdict,
        "due_before": now.due_on.isoformat(), "due_on": due_on.isoformat(),
    }  # fmt: skip
    now.state, now.outcome, now.closed_at, now.done_on = State.OPEN, "", None, None
    now.what_was_done, now.proof, now.due_on = "", "", due_on
    now.verdict, now.verdict_reason, now.machine_sentence = "", "", ""
    now.verdict_by, now.verdict_at = None, None
    if now.effect_by is not None:
        now.effect_by = max(now.effect_by, due_on)
    now.save()
    keep(now, Step.REOPENED, actor=actor, at=at, words=reason.strip(), changes=changes)
    tell_owner(now, actor=actor, at=at, sentence="An action of yours was opened again.")
    return now
