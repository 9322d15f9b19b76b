"""Exponentially weighted moving average: small lasting changes, sooner than single points."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Ewma(NamedTuple):
    """Averages and their limits, shape (..., m), in the unit of the values."""

    average: Floats
    lower_limit: Floats
    upper_limit: Floats


def ewma_chart(
    values: ArrayLike,
    *,
    centre: ArrayLike,
    standard_deviation: ArrayLike,
    weight: float = 0.2,
    sigmas: float = 3.0,
) -> Ewma:
    """Moving averages that start at the centre, with limits that widen from it.

    Parameters
    ----------
    values : array_like, shape (..., m)
        Periods along the last axis; a nan leaves the average where it was.
    centre, standard_deviation : array_like, shape (...)
        Of a baseline, in the unit of the values.
    weight : float, in (0, 1]
        Weight of the newest value.
    sigmas : float
        Half-width of the limits in standard deviations of the average.

    Returns
    -------
    Ewma
        Shapes (..., m).

    Raises
    ------
    ValueError
        If weight is outside (0, 1].

    References
    ----------
    Roberts S.W. (1959), Technometrics 1:239-250.
    Checked against: qcc 2.7, `ewma` with newdata.
    """
    if not 0 < weight <= 1:
        raise ValueError(f"weight must lie in (0, 1], got {weight}")
    series = np.asarray(values, dtype=float)
    middle = np.asarray(centre, dtype=float)
    average = np.empty(series.shape)
    latest = np.broadcast_to(middle, series.shape[:-1])
    for period in range(series.shape[-1]):
        value = series[..., period]
        latest = np.where(np.isnan(value), latest, latest + weight * (value - latest))
        average[..., period] = latest
    steps = np.arange(1, series.shape[-1] + 1)
    spread = np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * steps)))
    reach = sigmas * np.asarray(standard_deviation, dtype=float)[..., None] * spread
    return Ewma(average, middle[..., None] - reach, middle[..., None] + reach)
