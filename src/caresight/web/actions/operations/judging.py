"""Saying whether an action worked: a person's verdict beside the machine's sentence."""

from datetime import datetime

from django.db import transaction

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions import policies
from caresight.web.actions.history import held, keep
from caresight.web.actions.models import Action
from caresight.web.actions.states import State, Step, Verdict


@transaction.atomic
def record_effect(
    *,
    actor: Person,
    at: datetime,
    action: Action,
    verdict: str,
    reason: str,
    machine_sentence: str,
) -> Action:
    """Keep a verdict with its reason; an action that waited for it is closed.

    `machine_sentence` is what the comparison said at that moment. A later verdict replaces
    an earlier one, which stays in the history.
    """
    now = held(action)
    policies.check_can_record_effect(now)
    policies.check_reason(reason)
    if verdict not in list(Verdict):
        raise Refusal("say whether it worked", came=verdict)
    changes = {"verdict_before": now.verdict, "verdict": verdict}
    now.state, now.verdict, now.verdict_reason = State.CLOSED, verdict, reason.strip()
    now.machine_sentence, now.verdict_by, now.verdict_at = machine_sentence, actor, at
    now.save()
    words = f"{reason.strip()}\n\nThe comparison said: {machine_sentence}"
    keep(now, Step.EFFECT_RECORDED, actor=actor, at=at, words=words, changes=changes)
    return now
