"""Centre and spread of measured values that a few odd homes cannot move."""

import numpy as np

from caresight.statistics.intervals import Floats
from caresight.statistics.overdispersion import winsorise

WINSORISED_SPREAD = 0.8238049277303908
"""Standard deviation of a standard normal winsorised by a tenth at each end."""


def robust_centre_and_spread(values: Floats) -> tuple[Floats, Floats]:
    """Winsorised mean and standard deviation of each column, consistent for the normal.

    Parameters
    ----------
    values : ndarray of float, shape (n,) or (n, m)
        nan is unknown and left out.

    Returns
    -------
    tuple of ndarray of float, shape () or (m,)
        Centre and spread in the unit of `values`. Where four fifths or more of the values
        are the same, the spread is the plain standard deviation instead; nan where
        nothing is known.

    References
    ----------
    Wilcox R.R. (2017), Introduction to Robust Estimation, section 3.3.
    Checked against: a slow plain Python version, and simulated normal noise.
    """
    pulled = winsorise(values).z
    centre, robust = _moments(pulled)
    _, plain = _moments(values)
    return centre, np.asarray(np.where(robust > 0, robust / WINSORISED_SPREAD, plain))


def _moments(values: Floats) -> tuple[Floats, Floats]:
    known = (~np.isnan(values)).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.nansum(values, axis=0) / known
        variance = np.nansum((values - mean) ** 2, axis=0) / (known - 1)
    return mean, np.sqrt(variance)
