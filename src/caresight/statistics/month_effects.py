"""How much above or below the others each month was, in homes that are not compared."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

ROUNDS = 200
CLOSE_ENOUGH = 1e-10


def month_effects(counts: ArrayLike, exposure: ArrayLike) -> Floats:
    """Factor of each month on a home's rate, with an effect for each home.

    Use it to take season and general trend out before homes with different known months are
    added up: a home known in winter only must not look worse for it. It misleads where the
    homes share no months.

    Parameters
    ----------
    counts, exposure : array_like of float, shape (n, m)
        Events, and bed days or the like, by home and month; nan in either is unknown.

    Returns
    -------
    ndarray of float, shape (m,)
        Scaled so that the known months, weighted by their exposure, have the mean 1; nan
        for months in which nothing is known or nothing happened.

    Raises
    ------
    ValueError
        If the shapes differ or are not homes by months.

    Notes
    -----
    The Poisson model with an effect for each home and each month, fitted by proportional
    adjustment in turn (iterative proportional fitting), which has the same maximum.

    References
    ----------
    Deming W.E., Stephan F.F. (1940), Ann. Math. Stat. 11:427-444.
    Checked against: the same model fitted by statsmodels.
    """
    events, amount = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    if events.ndim != 2 or events.shape != amount.shape:
        raise ValueError(
            f"counts and exposure must be homes by months: {events.shape}, {amount.shape}"
        )
    known = np.isfinite(events) & np.isfinite(amount) & (amount > 0)
    events, amount = np.where(known, events, 0.0), np.where(known, amount, 0.0)
    of_home, of_month = events.sum(axis=1), events.sum(axis=0)
    effect = np.where(of_month > 0, 1.0, 0.0)
    for _ in range(ROUNDS):
        level = _ratio(of_home, amount @ effect)
        new = _ratio(of_month, level @ amount)
        apart = float(np.abs(new - effect).max(initial=0.0))
        effect = new
        if apart < CLOSE_ENOUGH:
            break
    weight = amount.sum(axis=0) * (of_month > 0)
    if not weight.any():
        return np.full(events.shape[1], np.nan)
    scaled = effect * weight.sum() / float(weight @ effect)
    return np.where(of_month > 0, scaled, np.nan)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), 0.0)
