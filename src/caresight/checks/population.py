"""The homes that are watched: one row a home, with its locations and when it was open.

History follows the home: every location that ever belonged to it maps to its row.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Texts = NDArray[np.object_]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Population:
    """Homes in one common order, n of them, with l locations and e register editions."""

    home_ids: Texts
    register: Texts
    names: Texts
    area_codes: Texts
    has_nursing: Flags
    has_dementia: Flags
    beds: Floats
    """Registered beds as last stated; nan where unknown."""
    opened: Ints
    """First day as days since 1970; far in the past where unknown."""
    closed: Ints
    """Day after the last; far in the future while it lasts."""
    location_ids: Texts
    """Shape (l,): every location of every home."""
    location_homes: Ints
    """Shape (l,): the row of the location's home."""
    location_registers: Texts
    editions: "Editions"
    dormant: tuple[tuple[int, int, int], ...] = ()
    """(row of the home, first day, day after the last) of each dormancy."""

    def __len__(self) -> int:
        return len(self.home_ids)


@dataclass(frozen=True)
class Editions:
    """What each edition of a register said, shape (e,), in order of home and day."""

    homes: Ints
    on: Ints
    beds: Floats
    manager_in_post: Floats
    """1 yes, 0 no, nan not stated."""
