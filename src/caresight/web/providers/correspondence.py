"""What passes between a group and a provider about one home: told, shared, replied, agreed."""

from dataclasses import dataclass
from datetime import datetime

from caresight.pipeline.release_index.documents import HomeRow
from caresight.web.actions.models import Action
from caresight.web.actions.queries import actions_of_home
from caresight.web.actions.states import UNFINISHED, State
from caresight.web.audit.operations import record
from caresight.web.groups.access import Access
from caresight.web.intelligence.queries import items_for_provider
from caresight.web.replies.presenters import reply_line, told_line
from caresight.web.replies.queries import told_of_home, visible_replies_of_home
from caresight.web.reviews.queries import reviews_of_home
from caresight.web.ui.words import day

MOST = 50


@dataclass(frozen=True)
class OwnAction:
    """An action of the provider: what, by when, where it stands; nothing that the group said."""

    pk: int
    ref: str
    title: str
    due: str
    state: str
    look: str


@dataclass(frozen=True)
class OwnReview:
    """A review to which the person is invited."""

    pk: int
    name: str
    called: str


def at_home(access: Access, home: HomeRow, *, at: datetime) -> dict[str, object]:
    """All of it, for the page of a home; reading what was shared is written in the trail."""
    home_id = home["home_id"]
    items = items_for_provider(access, home_id)[:MOST]
    note_read(access, home_id, [item.ref for item in items], at)
    own = actions_of_home(access, home_id).filter(owner_agency=access.agency_id)
    replies = visible_replies_of_home(access, home_id).filter(agency=access.agency_id)
    told = told_of_home(access, home_id).filter(agency=access.agency_id)
    lines = [told_line(one) for one in told[:MOST]]
    return {
        "told": lines,
        "unread": sum(line.is_unread for line in lines),
        "items": items,
        "replies": [reply_line(one) for one in replies[:MOST]],
        "actions": [_action(one, access) for one in own[:MOST]],
        "reviews": [
            OwnReview(one.pk, one.name, day(one.called_at.isoformat()))
            for one in reviews_of_home(access, home_id)[:MOST]
        ],
    }


def _action(action: Action, access: Access) -> OwnAction:
    pk, due_on = action.pk, action.due_on
    state = State(action.state)
    late = state in UNFINISHED and due_on < access.day
    waits = "open" if state in UNFINISHED else "closed"
    return OwnAction(
        pk=pk,
        ref=action.ref,
        title=action.title,
        due=day(due_on.isoformat()),
        state=f"{state.label}, overdue" if late else state.label,
        look="late" if late else waits,
    )


def note_read(access: Access, home_id: str, refs: list[str], at: datetime) -> None:
    """One entry for the shared items whose words a page is about to show."""
    if refs:
        record(
            actor=access.person,
            at=at,
            operation="providers.read_shared_items",
            subject=f"home:{home_id}",
            home_id=home_id,
            detail={"items": refs},
        )
