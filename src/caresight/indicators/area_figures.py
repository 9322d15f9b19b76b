"""The figures of one measure: areas x periods, with where each came from and why one is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.indicators.area_definition import AreaMeasureDefinition
from caresight.vocabulary.areas_over_time import kind_of
from caresight.vocabulary.periods import Period

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

Quality = Literal["good", "small", "estimated", "suppressed", "missing"]
QUALITIES: tuple[Quality, ...] = ("good", "small", "estimated", "suppressed", "missing")
GOOD, SMALL, ESTIMATED, SUPPRESSED, MISSING = range(len(QUALITIES))


@dataclass(frozen=True)
class AreaFigures:
    """One measure; every array is areas x periods."""

    measure: AreaMeasureDefinition
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    numerators: Floats
    denominators: Floats
    values: Floats
    lower: Floats
    upper: Floats
    quality: Integers
    source: Integers
    """Place among the sources of what was told; -1 where nothing was."""
    as_at: Integers
    """Day of publication of the newest part, as days since 1970."""
    added_up: Integers
    """Of how many councils it was added up; 0 where the publisher gave it."""
    why: Integers
    """Place among `reasons`."""
    reasons: tuple[str, ...]
    """The first is empty."""

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value."""
        return ~np.isnan(self.values)

    @property
    def newest(self) -> int | None:
        """Place of the newest period in which a council has a value, else any area.

        A series of England alone often goes on for longer: it must not empty every ranking.
        """
        councils = self.known[[kind_of(code) == "council" for code in self.areas]]
        some = np.flatnonzero((councils if councils.any() else self.known).any(axis=0))
        return int(some[-1]) if len(some) else None

    @property
    def before_newest(self) -> int | None:
        """Place of the period that ended when the newest began, if any area has a value."""
        newest = self.newest
        if newest is None:
            return None
        start = self.periods[newest].start
        found = (i for i, one in enumerate(self.periods) if one.end == start)
        return next((i for i in found if self.known[:, i].any()), None)


class Reasons:
    """Reasons in words, each kept once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {"": 0}

    def place(self, words: str) -> int:
        """The place of a reason."""
        return self._places.setdefault(words, len(self._places))

    def all(self) -> tuple[str, ...]:
        """Every reason, by its place."""
        return tuple(self._places)


def measurement_rows(every: Sequence[AreaFigures]) -> pa.Table:
    """The figures as rows of the evidence table `measurements`; what is missing has none."""
    return pa.concat_tables([_rows(figures) for figures in every])


def _rows(figures: AreaFigures) -> pa.Table:
    area, period = np.nonzero(figures.known | (figures.quality == SUPPRESSED))
    starts = pa.array([one.start for one in figures.periods], pa.date32())
    ends = pa.array([one.end for one in figures.periods], pa.date32())
    count, empty = len(area), pa.nulls(len(area), pa.float64())

    def numbers(values: Floats) -> pa.Array:
        return pa.array(values[area, period], pa.float64(), from_pandas=True)

    return pa.table(
        {
            "entity_type": pa.repeat(pa.scalar("area"), count),
            "entity_id": _named(area, figures.areas),
            "indicator": pa.repeat(pa.scalar(figures.measure.code), count),
            "version": pa.repeat(pa.scalar(figures.measure.version, pa.int64()), count),
            "period_start": starts.take(pa.array(period)),
            "period_end": ends.take(pa.array(period)),
            "numerator": numbers(figures.numerators),
            "denominator": numbers(figures.denominators),
            "value": numbers(figures.values),
            "lower": numbers(figures.lower),
            "upper": numbers(figures.upper),
            "comparator": pa.repeat(pa.scalar(""), count),
            "expected": empty,
            "z": empty,
            "p_value": empty,
            "quality": _named(figures.quality[area, period], QUALITIES),
        }
    )


def _named(index: Integers, names: Sequence[str]) -> pa.Array:
    return pa.array(list(names), pa.string()).take(pa.array(index, pa.int32()))
