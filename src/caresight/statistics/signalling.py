"""The strict rules that raise signals: the latest 1, 3, 6 and 12 periods against the past.

Charts are for looking at; their rules mark a quarter of all quiet series somewhere. A
signal asks for a person's time, so it must be rarer than one in a hundred quiet series a
period, at any rate of events. Each period is judged only by what came before it: what is
signalled for last March is what would have been signalled last March.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.chart_kernel import for_each_block
from caresight.statistics.signal_tails import Tails, count_tails, value_tails

Floats = NDArray[np.float64]
Kind = Literal["value", "rate", "share", "count"]

SIGNAL_LEVEL = 0.01
"""A quiet series is signalled at most this often a period, over both directions.

Measured at 0.3 to 40 events a month in docs/methods/false-alarms.md."""

STRETCHES_COUNTED = 0.7
"""Share of the stretches that the correction counts for counts and shares. They overlap,
whole numbers and the caution above leave slack; measured in docs/methods/false-alarms.md."""


_BLOCK = 512
"""Series per block: some thirty arrays of a block are in use at once."""


@dataclass(frozen=True)
class Signals:
    """What the strict rules say of n series over m periods.

    Attributes
    ----------
    signalled : ndarray of int8, shape (n, m)
        1 higher than the series' own past, -1 lower, 0 neither or not to be judged.
    p_value : ndarray, shape (n,)
        Two-sided, of the last period, corrected for the number of stretches tried; nan
        where it could not be judged. A series is signalled where it is 0.01 or less.
    """

    signalled: NDArray[np.int8]
    p_value: Floats


def strict_signals(
    *,
    values: ArrayLike | None = None,
    numerators: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    kind: Kind,
) -> Signals:
    """Signals of every series in every period, by what was known in that period.

    The events of the latest 1, 3, 6 and 12 periods are set against those of up to 36
    periods before. Given all of them, the recent ones follow a binomial law if nothing
    has changed, whatever the rate: the test is therefore honest for a home with three
    events a year and with a short past. Misleads where exposure is itself wrong, and
    for strongly seasonal series, in which the season is taken for dispersion.

    Parameters
    ----------
    values : array_like, shape (n, m), for kind "value"
        Measured values; nan is a gap.
    numerators : array_like, shape (n, m), for the other kinds
        Counts of events; nan is a gap.
    denominators : array_like, shape (n, m)
        Exposure (kind "rate") or trials (kind "share"); for "count" 1 a period if left
        out. A missing or zero denominator is a gap.
    kind : {"value", "rate", "share", "count"}
        What is measured.

    Returns
    -------
    Signals
        Shapes (n, m) and (n,).

    Raises
    ------
    ValueError
        If the arrays that the kind needs are not given.

    Notes
    -----
    Over-dispersion is estimated from the past alone (Pearson), is never taken below 1,
    and divides all counts. Tails are mid-P. The smallest tail over the stretches, both
    directions, is multiplied by twice their number (Bonferroni), for counts by twice
    0.7 of it.

    References
    ----------
    Przyborowski J., Wilenski H. (1940), Biometrika 31:313-323 (the conditional test).
    Lancaster H.O. (1961), J. Am. Stat. Assoc. 56:223-234 (mid-P).
    Checked against: a plain loop with exact binomial sums; simulation of noise.
    """
    if kind == "value":
        if values is None:
            raise ValueError("kind 'value' needs values")
        measured = np.asarray(values, dtype=float)
        return _in_blocks(measured.shape, lambda rows: value_tails(measured[rows]), counted=1.0)
    if numerators is None or (denominators is None and kind != "count"):
        raise ValueError(f"kind {kind!r} needs numerators and denominators")
    events = np.asarray(numerators, dtype=float)
    exposure = np.ones(events.shape) if denominators is None else np.asarray(denominators, float)
    return _in_blocks(
        events.shape,
        lambda rows: count_tails(events[rows], exposure[rows], shares=kind == "share"),
        counted=STRETCHES_COUNTED,
    )


def _in_blocks(
    shape: tuple[int, ...], tails_of: Callable[[slice], Tails], *, counted: float
) -> Signals:
    signalled = np.zeros(shape, dtype=np.int8)
    p_value = np.full(shape[0], np.nan)

    def one_block(rows: slice) -> None:
        tails = tails_of(rows)
        smaller = np.minimum(tails.high, tails.low)
        p = np.minimum(1.0, 2 * np.maximum(1.0, counted * tails.tried) * smaller)
        surprising = (p <= SIGNAL_LEVEL) & (tails.tried > 0)
        signalled[rows] = np.where(surprising, np.where(tails.high <= tails.low, 1, -1), 0)
        if shape[1]:
            p_value[rows] = np.where(tails.tried[:, -1] > 0, p[:, -1], np.nan)

    for_each_block(shape[0], one_block, block=_BLOCK)
    return Signals(signalled, p_value)
