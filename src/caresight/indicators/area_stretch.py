"""Stretches of months of areas: which months they hold, whose people, and why one is missing."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.area_adding import ByMonth, waited_for
from caresight.indicators.area_definition import OfPeople
from caresight.indicators.area_figures import Reasons
from caresight.indicators.area_population import People
from caresight.indicators.area_told import Told
from caresight.vocabulary.areas_over_time import kind_of, lasted
from caresight.vocabulary.lists import joined
from caresight.vocabulary.periods import Period, months_after

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_NAMED = 3


@dataclass(frozen=True)
class Stretch:
    """Every stretch of `length` months that follow each other."""

    by_month: ByMonth
    months: tuple[Period, ...]
    length: int
    told: Told
    how: OfPeople

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The stretches."""
        last = len(self.months) - self.length + 1
        ends = (self.months[i + self.length - 1].end for i in range(last))
        return tuple(Period(self.months[i].start, end) for i, end in enumerate(ends))

    def rolling(self, values: NDArray[Any]) -> NDArray[Any]:
        """What belongs to each stretch: areas x stretches x months."""
        return np.lib.stride_tricks.sliding_window_view(values, self.length, axis=1)

    @cached_property
    def councils(self) -> Integers:
        """Of how many councils a stretch was added up; 0 where the publisher gave it whole."""
        return np.asarray(self.rolling(self.by_month.councils).max(axis=2))

    def people(self, people: People) -> Floats:
        """Whose days were counted: of what was added up, the people of those councils.

        Where one of them has no row in the estimates, or they changed within the stretch, the
        people of the whole region are taken, as the estimates give them.
        """
        counts = people.counts.copy()
        place = {code: row for row, code in enumerate(self.told.areas)}
        for row, column in np.argwhere(self.councils > 0):
            period, area = self.periods[column], self.told.areas[row]
            within = self._within(area, period.start)
            rows = [place[one] for one in within if one in place]
            added = people.counts[rows, column].sum()
            same = within == self._within(area, months_after(period.end, -1))
            if same and len(rows) == len(within) and not np.isnan(added):
                counts[row, column] = added
        return counts

    def _within(self, area: str, on: date) -> tuple[str, ...]:
        return waited_for(area, on, self.how, self.told.boards)

    def why(self, values: Floats, people: People, reasons: Reasons) -> Integers:
        """Of each figure, what to know of it: of whom, or why there is none."""
        why = np.zeros(values.shape, dtype=np.int64)
        for column, year in enumerate(people.years):
            far = ", which lies far from this time" if people.far[column] else ""
            words = f"Set against {self.how.over.words} in mid-{year}{far}."
            why[~np.isnan(values[:, column]), column] = reasons.place(words)
        lacking = np.isnan(self.rolling(self.by_month.values)).sum(axis=2)
        for row, column in np.argwhere(np.isnan(values)):
            words = self._why_none(row, column, int(lacking[row, column]), people.years[column])
            why[row, column] = reasons.place(words)
        return why

    def _why_none(self, row: int, column: int, months: int, year: int) -> str:
        area, period = self.told.areas[row], self.periods[column]
        if kind_of(area) == "board" and not self._within(area, period.start):
            return self._why_not_whole(area)
        if not (lasted(area, period.start) and lasted(area, months_after(period.end, -1))):
            return "The area was not there, or not for the whole of this time."
        without = self._without(row, column)
        if without:
            more = f" and {len(without) - _NAMED} more" if len(without) > _NAMED else ""
            names = ", ".join(self.told.name_of(one) for one in without[:_NAMED])
            return f"Not added up, as there is no figure of {names}{more} for all of this time."
        if months and self.length > 1:
            return f"No figure was told for {months} of the {self.length} months."
        return "No figure was told for this month." if months else _why_nobody(area, year)

    def _why_not_whole(self, board: str) -> str:
        """Why the councils of a board do not make it up."""
        shared = [self.told.name_of(one) for one in self.told.boards.shared(board)]
        if shared:
            lie = "lie" if len(shared) > 1 else "lies"
            return f"Not added up, as {joined(shared)} {lie} in it only in part."
        if not self.told.boards.councils(board):
            return "Not added up, as no file says which councils it is made of."
        return "Not added up, as some of the land of its councils was then that of others."

    def _without(self, row: int, column: int) -> list[str]:
        """The councils for want of which a region was not added up."""
        of = range(column, column + self.length)
        found = (self.by_month.lacking.get((row, month), ()) for month in of)
        return sorted({code for codes in found for code in codes})


def _why_nobody(area: str, year: int) -> str:
    """Why it is not known how many people live in an area."""
    if not year:
        return "How many people live there is not known: no population was landed."
    if kind_of(area) == "board":
        return f"The population estimates for mid-{year} lack some of its councils of the time."
    return f"The population estimates for mid-{year} have no row for this area."
