"""Which homes a project's homes are compared with: alike in what does not change.

They are matched by kind, size and type of area, never by the figures that are judged.
Matching by figures takes homes with a lucky or unlucky year, and these fall back: it makes
an effect where there is none, or hides one (Daw and Hatfield 2018).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

DIFFERENT_AREA = 10.0
"""Further than any two sizes: a home in another type of area comes after all of the same."""


@dataclass(frozen=True)
class HomeLike:
    """What of a home makes another one alike."""

    home_id: str
    kind: str
    beds: int | None
    area_type: str = ""


def comparison_homes(
    homes: Sequence[HomeLike], project: Collection[str], *, not_these: Collection[str], each: int
) -> list[str]:
    """Up to `each` homes for every project home, no home twice, the nearest in size first.

    `not_these` are never taken: homes in another project about the same thing. Homes take
    turns, so that the last project home does not get what the others left.
    """
    mine = sorted((home for home in homes if home.home_id in project), key=_order)
    free = {
        home.home_id: home
        for home in sorted(homes, key=_order)
        if home.home_id not in project and home.home_id not in not_these
    }
    chosen: list[str] = []
    for _ in range(each):
        for home in mine:
            near = [other for other in free.values() if _alike(home, other)]
            if near:
                best = min(near, key=lambda other: (_distance(home, other), other.home_id))
                chosen.append(free.pop(best.home_id).home_id)
    return chosen


def _alike(home: HomeLike, other: HomeLike) -> bool:
    """The same kind, and between half and twice as many beds."""
    if home.kind != other.kind or (home.beds is None) != (other.beds is None):
        return False
    if not home.beds or not other.beds:
        return home.beds == other.beds
    return home.beds <= 2 * other.beds and other.beds <= 2 * home.beds


def _distance(home: HomeLike, other: HomeLike) -> float:
    size = abs(log(home.beds / other.beds)) if home.beds and other.beds else 0.0
    return size + (DIFFERENT_AREA if home.area_type != other.area_type else 0.0)


def _order(home: HomeLike) -> tuple[str, int, str]:
    return home.kind, home.beds or 0, home.home_id
