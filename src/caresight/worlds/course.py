"""The course of care: what each thing that happens does to each home, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caresight.worlds.months import Flags
from caresight.worlds.truth import AGENCY_OF, Happening

Factors = npt.NDArray[np.float32]

MONTHS_TO_IMPROVE = 4


@dataclass(frozen=True)
class Course:
    """What is done to n homes over m months."""

    factors: dict[str, Factors]
    """Factor on each driver, (n, m); 1 where nothing happens."""
    is_open: Flags
    """Whether people live there in the month, (n, m)."""
    filling: Factors
    """Factor on occupancy, (n, m): new homes fill, closing homes empty."""
    silent: Flags
    """Months without a return and, from the month before, without a manager, (n, m)."""


def run_course(happenings: Iterable[Happening], *, homes: int, months: int) -> Course:
    """Lay everything that happens over the homes and months."""
    factors = {name: np.ones((homes, months), dtype=np.float32) for name in AGENCY_OF}
    is_open = np.ones((homes, months), dtype=bool)
    filling = np.ones((homes, months), dtype=np.float32)
    silent = np.zeros((homes, months), dtype=bool)
    for thing in happenings:
        stop = months if thing.end is None else thing.end + 1
        for name, factor in thing.factors:
            factors[name][thing.home, thing.start : stop] *= strength(thing, factor, months)
        match thing.kind:
            case "silence":
                silent[thing.home, thing.start : stop] = True
            case "closure":
                is_open[thing.home, thing.start + 1 :] = False
                emptying = np.linspace(0.75, 0.3, 3, dtype=np.float32)
                first = max(0, thing.start - 2)
                filling[thing.home, first : thing.start + 1] *= emptying[
                    -(thing.start + 1 - first) :
                ]
            case "opening":
                is_open[thing.home, : thing.start] = False
                ramp = np.linspace(0.25, 1.0, 12, dtype=np.float32)[: months - thing.start]
                filling[thing.home, thing.start : thing.start + len(ramp)] *= ramp
    return Course(factors, is_open, filling, silent)


def strength(thing: Happening, factor: float, months: int) -> Factors:
    """The factor in each month from the start to the end of a thing."""
    length = (months if thing.end is None else thing.end + 1) - thing.start
    match thing.kind:
        case "drift":
            rising = np.linspace(1.0, factor, length + 1)[1:]
            return rising.astype(np.float32)
        case "improvement":
            steps = np.minimum(np.arange(1, length + 1) / MONTHS_TO_IMPROVE, 1.0)
            return (1.0 + (factor - 1.0) * steps).astype(np.float32)
    return np.full(length, factor, dtype=np.float32)
