"""Intelligence items as evidence counts them: what each is worth on a day, and what is one voice.

Several items of one agency that share a theme are one voice: only the weightiest counts. An
item knows since when it has been so, so that any past day can be judged as it was known then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caresight.surveillance.item_weights import ItemWeights
from caresight.vocabulary.periods import months_between

WORRYING, GOOD = "worrying", "good"
STANDING = "standing"


@dataclass(frozen=True)
class Item:
    """One thing that somebody said of a home: codes and days, never the words."""

    ref: str
    observed_on: date
    agency: str
    """Whose evidence it counts as: a value of Agency."""
    themes: frozenset[str]
    """`group.theme` for a heading, `group` for a whole group of headings."""
    severity: int
    grade: str
    direction: str
    reliability: str
    credibility: str
    known_on: date
    """The day from which it has been so."""
    until_on: date | None = None
    """The day from which it was so no longer: changed, or withdrawn."""

    def stands_on(self, day: date) -> bool:
        """Whether it was known, and not yet changed or withdrawn, at the end of a day."""
        return self.known_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True)
class Weighed:
    """An item with its points on a day."""

    item: Item
    points: float
    counted: float
    """What of them enters the sum: nothing where a weightier item says the same."""
    voice: str
    """The reference of the item that speaks for it; its own where it speaks for itself."""


def points_on(item: Item, weights: ItemWeights, day: date) -> float:
    """What an item is worth on a day, before anything that it repeats."""
    left = weights.left_after(max(0, months_between(item.observed_on, day)))
    if item.direction == GOOD:
        base = weights.good_points
    elif item.direction == WORRYING:
        base = weights.severity_points.get(item.severity, 0.0) * weights.grade.get(item.grade, 1.0)
    else:
        return 0.0
    factor = weights.reliability.get(item.reliability, 1.0)
    factor *= weights.credibility.get(item.credibility, 1.0)
    return round(min(base * factor, weights.most) * left, 4)


def weigh(items: Iterable[Item], weights: ItemWeights, day: date) -> list[Weighed]:
    """The items of one home that stand and count on a day, the weightiest first."""
    standing = [item for item in items if item.stands_on(day)]
    worth = {item.ref: points_on(item, weights, day) for item in standing}
    counting = [item for item in standing if worth[item.ref] > 0]
    counting.sort(key=lambda item: (-worth[item.ref], item.observed_on, item.ref))
    found: list[Weighed] = []
    for voice in _voices(counting):
        first, *others = voice
        found.append(Weighed(first, worth[first.ref], worth[first.ref], first.ref))
        found += [Weighed(item, worth[item.ref], 0.0, first.ref) for item in others]
    return sorted(found, key=lambda one: (-one.counted, -one.points, one.item.ref))


def _voices(items: Sequence[Item]) -> list[list[Item]]:
    """Items joined where one agency says things of one theme; each list keeps the order."""
    voices: list[list[Item]] = []
    for item in items:
        joined = [voice for voice in voices if any(_says_the_same(item, one) for one in voice)]
        rest = [voice for voice in voices if voice not in joined]
        voices = [*rest, [*(one for voice in joined for one in voice), item]]
    order = {item.ref: place for place, item in enumerate(items)}
    return [sorted(members, key=lambda one: order[one.ref]) for members in voices]


def _says_the_same(one: Item, other: Item) -> bool:
    return (one.agency, one.direction) == (other.agency, other.direction) and any(
        mine == theirs or mine.startswith(f"{theirs}.") or theirs.startswith(f"{mine}.")
        for mine in one.themes
        for theirs in other.themes
    )


def lone_low_level(weighed: Sequence[Weighed], weights: ItemWeights) -> str | None:
    """The agency of a home's only worry, where that is a low-level one; else None."""
    worries = [one for one in weighed if one.item.direction == WORRYING]
    if len(worries) == 1 and worries[0].item.severity <= weights.low_level_severity:
        return worries[0].item.agency
    return None


def raises_alone(item: Item, weights: ItemWeights) -> str:
    """The thing of the ladder's short list that an item is; empty where it is none."""
    for thing in weights.alone:
        if (
            item.direction == WORRYING
            and not set(thing.themes).isdisjoint(theme.split(".")[-1] for theme in item.themes)
            and item.grade == thing.grade
            and item.severity >= thing.severity_from
            and item.credibility in thing.credibility
        ):
            return thing.code
    return ""
