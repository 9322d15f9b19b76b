"""The page of one action: what was agreed, on which evidence, how it stands, what can be done."""

from dataclasses import dataclass

from caresight.web.actions import policies, queries, rules
from caresight.web.actions.evidence import CitationLine, citation_lines
from caresight.web.actions.history_words import StepLine, step_line
from caresight.web.actions.kinds import kind_label
from caresight.web.actions.models import Action
from caresight.web.actions.presenters import (
    NOBODY,
    StateWords,
    expectation,
    how_late,
    state_words,
)
from caresight.web.actions.states import Outcome, State, Verdict
from caresight.web.directory.homes import known_home
from caresight.web.directory.releases import newest
from caresight.web.groups.access import Access
from caresight.web.ui.words import day


@dataclass(frozen=True)
class Link:
    """Something that the reader can do: the page's name and its words."""

    page: str
    words: str


@dataclass(frozen=True)
class ActionPage:
    """Everything that the page of an action shows."""

    action: Action
    kind: str
    owner: str
    due: str
    how_late: str
    state: StateWords
    home_note: str
    """Where the home has left the register, or closed."""
    expectation: str
    outcome: str
    done_on: str
    verdict: str
    verdict_by: str
    opened: str
    cites: list[CitationLine]
    history: list[StepLine]
    links: list[Link]
    may_note: bool
    shows_effect: bool
    is_orphaned: bool


def action_page(action: Action, access: Access) -> ActionPage:
    """The page, as this reader may see it."""
    whole = rules.may_see_whole(access, action)
    steps = queries.steps_of(action, agency_id=None if whole else access.agency_id)
    return ActionPage(
        action=action,
        kind=kind_label(action.kind),
        owner=str(action.owner or NOBODY),
        due=day(action.due_on.isoformat()),
        how_late=how_late(action, access.day),
        state=state_words(action, access.day),
        home_note=home_note(action.home_id),
        expectation=expectation(action, measure_title(action.measure)) if whole else "",
        outcome=Outcome(action.outcome).label if action.outcome else "",
        done_on=day(action.done_on.isoformat()) if action.done_on else "",
        verdict=Verdict(action.verdict).label if action.verdict else "",
        verdict_by=_verdict_by(action),
        opened=f"{action.opened_by}, {day(action.opened_at.isoformat())}",
        cites=citation_lines(access, action.cites, action.home_id) if whole else [],
        history=[step_line(step) for step in steps],
        links=_links(action, access),
        may_note=rules.may_note(access, action),
        shows_effect=whole and bool(action.measure and action.home_id),
        is_orphaned=whole
        and queries.orphaned_actions(frozenset({action.group_id}), access.day)
        .filter(pk=action.pk)
        .exists(),
    )


def home_note(home_id: str) -> str:
    """What the reader must know of a home that is not in the register as it was."""
    if not home_id:
        return ""
    row = known_home(home_id)
    if row is None:
        return "This home is no longer in the register. The action stays until it is closed."
    if not row["is_open"]:
        return "This home has closed. The action stays until it is closed or cancelled."
    return ""


def measure_title(measure: str) -> str:
    """An indicator's title; of one that the release does not hold, its code in words."""
    release = newest()
    title = release.index.indicator_title(measure) if release and measure else None
    return title or measure.replace("_", " ").capitalize()


def _verdict_by(action: Action) -> str:
    if action.verdict_at is None:
        return ""
    return f"{action.verdict_by}, {day(action.verdict_at.isoformat())}"


def _links(action: Action, access: Access) -> list[Link]:
    """What can be done now: asked of the rules and of the state, page by page."""
    manages, leads = rules.may_manage(access, action), rules.may_lead(access, action)
    can_change = policies.can_change(action)
    offered = [
        (rules.may_say_done(access, action) and policies.can_say_done(action),
         Link("say_action_done", "Say that it is done")),
        (manages and can_change, Link(
            "close_action",
            "Accept and close" if action.state == State.SAID_DONE else "Close with evidence")),
        (leads and policies.can_answer(action),
         Link("send_back_action", "Send back as not done")),
        (manages and can_change, Link("change_action_due", "Change the day")),
        (manages and can_change, Link("hand_over_action", "Hand over")),
        (manages and can_change, Link("edit_action", "Edit")),
        (leads and can_change, Link("cancel_action", "Cancel")),
        (manages and policies.can_reopen(action), Link("reopen_action", "Open again")),
    ]  # fmt: skip
    return [link for may, link in offered if may]
