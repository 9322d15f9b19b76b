"""What an agency has open itself, as references for its report: its items and its actions."""

from dataclasses import dataclass

from caresight.web.actions.queries import visible_actions
from caresight.web.actions.states import UNFINISHED
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.intelligence.kinds import CLOSED
from caresight.web.intelligence.queries import items_all_members_may_see, visible_items
from caresight.web.ui.words import day as in_words

MOST = 20


@dataclass(frozen=True)
class Reference:
    """One open thing of an agency, named without its words."""

    page: str
    pk: int
    ref: str
    words: str


def own_references(access: Access, group: Group) -> list[Reference]:
    """Open items that an agency's people sent to the group, and open actions that it owns.

    Of items only those that every member may see: a report is read by all of them.
    """
    if access.agency_id is None:
        return []
    shared = items_all_members_may_see(group).values("pk")
    items = (
        visible_items(access)
        .filter(pk__in=shared, reporter_agency=access.agency_id)
        .exclude(state__in=CLOSED)
        .order_by("-pk")[:MOST]
    )
    actions = (
        visible_actions(access)
        .filter(group=group, owner_agency=access.agency_id, state__in=UNFINISHED)
        .order_by("due_on", "pk")[:MOST]
    )
    return [
        Reference("item", one.pk, one.ref, f"{one.home_name}, {one.get_state_display().lower()}")
        for one in items
    ] + [
        Reference("action", one.pk, one.ref, f"{one.title}, due {in_words(str(one.due_on))}")
        for one in actions
    ]
