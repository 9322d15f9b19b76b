"""Keeps what happened to an action, and the audit entry of it, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from caresight.vocabulary.refusal import Refusal
from caresight.web.accounts.models import Person
from caresight.web.actions.models import Action, ActionStep
from caresight.web.actions.states import Step
from caresight.web.audit.operations import record


class ChangedMeanwhile(Refusal):
    """Somebody saved another text since the page was opened."""


def held(action: Action) -> Action:
    """The action as it is now, kept from others until the transaction ends."""
    return Action.objects.select_for_update(no_key=True).get(pk=action.pk)


def keep(
    action: Action,
    step: Step,
    *,
    actor: Person,
    at: datetime,
    words: str = "",
    changes: Mapping[str, object] | None = None,
    in_trail: Mapping[str, object] | None = None,
    token: UUID | None = None,
) -> ActionStep:
    """Append a line to the history and one to the trail; the trail holds no words.

    `in_trail` stands there instead of changes that name people or hold what somebody wrote: the
    history goes when its time is over, and an entry of the trail never does.
    """
    line = ActionStep.objects.create(
        action=action,
        kind=step,
        at=at,
        by=actor,
        by_agency=actor.agency,
        words=words,
        changes=dict(changes or {}),
        token=token,
    )
    record(
        actor=actor,
        at=at,
        operation=f"actions.{step}",
        subject=f"action:{action.pk}",
        home_id=action.home_id,
        group_ref=f"group:{action.group_id}",
        detail={"state": action.state, **((changes or {}) if in_trail is None else in_trail)},
    )
    return line
