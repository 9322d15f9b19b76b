"""The funnel around the peers: values that an ordinary home of this size stays within.

The limits are the same statement as `PeerScores.z`: a home lies outside the 99.8 % limits
exactly when its |z| exceeds 3.09.
"""

import numpy as np

from caresight.statistics.deviate_counts import binomial_count_at, poisson_count_at
from caresight.statistics.intervals import Floats, Interval, deviate
from caresight.statistics.peers import PeerScores


def peer_limits(
    scores: PeerScores, *, confidence: float = 0.998, for_variance: bool = True
) -> Interval:
    """Limits around what the peers make us expect, for each home's own size.

    Costs some 20 microseconds a home and period: for charts, not for bulk work.

    Parameters
    ----------
    scores : PeerScores
        As `peer_scores` gives them, of any kind but ordinal.
    confidence : float, in (0, 1)
        Two-sided share of ordinary homes that lie within.
    for_variance : bool
        Whether the real variance between homes widens the limits, as it does `z`.

    Returns
    -------
    Interval
        In the unit of `scores.value` and its shape. nan where the home is not usable, and
        for measured values with too few peers. A lower limit of 0 means that no count is
        too low for a home of this size.

    Raises
    ------
    ValueError
        If the kind is ordinal or the confidence outside (0, 1).

    References
    ----------
    Spiegelhalter D.J. (2005), Stat. Med. 24:1185-1202 (predictive limits).
    Checked against: `PeerScores.z` of counts inside and outside.
    """
    reach = np.full_like(scores.value, deviate(confidence))
    if scores.kind == "ordinal":
        raise ValueError("an ordinal measure has no limits, only ranks")
    if for_variance:
        reach *= scores.widening
    if scores.kind == "value":
        unusable = np.where(scores.usable, 0.0, np.nan)
        middle = scores.expected + unusable
        return Interval(middle - reach * scores.spread, middle + reach * scores.spread)
    return Interval(_in_units(scores, -reach), _in_units(scores, reach))


def _in_units(scores: PeerScores, wanted: Floats) -> Floats:
    size, expected = scores.size, scores.expected
    if scores.kind == "rate":
        return poisson_count_at(wanted, expected * size) / size
    if scores.kind == "share":
        return binomial_count_at(wanted, size, expected) / size
    part = binomial_count_at(wanted, size, expected / (1 + expected)) / size
    with np.errstate(divide="ignore"):
        return np.asarray(part / (1 - part))
