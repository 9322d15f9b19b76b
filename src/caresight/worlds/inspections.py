"""What the regulator publishes of invented homes: rare inspections, six ratings each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from caresight.vocabulary.ratings import RATINGS
from caresight.worlds.homes import Home
from caresight.worlds.months import Flags, Months
from caresight.worlds.truth import DETERIORATIONS, Happening

DOMAINS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
_SHARES = (0.02, 0.17, 0.76, 0.05)
_MONTHS_BETWEEN = 34.0
_MORE_WHERE_WORSE = 0.07
"""Chance a month that a home in trouble for some months is inspected because of it."""
_MONTHS_UNTIL_NOTICED = 4


@dataclass(frozen=True)
class Inspection:
    """One published inspection of a home."""

    home: int
    published_on: date
    ratings: tuple[str, ...]
    """In the order of DOMAINS."""


def draw_inspections(
    rng: np.random.Generator,
    *,
    homes: Sequence[Home],
    happenings: Sequence[Happening],
    is_open: Flags,
    months: Months,
) -> dict[int, tuple[Inspection, ...]]:
    """Inspections by home, in order of date; homes may have none."""
    direction = _direction(happenings, is_open.shape)
    chance = 1.0 / _MONTHS_BETWEEN + np.where(direction < 0, _MORE_WHERE_WORSE, 0.0)
    inspected = (rng.random(is_open.shape) < chance) & is_open
    inspected[:, 0] = False
    usual = rng.choice(4, len(homes), p=_SHARES)
    made: dict[int, tuple[Inspection, ...]] = {}
    for index, home in enumerate(homes):
        rows = []
        if is_open[index, 0] and rng.random() < 0.97:
            ago = int(rng.integers(20, min(1100, (months.first - home.registered_on).days)))
            on = months.first - timedelta(days=ago)
            rows.append(Inspection(index, on, _ratings(rng, int(usual[index]))))
        for month in np.flatnonzero(inspected[index]).tolist():
            level = _level(rng, int(usual[index]), int(direction[index, month]))
            on = months.start(month) + timedelta(days=int(rng.integers(0, 28)))
            rows.append(Inspection(index, on, _ratings(rng, level)))
        made[index] = tuple(rows)
    return made


def latest(inspections: Sequence[Inspection], on: date) -> Inspection | None:
    """The last inspection that was published by a day."""
    return next((i for i in reversed(inspections) if i.published_on <= on), None)


def _direction(happenings: Sequence[Happening], shape: tuple[int, ...]) -> npt.NDArray[np.int8]:
    """-1 where care has been worse for some months, 1 where better, (n, m)."""
    found = np.zeros(shape, dtype=np.int8)
    for thing in happenings:
        stop = shape[1] if thing.end is None else thing.end + 1
        if thing.kind in DETERIORATIONS:
            found[thing.home, thing.start + _MONTHS_UNTIL_NOTICED : stop] = -1
        elif thing.kind == "improvement":
            found[thing.home, thing.start + _MONTHS_UNTIL_NOTICED : stop] = 1
    return found


def _level(rng: np.random.Generator, usual: int, direction: int) -> int:
    if direction == 0:
        return usual if rng.random() < 0.8 else int(rng.choice(4, p=_SHARES))
    if direction > 0:
        return min(3, max(usual, 1) + 1)
    return max(0, min(usual, 2) - (2 if rng.random() < 0.3 else 1))


def _ratings(rng: np.random.Generator, overall: int) -> tuple[str, ...]:
    nudges = rng.choice(3, len(DOMAINS) - 1, p=(0.1, 0.82, 0.08)) - 1
    domains = np.clip(overall + nudges, 0, 3).tolist()
    return tuple(RATINGS[level] for level in (overall, *domains))
