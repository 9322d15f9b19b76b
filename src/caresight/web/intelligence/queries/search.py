"""Words in items that the person may read.

The database finds candidates by its index of words *and* the person's access in one
statement; ranking looks at these candidates only, so that nothing about an item that the
person may not read (how many there are, how rare a word is) shows in what is found.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from caresight.web.groups.access import Access
from caresight.web.intelligence.models import Item
from caresight.web.intelligence.queries.door import Narrowing, has_more, newest_texts
from caresight.web.intelligence.queries.filters import Wanted, narrowed
from caresight.web.intelligence.search_words import words_asked

MOST_RANKED = 250
"""Of more, the newest are ranked; the page says so."""
FEW = 1_000
"""So few readable items are read through at once, which is quicker than the index."""
NEWEST = 10_000
"""Of the items that hold the words, whoever may read them, these are looked at first."""


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

    def narrow(items: QuerySet[Item], *, are_few: bool) -> QuerySet[Item]:
        fitting = narrowed(items, wanted, day=day, are_few=are_few)
        return fitting.filter(forgotten_at=None)

    if has_more(access, narrow, than=FEW):
        texts = _found_by_index(access, narrow, words, of_home=bool(wanted.home))
    else:
        readable = newest_texts(access, narrow, most=(len(access.group_ids) + 1) * FEW)
        texts = [row for row in readable if _holds(row[1], words)]
    cut = len(texts) > MOST_RANKED
    texts = texts[:MOST_RANKED]
    scores = _scores(texts, words)
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))
    return Found(tuple(words), tuple(best), is_cut=cut)


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether each word begins a word of the text."""
    return all(f" {word}" in f" {text}" for word in words)


def _found_by_index(
    access: Access, narrow: Narrowing, words: Sequence[str], *, of_home: bool
) -> list[tuple[int, str]]:
    """The newest readable items that hold these words, with what the search reads of them."""

    def found(newest: int | None) -> list[tuple[int, str]]:
        def holding(items: QuerySet[Item], *, are_few: bool) -> QuerySet[Item]:
            return _indexed(narrow(items, are_few=are_few), words, newest)

        return newest_texts(access, holding, most=MOST_RANKED + 1)

    if connection.vendor == "sqlite" and not of_home:
        # A word that every other item holds: the newest tell who reads enough of them.
        texts = found(NEWEST)
        if len(texts) > MOST_RANKED or not _are_more(words):
            return texts
    return found(None)


_MATCHING = "SELECT rowid FROM intelligence_search WHERE intelligence_search MATCH %s"


def _are_more(words: Sequence[str]) -> bool:
    """Whether more items hold these words than are looked at first."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_MATCHING} LIMIT 1 OFFSET {NEWEST}", [_for_sqlite(words)])
        return cursor.fetchone() is not None


def _for_sqlite(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"*' for word in words)


def _indexed(
    items: QuerySet[Item], words: Sequence[str], newest: int | None = None
) -> QuerySet[Item]:
    """Items that hold these words, by the index of the database."""
    # The words are letters and figures only: `plain_words` leaves nothing else.
    if connection.vendor != "sqlite":
        return items.filter(text__text__holds=" & ".join(f"{word}:*" for word in words))
    found = _MATCHING + (f" ORDER BY rowid DESC LIMIT {newest}" if newest else "")
    return items.filter(pk__in=RawSQL(found, [_for_sqlite(words)]))  # noqa: S611


@TextField.register_lookup
class _Holds(Lookup[bool]):
    """PostgreSQL's index of a text's words, asked in the row that is read anyway.

    As a list of keys beside it, the same words took up to four times as long: every text that
    holds them was found first, and each was then looked up again.
    """

    lookup_name = "holds"

    def as_postgresql(
        self, compiler: SQLCompiler, _connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        """The condition, on the column that the database works out from the text."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return f"{table}.search @@ to_tsquery('simple'::regconfig, %s)", [str(self.rhs)]


def _scores(texts: Sequence[tuple[int, str]], words: Sequence[str]) -> dict[int, float]:
    """How well each text fits: whole words before beginnings, rare words, often, short texts."""
    counted = {pk: _counts(text, words) for pk, text in texts}
    held = [sum(1 for counts in counted.values() if counts[i]) for i in range(len(words))]
    rare = [math.log(1 + len(texts) / max(1, number)) for number in held]
    length = {pk: 1 + text.count(" ") for pk, text in texts}
    return {
        pk: sum(weight * math.log1p(count) for weight, count in zip(rare, counts, strict=True))
        / math.sqrt(1 + length[pk] / 80)
        for pk, counts in counted.items()
    }


def _counts(text: str, words: Sequence[str]) -> list[float]:
    """How often each word stands in a text; where it only begins another, half as much."""
    apart = f" {text.replace(' ', '  ')} "
    return [(apart.count(f" {word}") + apart.count(f" {word} ")) / 2 for word in words]
