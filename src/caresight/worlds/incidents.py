"""Single incidents behind the counts: 999 calls and safeguarding concerns, one row each."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caresight.worlds import rates
from caresight.worlds.counting import Counted
from caresight.worlds.months import Months

Indices = npt.NDArray[np.int32]

COMPLAINTS = (
    "Fall", "Breathing problem", "Chest pain", "Unconscious or fainting", "Stroke",
    "Infection or sepsis", "Bleeding", "Other",
)  # fmt: skip
_COMPLAINT_SHARES = (0.31, 0.17, 0.09, 0.10, 0.07, 0.12, 0.05, 0.09)
CALL_OUTCOMES = ("conveyed", "treated at scene", "advice", "no access")
CATEGORIES = (
    "Neglect and acts of omission", "Physical", "Psychological", "Organisational",
    "Financial", "Self-neglect",
)  # fmt: skip
_CATEGORY_SHARES = (0.46, 0.22, 0.11, 0.08, 0.08, 0.05)
SOURCES_OF_RISK = ("service provider", "known to individual", "unknown to individual")
_SOURCE_SHARES = (0.62, 0.28, 0.10)
CONCERN_OUTCOMES = (
    "risk reduced", "risk removed", "risk remains", "no further action",
)  # fmt: skip


@dataclass(frozen=True)
class Incidents:
    """Incidents in order of month and moment; every array has one entry for each."""

    home: Indices
    month: Indices
    minute: Indices
    """Minutes from the start of the month."""
    what: Indices
    """Index into COMPLAINTS or CATEGORIES."""
    source: Indices
    """Index into SOURCES_OF_RISK; 0 for a call."""
    outcome: Indices
    """Index into CALL_OUTCOMES or CONCERN_OUTCOMES."""
    enquiry: npt.NDArray[np.bool_]
    """Whether a concern led to an enquiry; False for a call."""

    def of_month(self, month: int) -> slice:
        """The incidents of one month."""
        low, high = np.searchsorted(self.month, [month, month + 1])
        return slice(int(low), int(high))


def draw_calls(rng: np.random.Generator, counted: Counted, months: Months) -> Incidents:
    """One row for each 999 call."""
    home, month, minute = _moments(rng, counted.components["ambulance_incidents"], months)
    rest = 1.0 - rates.CONVEYED_SHARE
    shares = (rates.CONVEYED_SHARE, rest * 0.72, rest * 0.22, rest * 0.06)
    return Incidents(
        home,
        month,
        minute,
        what=_choose(rng, _COMPLAINT_SHARES, len(home)),
        source=np.zeros(len(home), dtype=np.int32),
        outcome=_choose(rng, shares, len(home)),
        enquiry=np.zeros(len(home), dtype=bool),
    )


def draw_concerns(rng: np.random.Generator, counted: Counted, months: Months) -> Incidents:
    """One row for each safeguarding concern."""
    home, month, minute = _moments(rng, counted.components["safeguarding_concerns"], months)
    enquiry = rng.random(len(home)) < rates.ENQUIRY_SHARE
    after = _choose(rng, (0.5, 0.35, 0.15), len(home))
    return Incidents(
        home,
        month,
        minute,
        what=_choose(rng, _CATEGORY_SHARES, len(home)),
        source=_choose(rng, _SOURCE_SHARES, len(home)),
        outcome=np.where(enquiry, after, len(CONCERN_OUTCOMES) - 1).astype(np.int32),
        enquiry=enquiry,
    )


def _moments(
    rng: np.random.Generator, counts: Indices, months: Months
) -> tuple[Indices, Indices, Indices]:
    """Spread counts over their months and put them in order of time."""
    homes, length = counts.shape
    cells = np.repeat(np.arange(homes * length), counts.ravel())
    home, month = (cells // length).astype(np.int32), (cells % length).astype(np.int32)
    minute = (rng.random(len(cells)) * months.days[month] * 1440.0).astype(np.int32)
    order = np.lexsort((home, minute, month))
    return home[order], month[order], minute[order]


def _choose(rng: np.random.Generator, shares: tuple[float, ...], count: int) -> Indices:
    edges = np.cumsum(shares)
    found = np.searchsorted(edges / edges[-1], rng.random(count), side="right")
    return found.astype(np.int32)
