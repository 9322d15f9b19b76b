"""An item as one line of a list, and the parts of its words that were looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caresight.vocabulary.lists import joined
from caresight.web.groups.access import Access
from caresight.web.intelligence import policies
from caresight.web.intelligence.coding import coding
from caresight.web.intelligence.kinds import Direction, Handling, Kind, State
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.rules import may_work_on
from caresight.web.intelligence.search_words import plain_words
from caresight.web.ui.forms import CaresightForm
from caresight.web.ui.words import count, short_day

SNIPPET = 220
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Piece = tuple[str, bool]
"""A piece of a text, and whether it is marked."""


@dataclass(frozen=True)
class Line:
    """One item in a list."""

    pk: int
    ref: str
    home_id: str
    home_name: str
    seen_on: str
    kind: str
    direction: str
    tone: str
    severity: int
    severity_words: str
    grade: str
    themes: str
    agency: str
    state: str
    state_tone: str
    pieces: tuple[Piece, ...]
    badges: tuple[str, ...]


def line(access: Access, item: Item, *, words: Sequence[str] = ()) -> Line:
    """One item as a list shows it."""
    known, state = coding(), State(item.state)
    # When a group will look again is the group's affair, not the sender's.
    late = policies.is_due(item, access.day) and may_work_on(access, item)
    return Line(
        pk=item.pk,
        ref=item.ref,
        home_id=item.home_id,
        home_name=item.home_name,
        seen_on=short_day(item.observed_on.isoformat()),
        kind=Kind(item.kind).label,
        direction=Direction(item.direction).label,
        tone={"worrying": "concern", "good": "improvement"}.get(item.direction, "neutral"),
        severity=item.severity,
        severity_words=known.scales.label("severity", item.severity),
        grade="" if item.grade == "none" else known.scales.label("grade", item.grade),
        themes=joined([known.label(theme.code) for theme in item.themes.all()]),
        agency=str(item.reporter_agency or "agency not given"),
        state="Taken back" if item.withdrawn_at else state.label,
        state_tone="closed" if item.withdrawn_at else ("late" if late else state.tone),
        pieces=snippet(item.words, words),
        badges=_badges(item, late=late),
    )


def _badges(item: Item, *, late: bool) -> tuple[str, ...]:
    found = []
    if item.handling == Handling.NAMED_AGENCIES:
        found.append("named agencies only")
    if item.resident_identifiable:
        found.append("details kept apart")
    if late:
        found.append("look at it again")
    return tuple(found)


def snippet(text: str, words: Sequence[str], *, length: int = SNIPPET) -> tuple[Piece, ...]:
    """The part of a text around the first word looked for, with all such words marked."""
    spans = _spans(text, words)
    first = max(0, spans[0][0] - length // 3) if spans else 0
    if first:
        blank = text.rfind(" ", 0, first)
        first = blank + 1 if blank > 0 else first
    last = min(len(text), first + length)
    if last < len(text) and (blank := text.rfind(" ", first + length // 2, last)) > 0:
        last = blank
    pieces: list[Piece] = [("… ", False)] if first else []
    at = first
    for start, end in spans:
        if first <= start and end <= last:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:last], False))
    if last < len(text):
        pieces.append((" …", False))
    return tuple(piece for piece in pieces if piece[0])


def _spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    if not words:
        return []
    # The search reads plain words; what it found is marked in the words as they were written.
    return [
        match.span()
        for match in _WORD.finditer(text)
        if any(plain.startswith(tuple(words)) for plain in plain_words(match[0]))
    ]


def marked(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """A text with these parts marked."""
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(piece for piece in [*pieces, (text[at:], False)] if piece[0])


def found_sentence(total: int, *, is_cut: bool, narrows: bool) -> str:
    """How many items a list holds, as its heading."""
    what = " fit" + ("s" if total == 1 else "") if narrows else ""
    if is_cut:
        return f"More than {count(total, 'item')}{what.removesuffix('s')}"
    return (
        f"{count(total, 'item')}{what}" if total else "No item" + (" fits" if narrows else " yet")
    )


def headings_for_form(form: CaresightForm) -> list[tuple[str, list[object]]]:
    """The tick boxes of headings, under the framework and part that each belongs to."""
    names = {"quality_statement": "Quality statements", "ng189": "NICE NG189"}
    by_code = {theme.code: theme for theme in coding().themes}
    parts: dict[str, list[object]] = {}
    for choice in form["headings"]:
        theme = by_code[str(choice.data["value"])]
        parts.setdefault(f"{names[theme.framework]}: {theme.heading}", []).append(choice)
    return list(parts.items())
