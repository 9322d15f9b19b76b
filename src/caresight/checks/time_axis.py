"""Periods as columns of an array, and days as whole numbers since 1970."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from caresight.checks.population import Population
from caresight.vocabulary.periods import Period

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_EPOCH = date(1970, 1, 1)
ALWAYS = -1_000_000
"""A day before every record; stands for “since before anybody wrote it down”."""
NEVER = 1_000_000
"""A day after every record; stands for “while it lasts”."""


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return (day - _EPOCH).days


def bounds(periods: Sequence[Period]) -> tuple[Ints, Ints]:
    """First days, and days after the last, of the periods; each of shape (m,)."""
    starts = np.array([day_number(p.start) for p in periods], dtype=np.int64)
    ends = np.array([day_number(p.end) for p in periods], dtype=np.int64)
    return starts, ends


def open_days(population: Population, rows: Ints, periods: Sequence[Period]) -> Floats:
    """Days of each period on which each home was open and not dormant, shape (n, m)."""
    starts, ends = bounds(periods)
    opened, closed = population.opened[rows, None], population.closed[rows, None]
    days = np.minimum(closed, ends) - np.maximum(opened, starts)
    open_for = np.maximum(days, 0).astype(float)
    position = {int(row): place for place, row in enumerate(rows)}
    for home, first, after in population.dormant:
        if home in position:
            asleep = np.minimum(after, ends) - np.maximum(first, starts)
            place = position[home]
            open_for[place] = np.maximum(open_for[place] - np.maximum(asleep, 0), 0)
    return np.asarray(open_for)
