"""The history of an action in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from caresight.web.actions.models import ActionStep
from caresight.web.actions.presenters import NOBODY
from caresight.web.actions.states import Outcome, Step, Verdict
from caresight.web.ui.words import day


@dataclass(frozen=True)
class StepLine:
    """One line of the history."""

    when: str
    who: str
    what: str
    words: str


def step_line(step: ActionStep) -> StepLine:
    """A line of the history."""
    who = f"{step.by}, {step.by_agency}" if step.by_agency else str(step.by)
    return StepLine(when=_moment(step), who=who, what=_what(step), words=step.words)


def _moment(step: ActionStep) -> str:
    at = timezone.localtime(step.at)
    return f"{at.day} {at:%B %Y, %H:%M}"


def _what(step: ActionStep) -> str:  # noqa: PLR0911 - one sentence for each step
    changes = step.changes
    match Step(step.kind):
        case Step.DUE_CHANGED:
            return f"Moved from {_day(changes, 'due_before')} to {_day(changes, 'due_on')}"
        case Step.HANDED_OVER:
            before = changes.get("owner_before") or changes.get("agency_before") or NOBODY
            after = changes.get("owner") or changes.get("agency") or NOBODY
            return f"Handed over from {before} to {after}"
        case Step.OPENED:
            return f"Agreed, due {_day(changes, 'due_on')}"
        case Step.REOPENED:
            return f"Opened again, due {_day(changes, 'due_on')}"
        case Step.CLOSED | Step.DONE:
            outcome = Outcome(str(changes.get("outcome", Outcome.DONE)))
            return f"Closed: {outcome.label.lower()}, {_day(changes, 'done_on')}"
        case Step.SAID_DONE:
            return f"The provider says it is done, {_day(changes, 'done_on')}"
        case Step.EFFECT_RECORDED:
            return f"Looked at: {Verdict(str(changes.get('verdict'))).label.lower()}"
        case Step.EDITED:
            return "Edited"
        case Step.NOTED:
            return "Progress note"
        case other:
            return other.label


def _day(changes: Mapping[str, object], name: str) -> str:
    return day(str(changes.get(name, "")))
