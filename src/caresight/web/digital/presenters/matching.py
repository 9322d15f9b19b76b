"""How many lines of each list found a home, and what homes' own returns say in vain."""

from collections.abc import Mapping

from caresight.pipeline.release_index.digital import DigitalSummary, MatchRate
from caresight.web.directory.criteria import source_words
from caresight.web.ui.words import count, day, percent

_NAMED = 10


def match_lines(rates: list[MatchRate]) -> list[tuple[str, str, list[tuple[str, str, str]], str]]:
    """For each list: what it is, how much of it was found, by which method, what was not."""
    found = []
    for rate in rates:
        share = rate["homes_matched"] / rate["homes"] if rate["homes"] else None
        head = (
            f"{rate['homes_matched']:,} of {count(rate['homes'], 'open home')} "
            f"({percent(share)}) were found in the {source_words(rate['source'])} of "
            f"{day(rate['listed_on'])}. Of its {rate['lines']:,} lines that may be homes, "
            f"{rate['lines_matched']:,} were matched."
        )
        methods = [
            (one["label"], f"{one['homes']:,}", percent(one["confidence"]))
            for one in rate["methods"]
        ]
        strange = ", ".join(f"“{word}” ({n})" for word, n in rate["not_understood"].items())
        rest = f"{count(rate['ambiguous'], 'line')} fitted two homes: none was guessed. "
        if strange:
            rest += f"Statuses that nobody declared: {strange}."
        found.append((source_words(rate["source"]), head, methods, rest))
    return found


def unread_lines(summary: DigitalSummary) -> list[str]:
    """What homes' own returns say that no home, or no criterion, was found for."""
    said = (
        (summary.get("unplaced"), "of locations that no register has"),
        (summary.get("unasked"), "to criteria that nobody asks for"),
    )
    return [
        f"{count(sum(of.values()), 'answer')} {words}: {_first_of(of)}. Ask who sent the return."
        for of, words in said
        if of
    ]


def _first_of(of: Mapping[str, int]) -> str:
    more = len(of) - _NAMED
    return ", ".join(sorted(of)[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")
