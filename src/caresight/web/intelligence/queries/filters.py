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


def narrowed(
    items: QuerySet[Item], wanted: Wanted, *, day: date, are_few: bool = False
) -> QuerySet[Item]:
    """Items that fit everything but the words; `are_few` tells how they are quickly found."""
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
    if wanted.theme:
        codes = coding().codes_of_group(wanted.theme) or [wanted.theme]
        items = items.filter(pk__in=ItemTheme.objects.filter(code__in=codes).values("item"))
    if wanted.home:
        # What is known of one home is little: all else is asked of each item of it.
        items, are_few = items.filter(pk__in=_keys(Q(home_id=wanted.home))), True
    for condition in _with_an_index(wanted, day):
        items = items.filter(condition if are_few else Q(pk__in=_keys(condition)))
    return items


def _keys(condition: Q) -> QuerySet[Any]:
    """Keys of the items that a condition with an index of its own lets through.

    Said as keys, they are looked up by that index, and then in the group; said as conditions
    they would be asked of every item of the group in turn, which takes ten times as long.
    """
    return Item.objects.order_by().filter(condition).values("pk")


def _with_an_index(wanted: Wanted, day: date) -> Iterator[Q]:
    if wanted.severity >= _SELDOM:
        yield Q(severity__gte=wanted.severity)
    seen = {"observed_on__gte": wanted.seen_from, "observed_on__lte": wanted.seen_to}
    if bounds := {name: on for name, on in seen.items() if on}:
        yield Q(**bounds)
    if wanted.state:
        yield _in_state(wanted.state, day)


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
