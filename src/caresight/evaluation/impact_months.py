"""Which months count as before, as left out and as after a start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from caresight.evaluation.impact_rules import ImpactRules

Flags = NDArray[np.bool_]


class ChosenBy(StrEnum):
    """How a project's homes were chosen: it decides which months may be compared."""

    FIGURES = "figures"
    """For high or low figures in months that are named."""
    OTHERWISE = "otherwise"
    """By lot, all of an area, by a date of contract: not for their figures."""
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Start:
    """When a project began, and how its homes were chosen."""

    on: date
    chosen_by: ChosenBy = ChosenBy.NOT_KNOWN
    chosen_from: date | None = None
    chosen_to: date | None = None


@dataclass(frozen=True)
class Sides:
    """Each an array of flags, one a month."""

    before: Flags
    left_out: Flags
    after: Flags

    @property
    def window(self) -> Flags:
        """All months that are looked at."""
        return self.before | self.left_out | self.after

    def halves(self) -> "Sides":
        """The months before, as if the project had begun in the middle of them."""
        places = np.flatnonzero(self.before)
        later = np.zeros_like(self.before)
        later[places[len(places) // 2 :]] = True
        return Sides(self.before & ~later, np.zeros_like(later), later)


def sides(starts: Sequence[date], start: Start, rules: ImpactRules) -> Sides:
    """Divide months; the month in which a project began belongs to neither side.

    A project that began on the first of a month has that month after it. The months by
    which homes were chosen are left out: their figures were high partly by luck, which does
    not last, and would be taken for an effect.
    """
    months = np.array(starts, dtype="datetime64[M]")
    begun = np.datetime64(start.on, "M")
    after = months >= begun if start.on.day == 1 else months > begun
    earlier = months < begun
    left_out = np.zeros_like(earlier)
    if start.chosen_by is ChosenBy.FIGURES and start.chosen_from and start.chosen_to:
        first, last = np.datetime64(start.chosen_from, "M"), np.datetime64(start.chosen_to, "M")
        left_out = earlier & (months >= first) & (months <= last)
    elif start.chosen_by is not ChosenBy.OTHERWISE:
        left_out = earlier & (months >= begun - rules.months_left_out)
    before = earlier & ~left_out
    places = np.flatnonzero(before)
    before[places[: -rules.most_months_before]] = False
    return Sides(before, left_out, after)
