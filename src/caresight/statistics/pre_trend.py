"""Whether two groups of homes were already on different courses before anything was done."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]

ROUNDS = 50


class Courses(NamedTuple):
    """How much faster the treated homes rose or fell than the others, a month."""

    ratio: float
    """Of the treated homes' monthly growth to the others'; 1 is the same course."""
    lower: float
    upper: float


def pre_trend(
    counts: ArrayLike,
    expected: ArrayLike,
    treated: ArrayLike,
    *,
    confidence: float = 0.95,
) -> Courses | None:
    """Compare the monthly growth of two groups of homes.

    Use it on the months before a project. A difference speaks against the comparison; no
    difference does not prove that there is none: with few events nothing would be seen.

    Parameters
    ----------
    counts, expected : array_like of float, shape (n, m)
        Events of each home and month, and exposure times the effect of the month; nan is
        unknown.
    treated : array_like of bool, shape (n,)
        Whether the home is of the group asked about.
    confidence : float, in (0, 1)
        Two-sided coverage of the interval.

    Returns
    -------
    Courses or None
        None where a group has fewer than three homes with events, or the growth has no
        maximum, as where all events fall in one month.

    Raises
    ------
    ValueError
        If the shapes do not fit or confidence lies outside (0, 1).

    Notes
    -----
    Poisson with an effect for each home: given a home's total its events fall on its months
    in proportion to expected times exp(growth x month). Growth is found by Newton's steps,
    for each group by itself; its variance is the sandwich by home, n/(n-1) times. The
    interval uses Student's t with the homes less two.

    References
    ----------
    Cameron A.C., Trivedi P.K. (2013), Regression Analysis of Count Data, 2nd ed., ch. 9.
    Checked against: the conditional Poisson model of statsmodels.
    """
    events, basis = np.asarray(counts, dtype=float), np.asarray(expected, dtype=float)
    group = np.asarray(treated, dtype=bool)
    if events.ndim != 2 or events.shape != basis.shape or group.shape != events.shape[:1]:
        raise ValueError(f"counts must be homes by months: {events.shape}, {basis.shape}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    known = np.isfinite(events) & np.isfinite(basis) & (basis > 0)
    events, basis = np.where(known, events, 0.0), np.where(known, basis, 0.0)
    growths = [_growth(events[side], basis[side]) for side in (group, ~group)]
    if growths[0] is None or growths[1] is None:
        return None
    (own, own_variance, n), (other, other_variance, m) = growths[0], growths[1]
    reach = float(student.ppf((1 + confidence) / 2, n + m - 2)) * np.sqrt(
        own_variance + other_variance
    )
    apart = own - other
    return Courses(float(np.exp(apart)), float(np.exp(apart - reach)), float(np.exp(apart + reach)))


def _growth(events: Floats, basis: Floats) -> tuple[float, float, int] | None:
    """Growth a month, its variance, and the homes that told of it."""
    some = events.sum(axis=1) > 0
    events, basis = events[some], basis[some]
    months = np.arange(events.shape[1], dtype=float)
    if len(events) < 3 or (events.sum(axis=0) > 0).sum() < 2:
        return None
    total, growth = events.sum(axis=1), 0.0
    for _ in range(ROUNDS):
        shares = basis * np.exp(growth * (months - months.mean()))
        shares /= shares.sum(axis=1, keepdims=True)
        middle = shares @ months
        scores = events @ months - total * middle
        information = float(total @ (shares @ months**2 - middle**2))
        if information <= 0:
            return None
        step = float(scores.sum()) / information
        growth += float(np.clip(step, -1.0, 1.0))
        if abs(step) < 1e-10:
            break
    else:
        return None
    count = len(events)
    variance = float(scores @ scores) / information**2 * count / (count - 1)
    return growth, variance, count
