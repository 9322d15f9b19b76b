"""The months that an invented world covers, and what the calendar does to care homes."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from caresight.vocabulary.periods import months_after

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

WINTER_SWING = 0.18
"""Deaths and infections stand about a fifth above their mean in January."""


@dataclass(frozen=True)
class Months:
    """`count` calendar months from the month of `first`."""

    first: date
    count: int

    @classmethod
    def ending(cls, last_month: date, count: int) -> "Months":
        """The `count` months that end with the month of `last_month`."""
        return cls(months_after(last_month, 1 - count), count)

    def start(self, index: int) -> date:
        """First day of a month; `index` may lie outside the world."""
        return months_after(self.first, index)

    def label(self, index: int) -> str:
        """A month as the returns write it."""
        return f"{self.start(index):%Y-%m}"

    @cached_property
    def starts(self) -> npt.NDArray[np.datetime64]:
        """First days, and the day after the last month: shape (count + 1,)."""
        return np.array([self.start(i) for i in range(self.count + 1)], dtype="datetime64[D]")

    @cached_property
    def days(self) -> Floats:
        """Days in each month."""
        return np.diff(self.starts).astype(np.float64)

    @cached_property
    def winter(self) -> Floats:
        """Factor of each month on what winter brings; its mean over a year is 1."""
        of_year = np.array([self.start(i).month for i in range(self.count)])
        return 1.0 + WINTER_SWING * np.cos(2.0 * np.pi * (of_year - 1) / 12.0)
