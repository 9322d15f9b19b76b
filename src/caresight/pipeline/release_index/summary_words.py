"""The sentences of a first page that counts of homes decide, of a release or of a part of it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from caresight.surveillance.numbers_in_words import rounded, times

MOST_DOING_WELL = 6


def headline(by_step: Sequence[int]) -> str:
    """How many homes to look at first, and how many next; `by_step` from the lowest level."""
    if not any(by_step):
        return "No home is known here."
    top, *below = [homes for homes in reversed(by_step[1:]) if homes] or [0]
    if not top:
        return "No home needs attention first."
    words = "1 home needs" if top == 1 else f"{top:,} homes need"
    rest = sum(below)
    if not rest:
        return f"{words} attention first."
    return (
        f"{words} attention first; {rest:,} more {'needs' if rest == 1 else 'need'} a closer look."
    )


def budget_in_words(homes: int, flagged: int, newly: int, budget: float | None) -> str:
    """How much work this month's list is, held against what the group said it can review."""
    sentence = (
        f"{flagged:,} of {homes:,} homes are above the lowest level; "
        f"{f'{newly:,}' if newly else 'none'} of them {'are' if newly > 1 else 'is'} new "
        "since last month."
    )
    if budget is None or not homes:
        return sentence
    can = homes * budget / 100
    said = f"{rounded(budget)} in 100 homes a month (about {rounded(round(can))} here)"
    way = "within" if newly <= can else "more than"
    return f"{sentence} That is {way} what the group said it can review: {said}."


def place_in_words(area_names: Iterable[str]) -> str:
    """The places covered, the one with most homes first."""
    counts = Counter(name for name in area_names if name)
    if not counts:
        return "no named area"
    first = min(counts, key=lambda name: (-counts[name], name))
    return first if len(counts) == 1 else f"{first} and {times(len(counts) - 1, 'more area')}"
