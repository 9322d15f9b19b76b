"""Words in items that the person may read.

The database finds candidates by its index of words *and* the person's access in one
statement; ranking looks at these candidates only, so that nothing about an item that the
person may not read (how many there are, how rare a word is) shows in what is found.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from caresight.web.groups.access import Access
from caresight.web.intelligence.models import Item, ItemText
from caresight.web.intelligence.queries.door import newest_keys
from caresight.web.intelligence.queries.filters import Wanted, narrowed
from caresight.web.intelligence.search_words import words_asked

MOST_RANKED = 1_000
"""Of more, the newest are ranked; the page says so."""
FEW = 1_000
"""So few readable items are read through at once, which is quicker than the index."""


@dataclass(frozen=True)
class Found:
    """What a search found: keys of items, the best first."""

    words: tuple[str, ...]
    pks: tuple[int, ...]
    is_cut: bool
    """Whether there are more than were ranked."""


def search_items(access: Access, wanted: Wanted, *, day: date) -> Found:
    """Items that hold a word beginning with each of the words asked, among those readable."""
    words = words_asked(wanted.q)
    if not words:
        return Found((), (), is_cut=False)

    def narrow(items: QuerySet[Item]) -> QuerySet[Item]:
        return narrowed(items, wanted, day=day).filter(forgotten_at=None)

    readable = newest_keys(access, narrow, most=FEW + 1)
    if len(readable) <= FEW:
        texts = [row for row in _texts(readable) if _holds(row[1], words)]
    else:
        found = newest_keys(
            access, lambda items: _indexed(narrow(items), words), most=MOST_RANKED + 1
        )
        texts = _texts(found)
    cut = len(texts) > MOST_RANKED
    texts = texts[:MOST_RANKED]
    scores = _scores(texts, words)
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))
    return Found(tuple(words), tuple(best), is_cut=cut)


def _texts(keys: Sequence[int]) -> list[tuple[int, str]]:
    """What the search reads of these items, in their order."""
    texts: dict[int, str] = {}
    for begun in range(0, len(keys), 500):
        part = ItemText.objects.filter(pk__in=keys[begun : begun + 500])
        texts |= dict(part.values_list("pk", "text"))
    return [(key, texts[key]) for key in keys if key in texts]


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether each word begins a word of the text."""
    return all(f" {word}" in f" {text}" for word in words)


def _indexed(items: QuerySet[Item], words: Sequence[str]) -> QuerySet[Item]:
    """Items that hold these words, by the index of the database."""
    if connection.vendor == "sqlite":
        asked = " AND ".join(f'"{word}"*' for word in words)
        found = "SELECT rowid FROM intelligence_search WHERE intelligence_search MATCH %s"
    else:
        asked = " & ".join(f"{word}:*" for word in words)
        found = (
            "SELECT item_id FROM intelligence_itemtext "
            "WHERE search @@ to_tsquery('simple'::regconfig, %s)"
        )
    # The words are letters and figures only: `plain_words` leaves nothing else.
    return items.filter(pk__in=RawSQL(found, [asked]))  # noqa: S611


def _scores(texts: Sequence[tuple[int, str]], words: Sequence[str]) -> dict[int, float]:
    """How well each text fits: whole words before beginnings, rare words, often, short texts."""
    patterns = [re.compile(rf"(?<!\S){re.escape(word)}(\S*)") for word in words]
    counted = {pk: [_count(pattern, text) for pattern in patterns] for pk, text in texts}
    held = [sum(1 for counts in counted.values() if counts[i]) for i in range(len(words))]
    rare = [math.log(1 + len(texts) / max(1, number)) for number in held]
    length = {pk: 1 + text.count(" ") for pk, text in texts}
    return {
        pk: sum(weight * math.log1p(count) for weight, count in zip(rare, counts, strict=True))
        / math.sqrt(1 + length[pk] / 80)
        for pk, counts in counted.items()
    }


def _count(pattern: re.Pattern[str], text: str) -> float:
    tails = Counter(bool(tail) for tail in pattern.findall(text))
    return tails[False] + 0.5 * tails[True]
