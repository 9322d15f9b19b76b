"""Places in a ranking, with how sure they are: by chance, and by the weights of a whole.

A ranking without an interval tells a difference where there may be none. The bootstrap here is
parametric: where an area may truly stand is drawn from its figure and interval, the areas are
ranked again, and so on; the middle 95 % of the places that an area takes are its interval.
Before drawing, figures are drawn in towards the mean of all by how unsure they are: figures that
already scatter by chance, scattered once more, would put the best and the worst in the middle.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NORMAL_REACH = 1.959963984540054
"""How many standard deviations a side of a 95 % interval is."""
_SMALLEST = 1e-4
"""The least share of the smallest squared error that areas are taken to differ by."""


@dataclass(frozen=True)
class Ranks:
    """Places of areas, 1 the best; nan for an area that is not ranked."""

    place: Floats
    lower: Floats
    upper: Floats
    """nan where the area's figure has no interval."""


@dataclass(frozen=True)
class WeightedRanks:
    """Places over several measures together."""

    place: Floats
    lower: Floats
    upper: Floats
    """By chance, with the weights as they are."""
    weight_lower: Floats
    weight_upper: Floats
    """By the weights, with the figures as they are."""


def rank_intervals(
    values: Floats, lower: Floats, upper: Floats, *, lowest_first: bool, draws: int, seed: int
) -> Ranks:
    """Places of areas by one figure each, with 95 % intervals.

    Areas with the same figure share the better place. Where an area may truly stand is drawn
    from a normal curve around its figure after shrinkage, as wide on each side as its interval,
    shrunk alike; one without an interval stays where it is. The interval holds the area's own
    place, also where the figure is so unsure that what was drawn hardly comes there.

    Parameters
    ----------
    values, lower, upper
        One an area; nan where not known.
    lowest_first
        Whether the lowest figure takes place 1.
    draws
        How often all are drawn anew, at least 100.
    seed
        The same seed gives the same places.

    Checked against: 15 times 60 invented areas whose true places are known; the interval holds
    the true place in 92 to 99 of 100.

    References
    ----------
    Goldstein H., Spiegelhalter D.J. (1996), J. R. Stat. Soc. A 159:385-443.
    Marshall E.C., Spiegelhalter D.J. (1998), BMJ 316:1701-1704.
    """
    if draws < 100:
        raise ValueError("draw at least 100 times")
    place = places(values[None, :], lowest_first=lowest_first)[0]
    sure = np.isnan(lower) | np.isnan(upper)
    drawn = places(_drawn(values, lower, upper, draws, seed), lowest_first=lowest_first)
    low, high = _middle(drawn)
    low, high = np.fmin(low, place), np.fmax(high, place)
    return Ranks(place, np.where(sure, np.nan, low), np.where(sure, np.nan, high))


