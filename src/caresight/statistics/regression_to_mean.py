"""How far an extreme home comes back to the others by itself, with nothing done.

A home that was chosen for a bad year was partly unlucky in that year. The luck does not
last; the home's own level does. How much of a distance lasts is the measure's reliability.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

FEWEST_HOMES = 8
"""With fewer homes a reliability is a guess."""
SHARE_KNOWN = 2 / 3
"""Of the periods of each half that must be known of a home to learn from it."""


class Return(NamedTuple):
    """How far a home is expected to come back to the others by itself."""

    centre: float
    """Mean of the homes' means, in the unit of the values."""
    reliability: float
    """Share of a home's distance from the centre that lasts, 0 to 1."""
    expected: float
    """Expected change from this alone, in the unit of the values; below 0 is a fall."""


def expected_return(own: ArrayLike, homes: ArrayLike) -> Return | None:
    """How much of a home's distance from the others was luck, and so will go by itself.

    Use it before an action, to say how much of a fall would be no news. It says nothing of
    one home for certain: it is the mean of all homes that start as far out. It misleads
    where homes change for good within the periods given: drift looks like luck.

    Parameters
    ----------
    own : array_like of float, shape (m,)
        The home's values in the periods it was judged by; nan is unknown.
    homes : array_like of float, shape (n, m)
        The same periods of homes like it; nan is unknown.

    Returns
    -------
    Return or None
        None with fewer than `FEWEST_HOMES` homes of which two thirds of each half are
        known, with fewer than four periods, where homes do not differ at all, or where
        nothing is known of the home.

    Raises
    ------
    ValueError
        If the homes are not given for the home's own periods.

    Notes
    -----
    The slope of the homes' second half on their first is the reliability r of half the
    periods, held between 0 and 1; that of all is 2r / (1 + r) (Spearman and Brown). The
    expected change is -(1 - reliability) times the distance from the centre.

    References
    ----------
    Barnett A.G., van der Pols J.C., Dobson A.J. (2005), Int. J. Epidemiol. 34:215-220.
    Brown W. (1910), Br. J. Psychol. 3:296-322.
    Checked against: the known reliability of simulated homes, and a plain Python version.
    """
    values, others = np.asarray(own, dtype=float), np.asarray(homes, dtype=float)
    if values.ndim != 1 or others.ndim != 2 or others.shape[1] != len(values):
        raise ValueError(f"homes must be given for the {len(values)} periods of the home")
    half = len(values) // 2
    if half < 2 or not np.isfinite(values).any():
        return None
    known = np.isfinite(others)
    usable = (known[:, :half].sum(axis=1) >= SHARE_KNOWN * half) & (
        known[:, half:].sum(axis=1) >= SHARE_KNOWN * (len(values) - half)
    )
    if usable.sum() < FEWEST_HOMES:
        return None
    first = np.nanmean(others[usable, :half], axis=1)
    second = np.nanmean(others[usable, half:], axis=1)
    apart = first - first.mean()
    spread = float(apart @ apart)
    if spread <= 1e-12 * max(1.0, float(first @ first)):
        return None
    lasting = float(np.clip(apart @ (second - second.mean()) / spread, 0.0, 1.0))
    reliability = 2 * lasting / (1 + lasting)
    centre = float(np.nanmean(others[usable], axis=1).mean())
    distance = float(np.nanmean(values)) - centre
    return Return(centre, reliability, -(1 - reliability) * distance)
