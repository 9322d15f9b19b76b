"""How figures behave that nobody counted: perfect zeros, copied months, round numbers.

Arrays in, arrays out: rows are homes, columns consecutive months, nan is not known.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import binom

from caresight.checks.population import Flags, Floats, Ints


class Zeros(NamedTuple):
    """Runs of months without an event; each of shape (n, m)."""

    probability: Floats
    """That so many months pass without an event, given what came before; 1 outside a run."""
    run: Ints
    """Length of the run that ends with the month."""
    before: Floats
    """Mean events a month before the run; nan where too few months were known."""


def sudden_zeros(counts: Floats, *, months_before: int) -> Zeros:
    """Probability of each run of zeros given the home's own earlier count.

    If S events came in n months before and the rate has not changed, each of the S + 0
    events had the chance n / (n + k) to fall before a run of k months: the exact
    conditional test of two Poisson rates, which needs no guess of the rate itself.
    A gap ends a run. Before `months_before` known months nothing is judged.

    References
    ----------
    Przyborowski J. and Wilenski H. (1940), Biometrika 31:313-323.
    """
    known = ~np.isnan(counts)
    zero = known & (counts == 0)
    run = _run_lengths(zero)
    summed = np.cumsum(np.nan_to_num(counts), axis=1)
    months = np.cumsum(known, axis=1)
    start = np.arange(counts.shape[1])[None, :] - run
    rows = np.arange(len(counts))[:, None]
    events = np.where(start >= 0, summed[rows, np.maximum(start, 0)], 0.0)
    earlier = np.where(start >= 0, months[rows, np.maximum(start, 0)], 0)
    judged = zero & (earlier >= months_before)
    with np.errstate(divide="ignore", invalid="ignore"):
        probability = np.where(judged, (earlier / (earlier + run)) ** events, 1.0)
        before = np.where(judged, events / earlier, np.nan)
    return Zeros(probability, run, before)


def _run_lengths(flags: Flags) -> Ints:
    run = np.zeros(flags.shape, dtype=np.int64)
    current = np.zeros(len(flags), dtype=np.int64)
    for column in range(flags.shape[1]):
        current = np.where(flags[:, column], current + 1, 0)
        run[:, column] = current
    return run


def copied_months(
    components: Sequence[Floats], *, at_least: int, not_zero: int, look_back: int
) -> Ints:
    """How many months back lies the nearest month with the same figures; 0 for none.

    Months are alike if every component that either of them states is the same, at least
    `at_least` are stated, and at least `not_zero` of them are not 0; shape (n, m).
    """
    stacked = np.stack(components)
    stated = ~np.isnan(stacked)
    enough = (stated.sum(axis=0) >= at_least) & ((stated & (stacked != 0)).sum(axis=0) >= not_zero)
    comparable = np.where(stated, stacked, -1.0)
    found = np.zeros(enough.shape, dtype=np.int64)
    for back in range(1, min(look_back, enough.shape[1] - 1) + 1):
        same = (comparable[:, :, back:] == comparable[:, :, :-back]).all(axis=0)
        new = same & enough[:, back:] & (found[:, back:] == 0)
        found[:, back:][new] = back
    return found


class Heaping(NamedTuple):
    """Figures that end in 0 or 5; each of shape (n, m)."""

    probability: Floats
    """Of so many or more by chance; 1 where too few figures were given."""
    round_ones: Floats
    figures: Floats


def digit_heaping(components: Sequence[Floats], *, months: int, at_least: int) -> Heaping:
    """Whether too many of the figures in a window of months end in 0 or 5.

    A fifth would by chance. Zeros and fractions are left out: a zero is no rounding.
    """
    shape = components[0].shape
    figures, round_ones = np.zeros(shape), np.zeros(shape)
    for values in components:
        whole = (values > 0) & (values == np.floor(values))
        figures += whole
        round_ones += whole & (np.mod(values, 5) == 0)
    figures, round_ones = _windows(figures, months), _windows(round_ones, months)
    chance = binom.sf(round_ones - 1, figures, 0.2)
    return Heaping(np.where(figures >= at_least, chance, 1.0), round_ones, figures)


def _windows(values: Floats, length: int) -> Floats:
    running = np.cumsum(values, axis=1)
    running[:, length:] -= running[:, :-length].copy()
    return running