def weighted_ranks(
    values: Floats,
    lower: Floats,
    upper: Floats,
    *,
    lowest_first: NDArray[np.bool_],
    weights: Floats,
    weights_vary_by: float,
    draws: int,
    seed: int,
) -> WeightedRanks:
    """Places by the weighted mean of the places in several measures.

    An area of which one measure is not known has no place: what is missing is not average.
    For the sensitivity to the weights, each weight is multiplied by a factor drawn, evenly on
    the logarithm, between 1/`weights_vary_by` and `weights_vary_by`, and all are brought to
    sum 1 again; the middle 95 % of the places are given.

    Parameters
    ----------
    values, lower, upper
        Areas x measures.
    lowest_first
        One a measure.
    weights
        One a measure, above 0.
    weights_vary_by
        At least 1; 1 leaves the weights as they are.

    Checked against: rankings that can be seen by eye, and weights that cannot change them.
    """
    if (weights <= 0).any() or weights_vary_by < 1:
        raise ValueError("every weight is above 0, and they vary by a factor of at least 1")
    whole = np.asarray(~np.isnan(values).any(axis=1))
    drawn = np.empty((draws, int(whole.sum()), len(weights)))
    single = np.empty((int(whole.sum()), len(weights)))
    for measure, low_first in enumerate(lowest_first):
        value, low, high = (array[whole, measure] for array in (values, lower, upper))
        each = _drawn(value, low, high, draws, seed + measure)
        drawn[:, :, measure] = places(each, lowest_first=bool(low_first))
        one = values[whole, measure][None, :]
        single[:, measure] = places(one, lowest_first=bool(low_first))[0]
    share = weights / weights.sum()
    place = places((single @ share)[None, :], lowest_first=True)[0]
    low, high = _middle(places(drawn @ share, lowest_first=True))
    reach = np.log(weights_vary_by)
    factor = np.exp(np.random.default_rng(seed).uniform(-reach, reach, (draws, len(weights))))
    varied = factor * share / (factor * share).sum(axis=1, keepdims=True)
    by_low, by_high = _middle(places(varied @ single.T, lowest_first=True))
    found = (place, np.fmin(low, place), np.fmax(high, place),
             np.fmin(by_low, place), np.fmax(by_high, place))  # fmt: skip
    return WeightedRanks(*(_spread_out(one, whole) for one in found))


def places(values: Floats, *, lowest_first: bool) -> Floats:
    """The place of every figure in its row: 1 and how many are better; nan stays nan.

    Checked against: rows counted by hand.
    """
    signed = values if lowest_first else -values
    # Rounded, so that sums which differ in their last bit alone are the same.
    signed = np.round(signed, 9)
    in_order = np.sort(signed, axis=1)
    found = np.empty(signed.shape)
    for row in range(len(signed)):
        found[row] = np.searchsorted(in_order[row], signed[row], side="left") + 1
    return np.where(np.isnan(values), np.nan, found)


def _drawn(values: Floats, lower: Floats, upper: Floats, draws: int, seed: int) -> Floats:
    """Where each area may truly stand: draws x areas."""
    deviates = np.random.default_rng(seed).standard_normal((draws, len(values)))
    below = np.where(np.isnan(lower), 0.0, values - lower) / _NORMAL_REACH
    above = np.where(np.isnan(upper), 0.0, upper - values) / _NORMAL_REACH
    middle, share = _drawn_in(values, (below + above) / 2)
    width = np.sqrt(share) * np.where(deviates < 0, below, above)
    return np.asarray(middle + deviates * width)


def _drawn_in(values: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Figures drawn in towards their mean, and the share of each that is not chance.

    What areas differ by beyond chance is by moments (DerSimonian and Laird 1986).
    """
    known = ~np.isnan(values)
    if known.sum() < 3 or not (error[known] > 0).any():
        return values, np.ones(len(values))
    floor = error[known][error[known] > 0].min()
    weight = 1 / np.maximum(error[known], floor) ** 2
    mean = float((weight * values[known]).sum() / weight.sum())
    excess = (weight * (values[known] - mean) ** 2).sum() - (known.sum() - 1)
    # Never nothing at all: areas that differ by chance alone may stand anywhere, not all first.
    between = max(_SMALLEST * floor**2, excess / (weight.sum() - (weight**2).sum() / weight.sum()))
    spread = between + error**2
    share = np.divide(between, spread, out=np.ones(len(values)), where=spread > 0)
    whole = 1 / np.maximum(spread[known], floor**2)
    mean = float((whole * values[known]).sum() / whole.sum())
    return share * values + (1 - share) * mean, share


def _middle(drawn: Floats) -> tuple[Floats, Floats]:
    """The places between which an area lies in 95 of 100 draws, as whole places."""
    if not drawn.shape[1]:
        return np.empty(0), np.empty(0)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0, method="nearest")
    return low, high


def _spread_out(found: Floats, whole: NDArray[np.bool_]) -> Floats:
    every = np.full(len(whole), np.nan)
    every[whole] = found
    return every
