"""Rates and ratios that take out differences in who lives where.

Direct standardisation gives every place the same make-up; it needs enough events in each
band. Indirect standardisation asks how many events a reference would have had here; its
ratio must be compared with the reference only, not with another place's ratio.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from caresight.statistics.intervals import Floats, byar_interval, rate_interval

FEWEST_EVENTS = 10
"""Fewer events in all than this and no directly standardised rate is given."""


class Standardised(NamedTuple):
    """One value per place, with its interval; shape (n,)."""

    value: Floats
    lower: Floats
    upper: Floats
    events: Floats
    """Observed events in all bands."""
    expected: Floats
    """Expected events (indirect) or people in all bands (direct)."""


def directly_standardised_rate(
    events: ArrayLike,
    exposure: ArrayLike,
    standard: ArrayLike,
    *,
    confidence: float = 0.95,
) -> Standardised:
    """Rate that each place would have with the standard's make-up, by Dobson's interval.

    Misleads where bands have few people: one event there weighs much.

    Parameters
    ----------
    events : array_like of float, shape (n, b)
        Events per place and band, 0 or more; nan makes the place unknown.
    exposure : array_like of float, shape (n, b)
        People or time at risk; 0 in any band makes the place unknown.
    standard : array_like of float, shape (b,)
        The standard's people per band, 0 or more, not all 0.
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    Standardised
        Rates per one unit of exposure. nan with fewer than 10 events in all: the interval
        does not hold there.

    Raises
    ------
    ValueError
        If shapes differ, a number is negative, or the standard has nobody.

    References
    ----------
    Dobson A.J. et al. (1991), Stat. Med. 10:457-462.
    Checked against: PHEindicatormethods 2.1.0 `calculate_dsr`.
    """
    counts, people, weights = _bands(events, exposure, standard)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weights / weights.sum()
        bands = np.where(people > 0, counts / people, np.nan)
        value = (share * bands).sum(axis=1)
        variance = (share**2 * bands / people).sum(axis=1)
        total = counts.sum(axis=1)
        poisson = byar_interval(total, np.ones_like(total), confidence=confidence)
        scale = np.sqrt(variance / total)
        enough = np.where(total >= FEWEST_EVENTS, 0.0, np.nan)
    return Standardised(
        value + enough,
        value + scale * (poisson.lower - total) + enough,
        value + scale * (poisson.upper - total) + enough,
        total,
        people.sum(axis=1),
    )


def indirectly_standardised_ratio(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    reference_events: ArrayLike,
    reference_exposure: ArrayLike,
    confidence: float = 0.95,
) -> Standardised:
    """Observed over expected events, were the reference's rates to hold in each band.

    Parameters
    ----------
    events : array_like of float, shape (n,) or (n, b)
        Observed events per place, in all or per band; nan is unknown.
    exposure : array_like of float, shape (n, b)
        People or time at risk per place and band.
    reference_events, reference_exposure : array_like of float, shape (b,)
        The reference's events and people per band; each band must have people.
    confidence : float, in (0, 1)
        Two-sided coverage.

    Returns
    -------
    Standardised
        Ratios: 1 is as expected, not 100. nan where nothing is expected. Exact interval
        below 10 events, Byar's from 10.

    Raises
    ------
    ValueError
        If shapes differ, a number is negative, or a band of the reference has nobody.

    References
    ----------
    Public Health England, Technical guide: statistical methods (2018).
    Checked against: PHEindicatormethods 2.1.0 `calculate_ISRatio`.
    """
    observed = np.asarray(events, dtype=float)
    top, people, bottom = _bands(np.zeros_like(np.asarray(exposure)), exposure, reference_exposure)
    if not (bottom > 0).all():
        raise ValueError("every band of the reference must have people")
    rates = np.asarray(reference_events, dtype=float) / bottom
    if (rates < 0).any() or rates.shape != bottom.shape:
        raise ValueError("reference events must be 0 or more, one a band")
    total = observed if observed.ndim == 1 else observed.sum(axis=1)
    if total.shape != top.shape[:1]:
        raise ValueError(f"expected events of {top.shape[0]} places, got {observed.shape}")
    expected = (people * rates).sum(axis=1)
    interval = rate_interval(total, expected, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(expected > 0, total / expected, np.nan)
    return Standardised(value, interval.lower, interval.upper, total, expected)


def _bands(
    events: ArrayLike, exposure: ArrayLike, standard: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    counts = np.asarray(events, dtype=float)
    people, weights = np.asarray(exposure, dtype=float), np.asarray(standard, dtype=float)
    if counts.ndim != 2 or counts.shape != people.shape or weights.shape != counts.shape[1:]:
        raise ValueError(
            "expected places by bands and a standard of as many bands, got "
            f"{counts.shape}, {people.shape} and {weights.shape}"
        )
    if any((part < 0).any() for part in (counts, people, weights)):
        raise ValueError("counts and people must not be negative")
    if not weights.sum() > 0:
        raise ValueError("the standard must have people")
    return counts, people, weights
