"""Single things of casework in words: an item, a reply, an action."""

from dataclasses import dataclass
from datetime import datetime

from caresight.web.actions.models import Action
from caresight.web.intelligence.coding import Coding
from caresight.web.intelligence.kinds import State
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries import words_outside
from caresight.web.replies.models import Reply
from caresight.web.replies.states import Purpose, ReplyState
from caresight.web.ui.words import day, short_day

NOT_CHECKED = (
    "Its words may identify somebody and nobody has checked them yet. Read it in Caresight."
)


@dataclass(frozen=True)
class ItemLine:
    """What somebody said, as far as it may leave the screen."""

    ref: str
    home_id: str
    home_name: str
    observed_on: str
    recorded_at: datetime
    kind: str
    direction: str
    severity: str
    themes: list[str]
    agency: str
    state: str
    words: str


@dataclass(frozen=True)
class ReplyLine:
    """What a provider says, and what the group answered."""

    home_id: str
    about: str
    purpose: str
    words: str
    sent_on: str
    agency: str
    state: str
    answer: str


def item_line(item: Item, words: Coding) -> ItemLine:
    """An item in words; of one that may identify somebody, only that it is there."""
    said = words_outside(item)
    return ItemLine(
        ref=item.ref,
        home_id=item.home_id,
        home_name=item.home_name,
        observed_on=item.observed_on.isoformat(),
        recorded_at=item.recorded_at,
        kind=item.get_kind_display(),
        direction=item.get_direction_display(),
        severity=words.scales.label("severity", item.severity),
        themes=[words.label(theme.code) for theme in item.themes.all()],
        agency=str(item.reporter_agency or "no agency"),
        state=State(item.state).label,
        words=NOT_CHECKED if said is None else said,
    )


def reply_line(reply: Reply) -> ReplyLine:
    """A reply in words."""
    return ReplyLine(
        home_id=reply.home_id,
        about=reply.about_words or reply.get_about_display(),
        purpose=Purpose(reply.purpose).label,
        words=reply.words,
        sent_on=day(reply.sent_at.isoformat()) if reply.sent_at else "",
        agency=str(reply.agency),
        state=ReplyState(reply.state).label,
        answer=reply.answer,
    )


def action_line(action: Action) -> list[str]:
    """An action as a row of a table: what, by whom, by when, where it stands."""
    owner = f"{action.owner}, {action.owner_agency}" if action.owner else str(action.owner_agency)
    return [
        action.ref,
        action.title,
        owner,
        short_day(action.due_on.isoformat()),
        action.get_state_display(),
    ]
