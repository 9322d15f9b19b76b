"""XmR limits for many series at once: the mean and 2.66 times the mean moving range.

Where more than half of the moving ranges are zero the limits say nothing (they collapse
on the mean, and every point becomes a special cause); none are drawn then.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOVING_RANGE_TO_LIMIT = 2.66
"""Three divided by 1.128, the mean range of two normal values, as tables round it."""

UPPER_RANGE_LIMIT = 3.267
"""Upper limit of a moving-range chart, in mean moving ranges; used to screen them."""


class CentreAndReach(NamedTuple):
    """Centre line and distance to the limits, each shape (n,)."""

    centre: Floats
    reach: Floats


def xmr_centre_and_reach(baseline: Floats, *, screen_moving_ranges: bool) -> CentreAndReach:
    """Centre line and three-sigma distance of individuals charts.

    Use it for measured values. It misleads for rare counts, for rates with changing
    denominators and for series that mostly repeat one value.

    Parameters
    ----------
    baseline : ndarray, shape (m, n)
        The m periods of n series that set the limits, in time order; nan is a gap and
        takes both of its moving ranges with it.
    screen_moving_ranges : bool
        Drop moving ranges of 3.267 times their mean or more, once (Nelson 1982).
        NHSRplotthedots screens; NHS England's own tool does not.

    Returns
    -------
    CentreAndReach
        In the unit of the values. Reach is 0 where nothing ever changed; nan where there
        is no moving range, or where more than half of them, but not all, are zero. The
        centre is nan where nothing is known.

    References
    ----------
    Nelson L.S. (1982), J. Qual. Technol. 14:172-173.
    Checked against: NHSRplotthedots 0.2.2, except where docs/methods lists why not.
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        ranges = np.abs(baseline[1:] - baseline[:-1])
        if np.isnan(baseline.sum(axis=0)).any():
            return _with_gaps(baseline, ranges, screen_moving_ranges)
        periods = len(baseline)
        centre = baseline.sum(axis=0) / periods
        # A second pass takes out what rounding left, so that a point exactly on the
        # mean is seen to be on it.
        centre += (baseline - centre).sum(axis=0) / periods
        known = np.full(centre.shape, float(periods - 1))
        return CentreAndReach(centre, _reach(ranges, known, screen_moving_ranges))


def _with_gaps(baseline: Floats, ranges: Floats, screen: bool) -> CentreAndReach:  # noqa: FBT001
    gap = np.isnan(baseline)
    points = len(baseline) - gap.sum(axis=0)
    centre = np.where(gap, 0.0, baseline).sum(axis=0) / points
    centre += np.where(gap, 0.0, baseline - centre).sum(axis=0) / points
    unknown = np.isnan(ranges)
    known = (len(ranges) - unknown.sum(axis=0)).astype(float)
    # A gap's range must neither add to a sum nor count as a zero.
    reach = _reach(np.where(unknown, 0.0, ranges), known, screen, unknown=unknown)
    return CentreAndReach(centre, reach)


def _reach(
    ranges: Floats,
    known: Floats,
    screen: bool,  # noqa: FBT001
    *,
    unknown: NDArray[np.bool_] | None = None,
) -> Floats:
    total = ranges.sum(axis=0)
    mean = total / known
    if screen:
        dropped = ranges >= UPPER_RANGE_LIMIT * mean
        kept = np.where(dropped, 0.0, ranges).sum(axis=0)
        count = known - dropped.sum(axis=0, dtype=np.int32)
        mean = np.where(total > 0, kept / count, mean)
    zero = ranges == 0
    if unknown is not None:
        zero &= ~unknown
    mostly_zero = zero.sum(axis=0, dtype=np.int32) * 2 > known
    return np.where(mostly_zero & (total > 0), np.nan, MOVING_RANGE_TO_LIMIT * mean)
