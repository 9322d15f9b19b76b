"""What can be cited about a home: its level, its figures, what was said, what was replied.

Only what the reader may see is offered. Of an intelligence item its reference is kept, never
its words: who follows it is asked again whether they may read it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from caresight.pipeline.release_index.documents import HomeDocument, IndicatorRow
from caresight.web.directory.citations import Citation, from_json
from caresight.web.directory.releases import Shown
from caresight.web.groups.access import Access
from caresight.web.groups.models import Group
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
    if home_id:
        found += _items(access, home_id, groups)
    return [Citable(f"{one.kind}:{one.ref}", one.words, one) for one in found]


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


def _items(access: Access, home_id: str, groups: Sequence[Group]) -> Iterable[Citation]:
    items = items_of_home(access, home_id)
    for group in groups:
        # Asked of each item of the home: as keys, all that the group has would be read first.
        of_all = items_all_members_may_see(group).filter(pk=OuterRef("pk"))
        items = items.filter(Exists(of_all))
    for item in items[:MOST_ITEMS] if groups else ():
        words = f"Item {item.ref}, observed {day(item.observed_on.isoformat())}"
        yield Citation("item", item.ref, words)


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
    asked = {number for one in cited if (number := item_number(one)) is not None}
    seen = set(visible_items(access).filter(pk__in=asked).values_list("pk", flat=True))
    return [_line(one, home_id) for one in cited if one.kind != "item" or item_number(one) in seen]


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
