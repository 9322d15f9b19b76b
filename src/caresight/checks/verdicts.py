"""What the checks found, and which figures are too poor to raise a signal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from caresight.checks.population import Flags
from caresight.checks.time_axis import day_number
from caresight.vocabulary.evidence import QUALITY
from caresight.vocabulary.periods import Period


class Doubt(NamedTuple):
    """A component of a home in a period that contradicts the rest of what it says."""

    component: str
    home_id: str
    start: int


@dataclass(frozen=True)
class Verdicts:
    """The table QUALITY, and the gates that it closes."""

    quality: pa.Table
    gated: frozenset[tuple[str, int]] = frozenset()
    """(source, first day of the period) below the source's gate."""
    doubts: frozenset[Doubt] = frozenset()

    def usable(self, source: str, period: Period) -> bool:
        """Whether figures of the source about the period may raise a signal."""
        return (source, day_number(period.start)) not in self.gated

    def below_gate(self, sources: Iterable[str], periods: Sequence[Period]) -> Flags:
        """Periods for which every one of the sources is below its gate, shape (m,)."""
        named = tuple(sources)
        closed = [
            bool(named) and not any(self.usable(source, period) for source in named)
            for period in periods
        ]
        return np.array(closed, dtype=bool)

    def doubted(self, component: str) -> tuple[Doubt, ...]:
        """The doubts about one component."""
        return tuple(doubt for doubt in self.doubts if doubt.component == component)


def no_verdicts() -> Verdicts:
    """As though every source were good: for indicators whose sources nobody has checked."""
    names = QUALITY.column_names
    return Verdicts(pa.table({name: pa.array([], pa.string()) for name in names}))
