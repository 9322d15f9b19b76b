"""The list of actions as the address asks for it: whose, in which state, of which kind."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from caresight.web.actions.kinds import kind_choices
from caresight.web.actions.models import Action
from caresight.web.actions.queries import orphaned_actions, visible_actions
from caresight.web.actions.states import UNFINISHED, State
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.ui.paging import number_in, page_asked, text_asked

PER_PAGE = 50
UNFINISHED_WORD = "unfinished"
WHOSE = (("groups", "My groups"), ("agency", "My agency"), ("mine", "Mine"))
STATES = (
    (UNFINISHED_WORD, "Not finished"),
    *((state.value, state.label) for state in State),
    ("all", "All"),
)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for, as the address says it."""

    whose: str = "groups"
    state: str = UNFINISHED_WORD
    kind: str = ""
    group: int = 0
    home: str = ""
    q: str = ""
    overdue: bool = False
    orphaned: bool = False
    page: int = 1

    @property
    def kept(self) -> str:
        """The address's query without the page."""
        said = {
            "whose": self.whose, "state": self.state, "kind": self.kind,
            "group": self.group or "", "home": self.home, "q": self.q,
            "overdue": "yes" if self.overdue else "", "orphaned": "yes" if self.orphaned else "",
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def wanted_from(asked: QueryDict) -> Wanted:
    """Read the address; what cannot be understood is as if it had not been said."""
    whose, state = asked.get("whose", ""), asked.get("state", "")
    kind = asked.get("kind", "")
    return Wanted(
        whose=whose if whose in dict(WHOSE) else "groups",
        state=state if state in dict(STATES) else UNFINISHED_WORD,
        kind=kind if kind in dict(kind_choices()) else "",
        group=number_in(asked.get("group", "")) or 0,
        home=text_asked(asked, "home", most=20),
        q=text_asked(asked, "q", most=100),
        overdue=asked.get("overdue") == "yes",
        orphaned=asked.get("orphaned") == "yes",
        page=page_asked(asked),
    )


def actions_wanted(access: Access, wanted: Wanted) -> QuerySet[Action]:
    """Those of the visible actions that fit, what is due first at the top."""
    fitting = visible_actions(access)
    if wanted.whose == "mine":
        fitting = fitting.filter(owner=access.person)
    elif wanted.whose == "agency":
        fitting = fitting.filter(owner_agency=access.agency_id)
    if wanted.group:
        # A provider is not told which group agreed an action, and cannot ask by one either.
        fitting = fitting.filter(group=wanted.group, group__in=access.group_ids)
    if wanted.orphaned:
        orphaned = orphaned_actions(access.group_ids, access.day)
        fitting = fitting.filter(pk__in=orphaned.values("pk"))
    return _narrowed(fitting, wanted, access).order_by("due_on", "pk")


def _narrowed(fitting: QuerySet[Action], wanted: Wanted, access: Access) -> QuerySet[Action]:
    if wanted.overdue:
        fitting = fitting.filter(state__in=UNFINISHED, due_on__lt=access.day)
    elif wanted.state == UNFINISHED_WORD:
        fitting = fitting.filter(state__in=UNFINISHED)
    elif wanted.state != "all":
        fitting = fitting.filter(state=wanted.state)
    if wanted.kind:
        fitting = fitting.filter(kind=wanted.kind, group__in=access.group_ids)
    if wanted.home:
        fitting = fitting.filter(home_id=wanted.home)
    for word in wanted.q.split()[:8]:
        fitting = fitting.filter(
            Q(title__icontains=word) | Q(home_name__icontains=word) | _by_ref(word)
        )
    return fitting


def groups_to_choose(access: Access) -> list[Group]:
    """The groups that the list can be narrowed to: none where there is one only."""
    found = list(Group.objects.filter(pk__in=access.group_ids))
    return found if len(found) > 1 else []


def _by_ref(word: str) -> Q:
    number = number_in(word.upper().removeprefix("A-"))
    return Q(pk=number) if number else Q(pk=None)
