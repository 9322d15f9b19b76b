"""Intervals for shares and rates that hold for small homes and rare events.

Nothing observed is never zero: a zero number of trials or exposure gives nan. Zero
events out of something observed gives a lower bound of exactly 0 and a real upper one.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtri, ndtri

Floats = NDArray[np.float64]

EXACT_BELOW = 10
"""Events below which public health practice takes the exact interval, not Byar's."""


class Interval(NamedTuple):
    """Lower and upper bounds, each shaped like the data that produced them."""

    lower: Floats
    upper: Floats


def deviate(confidence: float) -> float:
    """Standard normal deviate that bounds a two-sided interval of that confidence.

    Parameters
    ----------
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    float
        1.959964 for 0.95, 3.090232 for 0.998; no unit.

    Raises
    ------
    ValueError
        If the confidence is outside (0, 1).

    References
    ----------
    Checked against: the defining equation of Wilson's interval.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    return float(ndtri((1 + confidence) / 2))


def wilson_interval(events: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Wilson score interval for one or many shares.

    Behaves well for the small homes and rare events that defeat the textbook (Wald)
    interval: it never leaves [0, 1] and has width even at zero events.

    Parameters
    ----------
    events : array_like of float, shape (…)
        Count of trials in which the event happened, 0 <= events <= trials; nan is unknown.
    trials : array_like of float, broadcast with `events`
        Count at risk. A zero gives bounds of nan: nothing was observed.
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    Interval
        Bounds as shares in [0, 1], not percentages, in the broadcast shape.

    Raises
    ------
    ValueError
        If a count is negative, events exceed trials, or confidence is outside (0, 1).

    Notes
    -----
    Written so that no difference of near-equal numbers is formed: the bounds are exactly
    0 at no events and exactly 1 at all.

    References
    ----------
    Wilson E.B. (1927), J. Am. Stat. Assoc. 22:209-212.
    Checked against: Newcombe R.G. (1998), Stat. Med. 17:857-872, Table I; and
    PHEindicatormethods 2.1.0 `phe_proportion`.
    """
    events, trials = _pair(events, trials)
    if (events > trials).any():
        raise ValueError("events must lie between 0 and trials")
    z = deviate(confidence)

    with np.errstate(invalid="ignore", divide="ignore"):
        lower = _wilson_lower(events, trials, z)
        upper = 1 - _wilson_lower(trials - events, trials, z)
    return Interval(lower, upper)


def byar_interval(events: ArrayLike, exposure: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Byar's approximate interval for one or many rates.

    Cheap, and close: below 10 events its 95 % bounds are at most 0.021 events off the
    exact ones. Where that matters take `rate_interval`. A lower bound below 0 (1 or 2
    events at high confidence) is cut to 0.

    Parameters
    ----------
    events : array_like of float, shape (…)
        Count of events, 0 or more; nan is unknown.
    exposure : array_like of float, broadcast with `events`
        Time or people at risk. A zero gives nan: nothing was observed.
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    Interval
        Bounds per one unit of exposure, in the broadcast shape.

    Raises
    ------
    ValueError
        If a count or exposure is negative or confidence is outside (0, 1).

    References
    ----------
    Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, p. 69.
    Checked against: PHEindicatormethods 2.1.0 `byars_lower`, `byars_upper`: 12 events
    give 6.19351 and 20.96286.
    """
    events, exposure = _pair(events, exposure)
    return _per_exposure(_byar(events, deviate(confidence)), exposure)


def exact_poisson_interval(
    events: ArrayLike, exposure: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """Exact (Garwood) interval for one or many rates.

    Never covers less than it says; a little wide in return.

    Parameters
    ----------
    events : array_like of float, shape (…)
        Count of events, 0 or more; nan is unknown.
    exposure : array_like of float, broadcast with `events`
        Time or people at risk. A zero gives nan: nothing was observed.
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    Interval
        Bounds per one unit of exposure, in the broadcast shape; lower is 0 at no events.

    Raises
    ------
    ValueError
        If a count or exposure is negative or confidence is outside (0, 1).

    References
    ----------
    Garwood F. (1936), Biometrika 28:437-442.
    Checked against: Ulm K. (1990), Am. J. Epidemiol. 131:373-375: 3 events give 0.61867
    and 8.76727; and PHEindicatormethods 2.1.0 `phe_rate` below 10 events.
    """
    events, exposure = _pair(events, exposure)
    return _per_exposure(_garwood(events, confidence), exposure)


def rate_interval(events: ArrayLike, exposure: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Exact interval below 10 events, Byar's from 10 upwards, as public health does.

    Parameters
    ----------
    events : array_like of float, shape (…)
        Count of events, 0 or more; nan is unknown.
    exposure : array_like of float, broadcast with `events`
        Time or people at risk. A zero gives nan: nothing was observed.
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    Interval
        Bounds per one unit of exposure, in the broadcast shape.

    Raises
    ------
    ValueError
        If a count or exposure is negative or confidence is outside (0, 1).

    References
    ----------
    Public Health England, Technical guide: confidence intervals (2018).
    Checked against: PHEindicatormethods 2.1.0 `phe_rate`.
    """
    events, exposure = _pair(events, exposure)
    lower, upper = _byar(events, deviate(confidence))
    few = np.flatnonzero(events < EXACT_BELOW)
    exact = _garwood(events.flat[few], confidence)
    lower.flat[few], upper.flat[few] = exact
    return _per_exposure(Interval(lower, upper), exposure)


def _pair(events: ArrayLike, at_risk: ArrayLike) -> tuple[Floats, Floats]:
    first, second = np.broadcast_arrays(
        np.asarray(events, dtype=float), np.asarray(at_risk, dtype=float)
    )
    if (first < 0).any() or (second < 0).any():
        raise ValueError("counts and exposures must not be negative")
    return first, second


def _wilson_lower(events: Floats, trials: Floats, z: float) -> Floats:
    root = np.sqrt(z**2 + 4 * events * (1 - events / trials))
    above = 2 * events + z**2 + z * root
    return np.asarray(np.where(trials > 0, 2 * events**2 / (trials * above), np.nan))


def _byar(events: Floats, z: float) -> Interval:
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
    more = events + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Interval(np.where(events == 0, 0.0, np.maximum(lower, 0.0)), upper)


def _garwood(events: Floats, confidence: float) -> Interval:
    deviate(confidence)  # refuses what is no confidence
    tail = (1 - confidence) / 2
    lower = np.where(events == 0, 0.0, chdtri(2 * np.maximum(events, 0.5), 1 - tail) / 2)
    return Interval(np.where(np.isnan(events), np.nan, lower), chdtri(2 * events + 2, tail) / 2)


def _per_exposure(counts: Interval, exposure: Floats) -> Interval:
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = np.where(exposure > 0, exposure, np.nan)
    return Interval(counts.lower / seen, counts.upper / seen)
