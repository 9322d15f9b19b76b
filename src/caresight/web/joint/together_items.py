"""One item as the page of a home shows it: its words, how it is graded, what it counts."""

from dataclasses import dataclass
from datetime import date

from caresight.pipeline.release_index.documents import Summary
from caresight.vocabulary.lists import joined
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction, Handling
from caresight.web.intelligence.models import Item
from caresight.web.joint.queries import Known
from caresight.web.ui.words import day_of, points, short_day

MOST_WORDS = 400
"""Letters of an item that this page shows; its own page has them all."""


@dataclass(frozen=True)
class ItemLine:
    """One item, as far as this page shows it."""

    pk: int
    ref: str
    words: str
    about: str
    """Its themes."""
    graded: str
    seen: str
    agency: str
    counts: str
    """What it gives to the sum, or why it gives nothing."""
    tone: str


def count_points(value: float) -> str:
    """“1 point”, “4.5 points”."""
    return f"{points(value)} point" + ("" if value == 1 else "s")


def item_line(item: Item, known: Known, summary: Summary) -> ItemLine:
    """One item for one reader."""
    words, scales = coding(), coding().scales
    text = item.words if len(item.words) <= MOST_WORDS else f"{item.words[:MOST_WORDS]} …"
    graded = [] if item.direction == Direction.GOOD else [scales.label("severity", item.severity)]
    if item.grade != "none":
        graded.append(scales.label("grade", item.grade))
    return ItemLine(
        pk=item.pk,
        ref=item.ref,
        words=text,
        about=joined([words.label(theme.code) for theme in item.themes.all()]),
        graded=". ".join(graded),
        seen=short_day(item.observed_on.isoformat()),
        agency=str(item.reporter_agency or "Agency not known"),
        counts=_counts(item, known, summary),
        tone={"good": "good", "worrying": "open"}.get(item.direction, ""),
    )


def _counts(item: Item, known: Known, summary: Summary) -> str:
    held = known.counted
    if item.handling == Handling.NAMED_AGENCIES:
        return "Only the agencies named in it read it; it is in no sum that others see."
    if item.ref not in held:
        if day_of(item.recorded_at) > date.fromisoformat(summary["as_at"]):
            return "Not yet combined."
        return "Counts nothing: it is neither good nor bad, has faded, or not every group has it."
    one = held[item.ref]
    if one["direction"] == Direction.GOOD:
        return f"Gives {count_points(one['counted'])} of good news."
    if one["counted"]:
        return f"Counts {count_points(one['counted'])}."
    return f"Counts nothing more: it says the same as {one['voice']}."
