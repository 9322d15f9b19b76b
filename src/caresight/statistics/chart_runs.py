"""Run charts: the median, and whether points stay on one side of it for too long.

The only chart that needs no law of spread, and so the one for series that mostly repeat
one value. Anhoej's two rules grow with the number of points, so that a long series does
not raise more false alarms than a short one.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

Floats = NDArray[np.float64]


class RunTests(NamedTuple):
    """Anhoej's rules for one series: what was found, and what chance would allow."""

    useful: int
    longest_run: int
    longest_run_allowed: int
    crossings: int
    crossings_required: int

    @property
    def signal(self) -> bool:
        """Whether a run is too long, or the line is crossed too seldom."""
        return (
            self.longest_run > self.longest_run_allowed or self.crossings < self.crossings_required
        )


def run_tests(values: ArrayLike, centre: float) -> RunTests:
    """Anhoej's rules about a centre line.

    Parameters
    ----------
    values : array_like, shape (m,)
        One series in time order. Points on the centre, and gaps, are passed over.
    centre : float
        Median (or mean) in the unit of the values.

    Returns
    -------
    RunTests
        Counts of points. Without a useful point: zeros, and nothing is required.

    References
    ----------
    Anhoej J., Olesen A.V. (2014), PLoS ONE 9:e113825; Anhoej J. (2015) 10:e0121349.
    Checked against: qicharts2 0.8.1, columns longest.run to n.crossings.min.
    """
    points = np.asarray(values, dtype=float)
    sides = np.sign(points[np.isfinite(points)] - centre)
    sides = sides[sides != 0]
    useful = len(sides)
    if useful == 0:
        return RunTests(0, 0, 0, 0, 0)
    edges = np.flatnonzero(np.diff(sides)) + 1
    lengths = np.diff([0, *edges, useful])
    return RunTests(
        useful=useful,
        longest_run=int(lengths.max()),
        longest_run_allowed=round(np.log2(useful)) + 3,
        crossings=len(edges),
        crossings_required=int(binom.ppf(0.05, useful - 1, 0.5)),
    )


def medians(values: Floats) -> Floats:
    """Median of each column, passing over nan; nan where nothing is known.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        m periods of n series.

    Returns
    -------
    ndarray, shape (n,)
        In the unit of the values.

    References
    ----------
    Checked against: qicharts2 0.8.1, run charts.
    """
    centre = np.full(values.shape[1], np.nan)
    some = np.isfinite(values).any(axis=0)
    if some.any():
        centre[some] = np.nanmedian(values[:, some], axis=0)
    return centre
