"""What can be cited about a home: its level, its figures, what was said, what was replied.

Only what the reader may see is offered. Of an intelligence item its reference is kept, never
its words: who follows it is asked again whether they may read it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from caresight.pipeline.release_index.documents import HomeDocument, IndicatorRow
from caresight.web.directory.citations import Citation, from_json
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
from caresight.web.intelligence.kinds import Kind
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries import (
    items_all_members_may_see,
    items_of_home,
    visible_items,
)
from caresight.web.ui.values import shown_value
from caresight.web.ui.words import day, points

MOST_ITEMS = 30
MOST_FIGURES = 60
LONGEST = 300
PARTS = {
    "profile": "The home as a whole",
    "signal": "What was noticed",
    "rating": "The regulator's rating",
    "item": "Intelligence",
    "indicator": "Figures",
    "other": "What was named in the link",
}


@dataclass(frozen=True)
class Citable:
    """One thing that can be cited: its value in a form, and the citation that it becomes."""

    value: str
    label: str
    citation: Citation

    @property
    def part(self) -> str:
        """The heading under which a form offers it."""
        return PARTS.get(self.citation.kind, "Other evidence")


def citable(
    access: Access, home_id: str, release: Shown | None, groups: Sequence[Group]
) -> list[Citable]:
    """Everything that the reader can cite about a home, the strongest evidence first.

    Items that not every member of the groups may see are not offered: a reference alone
    would tell the others that there is one.
    """
    document = release.index.home(home_id) if release and home_id else None
    found: list[Citation] = []
    if release and document:
        found += _of_release(document, release.release_id)
    offered = [Citable(f"{one.kind}:{one.ref}", one.words, one) for one in found]
    return [*offered, *_items(access, home_id, groups)] if home_id else offered


def _of_release(document: HomeDocument, release_id: str) -> Iterable[Citation]:
    row = document["row"]
    yield Citation(
        "profile", row["home_id"],
        f"{row['level_label']} suggested, {points(row['points'])} points from "
        f"{row['agencies']} agencies", release_id,
    )  # fmt: skip
    for line in document["indicators"]:
        for number, sentence in enumerate(line["signals"]):
            ref = f"{line['indicator']}.{number}"
            yield Citation("signal", ref, sentence[:LONGEST], release_id)
    if row["rating"]:
        yield Citation("rating", row["home_id"], f"Rated {row['rating']}", release_id)
    for line in document["indicators"][:MOST_FIGURES]:
        yield Citation("indicator", line["indicator"], _figure(line)[:LONGEST], release_id)


def _figure(line: IndicatorRow) -> str:
    value = shown_value(line["value"], line["unit"], line["quality"])
    return f"{line['title']}: {value.text}, {line['period']}"


def _items(access: Access, home_id: str, groups: Sequence[Group]) -> Iterable[Citable]:
    items = items_of_home(access, home_id).select_related("reporter_agency")
    for group in groups:
        # Asked of each item of the home: as keys, all that the group has would be read first.
        of_all = items_all_members_may_see(group).filter(pk=OuterRef("pk"))
        items = items.filter(Exists(of_all))
    for item in items[:MOST_ITEMS] if groups else ():
        words = f"Item {item.ref}, observed {day(item.observed_on.isoformat())}"
        yield Citable(f"item:{item.ref}", item_words(item), Citation("item", item.ref, words))


def item_words(item: Item) -> str:
    """An item as whoever may read it finds it among other evidence: what kind, when, from whom."""
    kind, seen_on = Kind(item.kind).label.lower(), day(item.observed_on.isoformat())
    agency = item.reporter_agency or "agency not given"
    gone = ", taken back since" if item.withdrawn_at else ""
    erased = ", its words were erased" if item.forgotten_at else ""
    return f"Item {item.ref}: {kind}, observed {seen_on}, from {agency}{gone}{erased}"


def items_cited(access: Access, cited: Iterable[Citation]) -> dict[int, Item]:
    """Of the items that are cited those that this reader may see, by their number."""
    asked = {number for one in cited if (number := item_number(one)) is not None}
    seen = visible_items(access).filter(pk__in=asked).select_related("reporter_agency")
    return {item.pk: item for item in seen} if asked else {}


@dataclass(frozen=True)
class CitationLine:
    """One piece of evidence, and the page on which it is found again."""

    words: str
    kind: str
    page: str
    ref: str
    release_id: str


PAGES = {
    "signal": "home_indicator", "indicator": "home_indicator", "item": "item",
    "profile": "home", "rating": "home",
}  # fmt: skip


def citation_lines(
    access: Access, held: Iterable[dict[str, str]], home_id: str
) -> list[CitationLine]:
    """The evidence cited, without items that this reader may not see."""
    cited = from_json(held)
    seen = items_cited(access, cited)
    lines = []
    for one in cited:
        item = seen.get(item_number(one) or 0)
        if one.kind != "item":
            lines.append(_line(one, home_id))
        elif item is not None:
            lines.append(replace(_line(one, home_id), words=item_words(item)))
    return lines


def item_number(one: Citation) -> int | None:
    """The number of a cited item; None for other evidence."""
    digits = one.ref.removeprefix("I-")
    return int(digits) if one.kind == "item" and digits.isdigit() else None


def _line(one: Citation, home_id: str) -> CitationLine:
    page, ref = PAGES.get(one.kind, ""), one.ref
    if one.kind == "signal":
        ref = ref.rsplit(".", 1)[0]
    if one.kind == "item":
        ref = str(item_number(one))
    known = page in ("item", "") or bool(home_id)
    return CitationLine(one.words, one.kind, page if known else "", ref, one.release_id)
