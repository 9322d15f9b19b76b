"""Silence is evidence: a home that used to send its return and has stopped."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.definition import Observed
from caresight.indicators.measured import MISSING, Measured
from caresight.surveillance.findings import Flags, Strengths, run_length
from caresight.surveillance.numbers_in_words import month_name, times
from caresight.surveillance.weights import Silence, strength_code
from caresight.vocabulary.periods import Period


@dataclass
class Presence:
    """Which homes of a register sent anything, month by month; filled indicator by indicator."""

    rows: NDArray[np.int64]
    periods: tuple[Period, ...]
    sent: Flags
    """Shape (n, m)."""
    sources: set[str] = field(default_factory=set)
    """The sources of the returns."""

    @classmethod
    def of(cls, rows: NDArray[np.int64], periods: Sequence[Period]) -> "Presence":
        """Nothing sent yet."""
        return cls(rows, tuple(periods), np.zeros((len(rows), len(periods)), dtype=bool))

    def add(self, measured: Measured) -> None:
        """Take in an indicator, if it is made of what the homes themselves report."""
        if not isinstance(measured.indicator.numerator, Observed):
            return
        place = np.searchsorted(self.rows, measured.rows)
        self.sent[place] |= measured.quality != MISSING
        self.sources.update(measured.indicator.sources)

    def share_in(self, is_open: Flags) -> float | None:
        """Of the open homes that ever sent a return, the share that sent the latest."""
        expected = self.sent.any(axis=1) & is_open[:, -1]
        return float(self.sent[expected, -1].mean()) if expected.any() else None


@dataclass(frozen=True)
class Silent:
    """How long each home has been silent, shape (n, m), and how much that counts."""

    strength: Strengths
    months: NDArray[np.int64]
    """Months in a row without a return, of those in which returns were collected."""
    last_sent: NDArray[np.int64]
    """Column of the last return before; -1 where there never was one."""


def detect_silence(presence: Presence, is_open: Flags, rule: Silence) -> Silent:
    """Homes that sent returns before and sent none for months, while others did.

    A month in which most homes are still out is not collected yet and says nothing.
    """
    sent = presence.sent
    place = np.arange(sent.shape[1])
    reporting = np.maximum(_ever_sent(sent).sum(axis=0), 1)
    collected = sent.sum(axis=0) / reporting >= rule.homes_in
    silent = ~sent & is_open
    counted = _run_over(silent, collected)
    before = np.cumsum(sent, axis=1) >= rule.returns_before
    strength: Strengths = np.zeros(sent.shape, dtype=np.int8)
    strength[before & (counted >= rule.moderate_after_months)] = strength_code("moderate")
    strength[before & (counted >= rule.strong_after_months)] = strength_code("strong")
    last_sent = np.maximum.accumulate(np.where(sent, place, -1), axis=1)
    return Silent(np.where(silent, strength, 0).astype(np.int8), counted, last_sent)


def silence_in_words(silent: Silent, presence: Presence, row: int) -> tuple[str, str]:
    """The sentence of a home that is silent at the end, and what would end it."""
    months, last = int(silent.months[row, -1]), int(silent.last_sent[row, -1])
    sentence = f"No return for {times(months, 'month')}"
    if last >= 0:
        sentence += f"; the last one is for {month_name(presence.periods[last].start)}"
    return sentence + ".", "A return for the latest month."


def _ever_sent(sent: Flags) -> Flags:
    return np.logical_or.accumulate(sent, axis=1)


def _run_over(condition: Flags, collected: Flags) -> NDArray[np.int64]:
    """Length of the run in collected months only; other months keep the length before."""
    inside = np.flatnonzero(collected)
    lengths = np.zeros(condition.shape, dtype=np.int64)
    if not len(inside):
        return lengths
    runs = run_length(condition[:, inside])
    nearest = np.searchsorted(inside, np.arange(condition.shape[1]), side="right") - 1
    held = runs[:, np.maximum(nearest, 0)]
    return np.where(nearest >= 0, held, 0)
