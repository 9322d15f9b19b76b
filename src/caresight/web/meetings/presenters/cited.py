"""Evidence that was cited in minutes, as each reader may know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caresight.web.actions.evidence import item_number, item_words, items_cited
from caresight.web.directory.citations import Citation, from_json
from caresight.web.groups.access import Access
from caresight.web.intelligence.models import Item
from caresight.web.meetings.models import AgendaItem, HomeMinute


@dataclass(frozen=True)
class CiteLine:
    """One piece of evidence; an item's key only for who may read it."""

    words: str
    item: int | None = None


def items_of(access: Access, places: Iterable[AgendaItem]) -> dict[int, Item]:
    """The items that the minutes of these homes cite, of those that this reader may see."""
    minutes: list[HomeMinute] = [one.minute for one in places if hasattr(one, "minute")]
    return items_cited(access, [cite for minute in minutes for cite in from_json(minute.cites)])


def cite_line(cited: Citation, seen: Mapping[int, Item]) -> CiteLine:
    """Of an item, who may not read it (any more) is told its reference alone."""
    if cited.kind != "item":
        return CiteLine(cited.words)
    item = seen.get(item_number(cited) or 0)
    return CiteLine(item_words(item), item.pk) if item else CiteLine(f"Item {cited.ref}")
