"""What people speak about, by quarter and theme: exact within a group, rounded off outside.

Outside a group only items that may be counted in public count, and small numbers are left
out. No sums stand beside them from which they could be worked out.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from caresight.vocabulary.periods import months_after
from caresight.web.audit.unchanged import KeptUntilWritten
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Handling, Kind
from caresight.web.intelligence.models import Item, ItemTheme
from caresight.web.intelligence.queries import items_all_members_may_see
from caresight.web.learning.rules import counts_exactly

QUARTERS = 8


@dataclass(frozen=True)
class ThemeLine:
    """One group of themes: complaints and all else, quarter by quarter; None for too few."""

    code: str
    label: str
    complaints: list[int | None]
    others: list[int | None]


@dataclass(frozen=True)
class ThemeTable:
    """Themes by quarter."""

    quarters: list[str]
    lines: list[ThemeLine]
    exact: bool
    small: int


_KEPT: KeptUntilWritten[Hashable, Counter[tuple[str, str, int]]] = KeptUntilWritten()


def theme_table(access: Access, *, day: date, small: int) -> ThemeTable:
    """The themes that the person may count."""
    starts = quarter_starts(day)
    exact = counts_exactly(access)
    # Who counts exactly sees the sums of their groups; everybody else sees the same ones.
    groups = tuple(sorted(access.group_ids)) if exact else ()
    counts = _KEPT.get(
        (exact, groups, day, coding().version),
        lambda: _counts(_of_groups(access) if exact else _public(), starts),
    )
    least = 0 if exact else small

    def shown(group: str, kind: str) -> list[int | None]:
        values = [counts[group, kind, place] for place in range(len(starts))]
        # None at all is not told from a few: the difference would say that somebody spoke.
        return [None if value < least else value for value in values]

    lines = [
        ThemeLine(g.code, g.label, shown(g.code, "complaint"), shown(g.code, "other"))
        for g in coding().groups
    ]
    return ThemeTable([_name(start) for start in starts], lines, exact, small)


def quarter_starts(day: date) -> list[date]:
    """First days of the latest quarters, oldest first; the last one goes on."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return [months_after(first, -3 * back) for back in range(QUARTERS - 1, -1, -1)]


def _name(start: date) -> str:
    return f"{start:%b} to {months_after(start, 2):%b %Y}"


def _of_groups(access: Access) -> QuerySet[Item]:
    found = Item.objects.none()
    for group in Group.objects.filter(pk__in=access.group_ids):
        found = found | items_all_members_may_see(group)
    return found


def _public() -> QuerySet[Item]:
    return Item.objects.filter(
        handling=Handling.PUBLIC_THEME_ONLY, withdrawn_at=None, forgotten_at=None
    )


def _counts(items: QuerySet[Item], starts: list[date]) -> Counter[tuple[str, str, int]]:
    """Items by group of themes, kind and quarter; an item counts once in each group."""
    wanted = items.filter(received_on__gte=starts[0]).order_by()
    rows: Iterable[tuple[int, str, str, date]] = ItemTheme.objects.filter(
        item__in=wanted.values("pk")
    ).values_list("item", "code", "item__kind", "item__received_on")
    groups = coding().group_by_code
    seen: set[tuple[int, str]] = set()
    counts: Counter[tuple[str, str, int]] = Counter()
    for item, code, kind, on in rows:
        group = groups.get(code, code)
        if (item, group) not in seen:
            seen.add((item, group))
            place = sum(start <= on for start in starts) - 1
            counts[group, "complaint" if kind == Kind.COMPLAINT else "other", place] += 1
    return counts
