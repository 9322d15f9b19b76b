"""Actions in words: a line of a list, a row of a file, what was expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caresight.web.actions.kinds import kind_label
from caresight.web.actions.models import Action
from caresight.web.actions.queries import StateCount
from caresight.web.actions.rules import may_see_whole
from caresight.web.actions.states import UNFINISHED, Direction, Outcome, State
from caresight.web.groups.access import Access
from caresight.web.ui.words import count, day, short_day

NOBODY = "nobody named yet"
TONES = {
    State.OPEN: "open",
    State.SAID_DONE: "open",
    State.EFFECT_AWAITED: "good",
    State.CLOSED: "closed",
    State.CANCELLED: "closed",
}


@dataclass(frozen=True)
class StateWords:
    """A state with its colour's name; the words say all that the colour does."""

    label: str
    tone: str


@dataclass(frozen=True)
class ActionLine:
    """One action in a list."""

    pk: int
    ref: str
    title: str
    home_id: str
    home_name: str
    kind: str
    owner: str
    agency: str
    group: str
    due: str
    how_late: str
    state: StateWords
    is_whole: bool


CSV_COLUMNS = (
    "reference title home_id home group kind owner agency due_on state outcome done_on measure "
    "direction effect_by verdict"
).split()


def state_words(action: Action, today: date) -> StateWords:
    """The state; an unfinished action past its day is late, whatever else it is."""
    state = State(action.state)
    if state in UNFINISHED and action.due_on < today:
        return StateWords("Overdue" if state == State.OPEN else "Overdue, said done", "late")
    if state == State.CLOSED and action.outcome:
        outcome = Outcome(action.outcome)
        return StateWords(outcome.label, "good" if outcome == Outcome.DONE else "closed")
    return StateWords(state.label, TONES[state])


def how_late(action: Action, today: date) -> str:
    """“4 days late”; “due in 3 days”; empty where nothing is due soon or at all."""
    if action.state not in UNFINISHED:
        return ""
    left = (action.due_on - today).days
    if left < 0:
        return f"{count(-left, 'day')} late"
    if left == 0:
        return "due today"
    return f"in {count(left, 'day')}" if left <= 14 else ""


def action_line(action: Action, access: Access) -> ActionLine:
    """A line of the list; of a provider's own action only what they may know."""
    whole = may_see_whole(access, action)
    return ActionLine(
        pk=action.pk,
        ref=action.ref,
        title=action.title,
        home_id=action.home_id,
        home_name=action.home_name,
        kind=kind_label(action.kind) if whole else "",
        owner=str(action.owner or NOBODY) if whole else "",
        agency=action.owner_agency.name,
        group=action.group.name if whole else "",
        due=short_day(action.due_on.isoformat()),
        how_late=how_late(action, access.day),
        state=state_words(action, access.day),
        is_whole=whole,
    )


def csv_row(action: Action, access: Access) -> list[object]:
    """A row of the file, in the order of `CSV_COLUMNS`."""
    held = as_json(action, access)
    return [held[column] for column in CSV_COLUMNS]


def as_json(action: Action, access: Access) -> Mapping[str, object]:
    """The same by name; what the reader may not know is None, as what is not known."""
    whole = may_see_whole(access, action)
    shown: dict[str, object] = {
        "reference": action.ref,
        "title": action.title,
        "home_id": action.home_id,
        "home": action.home_name,
        "agency": action.owner_agency.name,
        "due_on": action.due_on.isoformat(),
        "state": action.state,
    }
    more: dict[str, object] = {
        "group": action.group.name,
        "kind": action.kind,
        "owner": str(action.owner) if action.owner else None,
        "outcome": action.outcome or None,
        "done_on": action.done_on.isoformat() if action.done_on else None,
        "measure": action.measure or None,
        "direction": action.direction or None,
        "effect_by": action.effect_by.isoformat() if action.effect_by else None,
        "verdict": action.verdict or None,
    }
    return {**shown, **(more if whole else dict.fromkeys(more))}


def expectation(action: Action, measure_title: str) -> str:
    """What was expected, as a sentence; empty where nothing was."""
    if not action.measure or action.effect_by is None:
        return ""
    way = Direction(action.direction).label.lower()
    by = day(action.effect_by.isoformat())
    return f"{measure_title} should {way} by {by}."


@dataclass(frozen=True)
class CountRow:
    """How many actions of a group are in each state; nothing of what they say."""

    group: str
    counts: list[int]
    overdue: int


def count_rows(counts: list[StateCount], overdue: Mapping[str, int]) -> list[CountRow]:
    """A row for each group overseen, with a column for each state."""
    by_group: dict[str, dict[State, int]] = {}
    for one in counts:
        by_group.setdefault(one.group, {})[one.state] = one.actions
    return [
        CountRow(group, [states.get(state, 0) for state in State], overdue.get(group, 0))
        for group, states in by_group.items()
    ]
