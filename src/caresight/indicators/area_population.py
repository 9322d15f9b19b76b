"""How many people of an age live in an area, by the middle of the year nearest to a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.area_definition import Population
from caresight.indicators.area_told import Told
from caresight.vocabulary.periods import Period

Floats = NDArray[np.float64]
_DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True)
class People:
    """People of some ages in every area and period."""

    counts: Floats
    """Areas x periods; nan where not known."""
    years: tuple[int, ...]
    """Of each period, the year whose middle was taken; 0 where no year is known."""
    far: NDArray[np.bool_]
    """Of each period, whether that year is so far off that a rate is an estimate."""


def people_of(told: Told, wanted: Population, periods: Sequence[Period]) -> People:
    """The people of each period; where two years are equally near, the earlier one."""
    shape = (len(told.areas), len(periods))
    by_year = people_by_year(told, wanted)
    if not by_year:
        nobody = np.full(shape, np.nan)
        return People(nobody, (0,) * len(periods), np.zeros(len(periods), dtype=bool))
    years = sorted(by_year)
    middles = np.array([date(year, 6, 30).toordinal() for year in years])
    centres = np.array([(one.start.toordinal() + one.end.toordinal()) / 2 for one in periods])
    apart = np.abs(centres[:, None] - middles[None, :])
    nearest = apart.argmin(axis=1)
    counts = np.stack([by_year[years[place]] for place in nearest], axis=1)
    far = apart.min(axis=1) / _DAYS_IN_A_YEAR > wanted.years_apart
    return People(counts, tuple(years[place] for place in nearest), far)


def people_by_year(told: Told, wanted: Population) -> dict[int, Floats]:
    """The people of every area, by the years that are known; an age that is missing spoils it.

    Of two estimates within a year the later month's is taken, for each age: they are not added.
    """
    parts = [told.components.get(name) for name in wanted.components]
    if any(part is None for part in parts):
        return {}
    found: dict[int, Floats] = {}
    for part in parts:
        if part is not None:
            column = {period.start.year: place for place, period in enumerate(part.periods)}
            for year, place in column.items():
                found[year] = found.get(year, np.zeros(len(told.areas))) + part.values[:, place]
    return found
