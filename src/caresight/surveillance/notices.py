"""All that is noticed about all homes, month by month, ready to be combined.

For every month of the history only points are kept, as triples of home, month and
evidence; for the latest month also the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from caresight.indicators.measured import Measured
from caresight.surveillance.detection import Detected
from caresight.surveillance.findings import DirectionName, Finding, SignalKind
from caresight.surveillance.sentences import Place, tell
from caresight.surveillance.weights import STRENGTHS, Weights
from caresight.vocabulary.agencies import Agency
from caresight.vocabulary.evidence import SIGNALS
from caresight.vocabulary.periods import Period, months_after, months_between

HISTORY_MONTHS = 25
"""The latest month and the 24 before it."""
AGENCIES = tuple(Agency)


@dataclass(frozen=True)
class Signal:
    """One thing noticed about a home, as of the latest month."""

    row: int
    """The home's row in the population."""
    home_id: str
    indicator: str
    kind: SignalKind
    direction: DirectionName
    strength: str
    points: float
    agency: str
    family: str
    period: Period
    rule: str
    rule_version: int
    comparator: str
    sentence: str
    would_end: str
    short: str = ""
    """The sentence for a list of homes, where it has a shorter one."""
    raises_alone: str = ""
    since: date | None = None
    """First month of the unbroken stretch in which it has been noticed."""
    observed: float | None = None
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None
    p_value: float | None = None

    @property
    def signal_id(self) -> str:
        """Stable: the same thing noticed in the same period has the same id."""
        parts = (self.home_id, self.rule, self.direction, self.indicator, f"{self.period.start}")
        return "/".join(part for part in parts if part)

    def as_row(self) -> dict[str, Any]:
        """A row of the evidence table SIGNALS."""
        own = {name: getattr(self, name) for name in SIGNALS.column_names if hasattr(self, name)}
        return {**own, "period_start": self.period.start, "period_end": self.period.end}


@dataclass
class Points:
    """Points by home, month and evidence, as parallel lists of arrays."""

    cells: list[NDArray[np.int64]] = field(default_factory=list)
    """Home's row × HISTORY_MONTHS + month."""
    agencies: list[NDArray[np.int64]] = field(default_factory=list)
    families: list[NDArray[np.int64]] = field(default_factory=list)
    points: list[NDArray[np.float64]] = field(default_factory=list)


@dataclass
class Notices:
    """The book into which every rule writes."""

    weights: Weights
    families: dict[str, int] = field(default_factory=dict)
    concerning: Points = field(default_factory=Points)
    improving: Points = field(default_factory=Points)
    signals: list[Signal] = field(default_factory=list)
    alone: list[tuple[NDArray[np.int64], int, str]] = field(default_factory=list)
    """Cells in which a thing of the ladder's short list holds, whose it is, and which."""

    def add_indicator(self, measured: Measured, detected: Detected, latest_month: Period) -> None:
        """Take in what the rules found in one indicator."""
        indicator = measured.indicator
        stale = self.weights.stale_after_months[indicator.period]
        for finding in detected.findings:
            periods = (finding.figures or measured).periods
            columns = month_columns(periods, latest_month, stale_after=stale)
            at_months = finding.strength[:, np.maximum(columns, 0)] * (columns >= 0)
            self.add_strengths(
                at_months.astype(np.int8),
                rows=measured.rows,
                agency=indicator.agency,
                family=indicator.family,
                direction=finding.direction,
                alone=finding.alone,
            )
            self._add_words(measured, finding, at_months, columns, latest_month)

    def add_strengths(
        self,
        strength: NDArray[np.int8],
        *,
        rows: NDArray[np.int64],
        agency: str,
        family: str,
        direction: DirectionName,
        alone: str = "",
    ) -> None:
        """Add strengths of shape (homes, HISTORY_MONTHS) as points."""
        home, month = np.nonzero(strength)
        cells = rows[home] * HISTORY_MONTHS + month
        if alone and len(cells):
            self.alone.append((cells, AGENCIES.index(Agency(agency)), alone))
        if direction == "neutral" or not len(cells):
            return
        book = self.concerning if direction == "concerning" else self.improving
        by_code = np.array(self.weights.points.by_code())
        number = self.families.setdefault(family, len(self.families))
        book.cells.append(cells)
        book.agencies.append(np.full(len(cells), AGENCIES.index(Agency(agency))))
        book.families.append(np.full(len(cells), number))
        book.points.append(by_code[strength[home, month]])

    def _add_words(
        self,
        measured: Measured,
        finding: Finding,
        at_months: NDArray[Any],
        columns: NDArray[np.int64],
        latest_month: Period,
    ) -> None:
        by_code, indicator = self.weights.points.by_code(), measured.indicator
        for row in np.flatnonzero(at_months[:, -1]):
            code = int(at_months[row, -1])
            column = _explained_by(finding, int(row), int(columns[-1]))
            figures = finding.figures or measured
            place = Place(figures, finding, int(row), column, self.weights)
            told = tell(place)
            self.signals.append(
                Signal(
                    row=int(measured.rows[row]),
                    home_id=str(measured.home_ids[row]),
                    indicator=indicator.code,
                    kind=finding.kind,
                    direction=finding.direction,
                    strength=STRENGTHS[code - 1],
                    points=0.0 if finding.direction == "neutral" else by_code[code],
                    agency=str(indicator.agency),
                    family=indicator.family,
                    period=figures.periods[column],
                    rule=finding.rule,
                    rule_version=finding.rule_version,
                    comparator=finding.comparator,
                    sentence=told.sentence,
                    would_end=told.would_end,
                    short=told.short,
                    raises_alone=finding.alone,
                    since=since_month(at_months[row], latest_month),
                    observed=known(told.observed),
                    expected=known(told.expected),
                    lower=known(told.lower),
                    upper=known(told.upper),
                    p_value=known(told.p_value),
                )
            )

    def table(self) -> pa.Table:
        """The signals as rows of SIGNALS."""
        rows = [signal.as_row() for signal in self.signals]
        return pa.table({name: [row.get(name) for row in rows] for name in SIGNALS.column_names})


def _explained_by(finding: Finding, row: int, column: int) -> int:
    return column if finding.latest is None else int(finding.latest[row, column])


def month_columns(
    periods: Sequence[Period], latest_month: Period, *, stale_after: int
) -> NDArray[np.int64]:
    """For each month of the history, the latest period ended by then; -1 where none is fresh."""
    ends = [period.end for period in periods]
    columns = np.full(HISTORY_MONTHS, -1, dtype=np.int64)
    for month in range(HISTORY_MONTHS):
        until = months_after(latest_month.end, month - HISTORY_MONTHS + 1)
        ended = [column for column, end in enumerate(ends) if end <= until]
        if ended and months_between(ends[ended[-1]], until) < stale_after:
            columns[month] = ended[-1]
    return columns


def since_month(strengths: NDArray[Any], latest_month: Period) -> date:
    """First month of the unbroken stretch that reaches the latest month."""
    gaps = np.flatnonzero(strengths == 0)
    held = HISTORY_MONTHS - 1 - (int(gaps[-1]) if len(gaps) else -1)
    return months_after(latest_month.start, 1 - held)


def known(number: float) -> float | None:
    """The number, or None where it is not known."""
    return float(number) if np.isfinite(number) else None
