"""Which chart suits a series, by what the data look like, and why, in plain English."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Kind = Literal["value", "rate", "share", "count"]

ENOUGH_EVENTS = 5.0
"""Expected events a period from which three-sigma limits of a count may be trusted.

Below it the Poisson law is visibly lopsided: at 4 a month a three-sigma limit is passed
three times as often as it should be (docs/methods/false-alarms.md)."""

METHODS = ("xmr", "u_prime", "p_prime", "exact", "run", "none")

REASONS = {
    "xmr": "Measured values that vary from period to period: an XmR chart.",
    "u_prime": (
        "Counts of five or more expected in a period: a u′ chart, whose limits allow for "
        "exposure and for the spread actually seen."
    ),
    "p_prime": (
        "Shares with five or more expected on either side: a p′ chart, whose limits allow "
        "for the number at risk and for the spread actually seen."
    ),
    "exact": (
        "Rare events, fewer than five expected in a period: limits of an XmR chart would "
        "give false alarms, so exact Poisson limits and counts pooled over seven periods."
    ),
    "run": (
        "More than half of the values repeat the one before: limits would collapse on the "
        "mean, so a run chart around the median."
    ),
    "none": "Nothing is known: no chart.",
}
"""Why each method, when the data choose."""

ASKED_FOR = "The chart that was asked for."


def choose_methods(
    values: Floats, numerators: Floats | None, denominators: Floats | None, kind: Kind
) -> NDArray[np.str_]:
    """The method for each series.

    Parameters
    ----------
    values : ndarray, shape (n, m)
        In any unit; nan is a gap.
    numerators, denominators : ndarray, shape (n, m), or None
        Counts, for every kind but "value".
    kind : {"value", "rate", "share", "count"}
        What is measured.

    Returns
    -------
    ndarray of str, shape (n,)
        A word of `METHODS`.

    References
    ----------
    Checked against: cases by hand, and false alarms on noise (docs/methods/false-alarms.md).
    """
    known = np.isfinite(values)
    nothing = ~known.any(axis=1)
    if kind == "value" or numerators is None:
        chosen = np.where(mostly_repeats(values), "run", "xmr")
    else:
        points = known.sum(axis=1).clip(1)
        events = np.where(known, numerators, 0.0).sum(axis=1)
        expected = events / points
        if kind == "share" and denominators is not None:
            trials = np.where(known, denominators, 0.0).sum(axis=1)
            expected = np.minimum(events, trials - events) / points
        enough = "p_prime" if kind == "share" else "u_prime"
        chosen = np.where(expected >= ENOUGH_EVENTS, enough, "exact")
    return np.where(nothing, "none", chosen).astype("<U7")


def mostly_repeats(values: Floats) -> NDArray[np.bool_]:
    """Whether more than half of the moving ranges are zero, though not necessarily all.

    Parameters
    ----------
    values : ndarray, shape (n, m)
        n series; ranges over a gap are unknown and do not count.

    Returns
    -------
    ndarray of bool, shape (n,)
        False where there is no moving range.
    """
    steps = values[:, 1:] - values[:, :-1]
    known = np.isfinite(steps).sum(axis=1)
    return np.asarray((steps == 0).sum(axis=1) * 2 > known)


def looks_like_counts(values: Floats) -> NDArray[np.bool_]:
    """Whether values are whole numbers, 0 or more, that scatter like counts of events.

    A score or a number of beds is whole too, but scatters far less than its mean.

    Parameters
    ----------
    values : ndarray, shape (n, m)
        n series; nan is a gap.

    Returns
    -------
    ndarray of bool, shape (n,)
        False where fewer than two values are known. A series of zeros is one of counts.

    References
    ----------
    Checked against: cases by hand.
    """
    known = np.isfinite(values)
    points = known.sum(axis=1)
    held = np.where(known, values, 0.0)
    whole = ((held >= 0) & (np.floor(held) == held)).all(axis=1)
    mean = held.sum(axis=1) / points.clip(1)
    steps = values[:, 1:] - values[:, :-1]
    pairs = np.isfinite(steps).sum(axis=1)
    # Half the mean square of successive differences: a variance that no shift inflates.
    scatter = np.nansum(steps**2, axis=1) / (2 * pairs.clip(1))
    return np.asarray(whole & (points > 1) & (scatter >= 0.4 * mean))
