"""What people would say of the homes of an invented world, knowing a little of the truth.

Where care gets worse somebody notices more often, and what they notice is graver; but
people grumble about quiet homes too, and most of what goes wrong is never reported. The
rates are ours: no study counts what agencies would hear.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from caresight.vocabulary.agencies import Agency
from caresight.worlds.system import System
from caresight.worlds.truth import DETERIORATIONS, IMPROVEMENTS, Happening

QUIET_WORRIES, QUIET_PRAISE = 0.02, 0.03
"""Items about a home in a month in which nothing happens to it."""
WORRIES_WHEN_WORSE, PRAISE_WHEN_BETTER = 0.22, 0.15
SEVERITY_QUIET = (0.55, 0.33, 0.10, 0.02, 0.0)
SEVERITY_WORSE = (0.25, 0.35, 0.25, 0.12, 0.03)
SPEAKERS = {
    Agency.COUNCIL: 0.42,
    Agency.HEALTHWATCH: 0.14,
    Agency.AMBULANCE: 0.12,
    Agency.REGULATOR: 0.10,
    Agency.INTELLIGENCE: 0.22,
}
"""Who says it; the last is for those whose word is no other agency's evidence."""
THEMES = (
    "staffing.safe_staffing", "medicines.medicines", "daily_care.kindness",
    "daily_care.immediate_needs", "harm.managing_risks", "place.infection_control",
    "leadership.governance", "abuse.neglect",
)  # fmt: skip
RECORDED_AFTER = timedelta(days=25)
"""From the day it was seen to the day it is recorded: the evidence is as late."""


@dataclass(frozen=True)
class SaidOfHome:
    """One thing that somebody said."""

    location_id: str
    agency: Agency
    on: date
    recorded_on: date
    theme: str
    severity: int
    direction: str


def said_of(system: System, *, seed: int) -> list[SaidOfHome]:
    """All that is said in a world, by home and month; the same seed says the same."""
    rng = np.random.default_rng([seed, 77])
    worse = _months_with(system, DETERIORATIONS)
    better = _months_with(system, IMPROVEMENTS)
    worries = np.where(worse, WORRIES_WHEN_WORSE, QUIET_WORRIES)
    praise = np.where(better, PRAISE_WHEN_BETTER, QUIET_PRAISE) * ~worse
    found: list[SaidOfHome] = []
    for direction, rate in (("worrying", worries), ("good", praise)):
        counts = rng.poisson(rate * system.course.is_open)
        for home, month in zip(*np.nonzero(counts), strict=True):
            for _ in range(int(counts[home, month])):
                is_worse = bool(worse[home, month])
                found.append(_one(system, rng, int(home), int(month), direction, worse=is_worse))
    return sorted(found, key=lambda one: (one.location_id, one.on, one.theme, one.agency))


def _one(
    system: System,
    rng: np.random.Generator,
    home: int,
    month: int,
    direction: str,
    *,
    worse: bool,
) -> SaidOfHome:
    agencies = list(SPEAKERS)
    on = system.months.start(month) + timedelta(days=int(rng.integers(0, 28)))
    severity = rng.choice(5, p=SEVERITY_WORSE if worse else SEVERITY_QUIET) + 1
    return SaidOfHome(
        location_id=system.location_at(home, month).location_id,
        agency=agencies[int(rng.choice(len(agencies), p=list(SPEAKERS.values())))],
        on=on,
        recorded_on=on + RECORDED_AFTER,
        theme=THEMES[int(rng.integers(len(THEMES)))],
        severity=int(severity) if direction == "worrying" else 1,
        direction=direction,
    )


def _months_with(system: System, kinds: tuple[str, ...]) -> np.typing.NDArray[np.bool_]:
    """Home by month, whether something of these kinds goes on."""
    homes, months = system.course.is_open.shape
    found = np.zeros((homes, months), dtype=bool)
    for thing in _of(system.happenings, kinds):
        found[thing.home, thing.start : months if thing.end is None else thing.end + 1] = True
    return found


def _of(happenings: tuple[Happening, ...], kinds: tuple[str, ...]) -> Iterator[Happening]:
    return (thing for thing in happenings if thing.kind in kinds)
