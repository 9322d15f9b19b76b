"""What the checks found, and which figures are too poor to raise a signal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from caresight.checks.findings import finding_table
from caresight.checks.population import Flags
from caresight.checks.time_axis import day_number
from caresight.vocabulary.periods import Period


class Gate(NamedTuple):
    """A source below its gate, from one day to the day after another."""

    source: str
    start: int
    end: int


class Doubt(NamedTuple):
    """A component of a home in a period that contradicts the rest of what it says."""

    component: str
    home_id: str
    period: Period


@dataclass(frozen=True)
class Verdicts:
    """The table QUALITY, and the gates that it closes."""

    quality: pa.Table
    gated: frozenset[Gate] = frozenset()
    doubts: frozenset[Doubt] = frozenset()

    def usable(self, source: str, period: Period) -> bool:
        """Whether figures of the source about the period may raise a signal."""
        start, end = day_number(period.start), day_number(period.end)
        return not any(
            gate.start <= start and end <= gate.end for gate in self._gates.get(source, ())
        )

    def below_gate(self, sources: Iterable[str], periods: Sequence[Period]) -> Flags:
        """Periods for which every one of the sources is below its gate, shape (m,)."""
        named = tuple(sources)
        closed = [
            bool(named) and not any(self.usable(source, period) for source in named)
            for period in periods
        ]
        return np.array(closed, dtype=bool)

    def doubted(self, component: str) -> Sequence[Doubt]:
        """The doubts about one component."""
        return self._doubts.get(component, [])

    @cached_property
    def _gates(self) -> dict[str, list[Gate]]:
        found: dict[str, list[Gate]] = {}
        for gate in self.gated:
            found.setdefault(gate.source, []).append(gate)
        return found

    @cached_property
    def _doubts(self) -> dict[str, list[Doubt]]:
        found: dict[str, list[Doubt]] = {}
        for doubt in self.doubts:
            found.setdefault(doubt.component, []).append(doubt)
        return found


def no_verdicts() -> Verdicts:
    """As though every source were good: for indicators whose sources nobody has checked."""
    return Verdicts(finding_table([]))
