"""One indicator measured for all its homes and periods, as dense arrays.

Nothing observed is nan, never 0. `quality` says why a figure is missing or must not be
used for a signal: only `good` and `estimated` may raise one.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.indicators.definition import Indicator
from caresight.vocabulary.periods import Period

Floats = NDArray[np.float64]

QUALITIES = ("good", "estimated", "small", "below_gate", "suppressed", "missing")
GOOD, ESTIMATED, SMALL, BELOW_GATE, SUPPRESSED, MISSING = range(6)


@dataclass(frozen=True)
class Measured:
    """One indicator: n homes × m periods."""

    indicator: Indicator
    home_ids: NDArray[np.object_]
    """Shape (n,): the homes of the indicator's population, in the population's order."""
    rows: NDArray[np.int64]
    """Shape (n,): their rows in the population."""
    area_codes: NDArray[np.object_]
    strata: NDArray[np.int64]
    stratum_names: tuple[str, ...]
    periods: tuple[Period, ...]
    numerators: Floats
    denominators: Floats
    values: Floats
    """In the indicator's unit: numerator ÷ denominator × per, or the measured value."""
    lower: Floats
    upper: Floats
    expected: Floats
    """What similar homes make us expect, in the unit of the values."""
    z: Floats
    p_value: Floats
    quality: NDArray[np.uint8]
    """Index into QUALITIES."""
    comparators: pa.Table
    """Columns of the evidence table COMPARATORS."""

    @property
    def may_signal(self) -> NDArray[np.bool_]:
        """Shape (n, m): whether a figure is good enough to raise a signal."""
        return self.quality <= ESTIMATED


class Parts(NamedTuple):
    """What the definition's specs gave, before values are worked out."""

    numerators: Floats
    denominators: Floats
    values: Floats
    quality: NDArray[np.uint8]

    def usable(self) -> "Parts":
        """The same without figures that may not raise a signal."""
        good = self.quality <= ESTIMATED
        numerators, denominators, values = (
            np.where(good, array, np.nan)
            for array in (self.numerators, self.denominators, self.values)
        )
        return Parts(numerators, denominators, values, self.quality)

    def columns(self, chosen: NDArray[np.int64]) -> "Parts":
        """Some of the periods."""
        return Parts(
            self.numerators[:, chosen],
            self.denominators[:, chosen],
            self.values[:, chosen],
            self.quality[:, chosen],
        )
