"""What a list of items can be narrowed to, as the address says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from caresight.web.groups.access import Access
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction, Kind, State
from caresight.web.intelligence.models import Item, ItemTheme
from caresight.web.ui.paging import page_asked, text_asked

STATES = {
    "open": "Open: new, looked into or for a meeting",
    "due": "To be looked at again",
    **{state.value: state.label for state in State},
    "withdrawn": "Taken back",
}
_SELDOM = 4
"""The seriousness that so few items have that their keys are quickly listed."""


@dataclass(frozen=True)
class Wanted:
    """What a person looks for."""

    q: str = ""
    home: str = ""
    area: str = ""
    theme: str = ""
    kind: str = ""
    severity: int = 0
    """At least so serious; 0 for any."""
    state: str = ""
    direction: str = ""
    seen_from: date | None = None
    seen_to: date | None = None
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether anything but the words narrows the list."""
        return self != Wanted(q=self.q, page=self.page)


def wanted_from(asked: QueryDict) -> Wanted:
    """Read the address; what cannot be understood is as if it had not been said."""

    def one_of(name: str, known: object) -> str:
        value = asked.get(name, "").strip()
        return value if value in known else ""  # type: ignore[operator]

    severity = asked.get("severity", "")
    return Wanted(
        q=asked.get("q", "").replace("\x00", " ").strip()[:200],
        home=text_asked(asked, "home", most=20),
        area=text_asked(asked, "area", most=20),
        theme=one_of("theme", coding().label_by_code),
        kind=one_of("kind", list(Kind)),
        severity=int(severity) if severity in {"1", "2", "3", "4", "5"} else 0,
        state=one_of("state", STATES),
        direction=one_of("direction", list(Direction)),
        seen_from=_day(asked.get("from", "")),
        seen_to=_day(asked.get("to", "")),
        page=page_asked(asked),
    )


def narrowed(items: QuerySet[Item], wanted: Wanted, *, day: date) -> QuerySet[Item]:
    """Items that fit everything but the words."""
    exact = {
        "area_code": wanted.area,
        "kind": wanted.kind,
        "direction": wanted.direction,
    }
    items = items.filter(**{name: value for name, value in exact.items() if value})
    if 0 < wanted.severity < _SELDOM:
        items = items.filter(severity__gte=wanted.severity)
    if wanted.state and wanted.state != "withdrawn":
        # Asked of the item, not among the keys: the keys of a state are then read off its index.
        items = items.filter(withdrawn_at=None, forgotten_at=None)
    for few in _few_at_once(wanted, day):
        items = items.filter(pk__in=few)
    return items


def _few_at_once(wanted: Wanted, day: date) -> Iterator[QuerySet[Any]]:
    """Keys of the items that a condition with an index of its own lets through.

    Said as keys, they are looked up by that index, and then in the group; said as conditions
    they would be asked of every item of the group in turn, which takes ten times as long.
    """
    every = Item.objects.order_by()
    if wanted.severity >= _SELDOM:
        yield every.filter(severity__gte=wanted.severity).values("pk")
    if wanted.home:
        yield every.filter(home_id=wanted.home).values("pk")
    seen = {"observed_on__gte": wanted.seen_from, "observed_on__lte": wanted.seen_to}
    if bounds := {name: on for name, on in seen.items() if on}:
        yield every.filter(**bounds).values("pk")
    if wanted.theme:
        codes = coding().codes_of_group(wanted.theme) or [wanted.theme]
        yield ItemTheme.objects.filter(code__in=codes).values("item")
    if wanted.state:
        yield every.filter(_in_state(wanted.state, day)).values("pk")


def areas_of(access: Access) -> list[str]:
    """Areas that the list can be narrowed to: those of the person's groups, nothing more."""
    return sorted(access.area_codes or ())


def _in_state(state: str, day: date) -> Q:
    if state == "withdrawn":
        return Q(withdrawn_at__isnull=False)
    if state == "open":
        return Q(state__in=[State.NEW, State.LOOKING, State.MEETING])
    if state == "due":
        return Q(review_by__lte=day)
    return Q(state=state)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
