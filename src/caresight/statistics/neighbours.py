"""Which areas are alike: distances between areas described by several variables."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Neighbours:
    """The areas most like each area; both arrays are areas x neighbours."""

    nearest: NDArray[np.int64]
    """Places of the neighbours in the input, the nearest first."""
    distance: Floats
    """How far each is, as a share of the distance between the two areas that differ most."""


def nearest_neighbours(values: Floats, weights: Floats, *, how_many: int) -> Neighbours:
    """The nearest neighbours of every area by weighted Euclidean distance.

    Each variable is brought to mean 0 and standard deviation 1 over all areas, so that no unit
    counts more than another; the distance of two areas is the square root of the sum, over the
    variables, of the weight times the squared difference; distances are divided by the largest
    of all, so that they lie between 0 and 1. Areas at the same distance stand in the order of
    the input. This is the published kind of method of the nearest-neighbour models that English
    councils use (standardise, Euclidean distance, rebase to the farthest pair); the standard
    deviation here is that of the areas given, all of them, not of a sample.

    Checked against: distances added up pair by pair, with nothing but sums and roots.

    Parameters
    ----------
    values
        Areas x variables; every value known.
    weights
        One a variable, not negative, not all 0. A weight of 0 leaves the variable out.
    how_many
        Neighbours an area, at least 1; with fewer other areas, all of them.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not finite, there are fewer than two areas, or no
        weighted variable differs between any two areas.
    """
    areas, variables = values.shape
    if weights.shape != (variables,) or areas < 2 or how_many < 1:
        raise ValueError("give at least two areas, and one weight for each variable")
    if not np.isfinite(values).all() or (weights < 0).any():
        raise ValueError("every value must be known, and no weight may be negative")
    spread = values.std(axis=0)
    used = (weights > 0) & (spread > 0)
    if not used.any():
        raise ValueError("no weighted variable differs between the areas")
    standard = (values[:, used] - values[:, used].mean(axis=0)) / spread[used]
    scaled = standard * np.sqrt(weights[used])
    apart = np.sqrt(((scaled[:, None, :] - scaled[None, :, :]) ** 2).sum(axis=2))
    apart /= apart.max()
    others = apart.copy()
    np.fill_diagonal(others, np.inf)
    nearest = np.argsort(others, axis=1, kind="stable")[:, : min(how_many, areas - 1)]
    return Neighbours(nearest.astype(np.int64), np.take_along_axis(apart, nearest, axis=1))
