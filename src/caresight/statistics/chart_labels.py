"""One word for each marked point, where a tool expects a single one.

Several rules may hold at one point. The published order of precedence is: outside the
limits, trend, two in three, shift. A trend's direction is that of its slope, so a low
point in a rising trend counts as rising.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.chart_marks import HIGH_MARKS, LOW_MARKS, Mark

Words = NDArray[np.str_]

COMMON_CAUSE = "Common Cause"

NHS_R_LABELS = {
    Mark.OUTSIDE_HIGH: "Above UCL",
    Mark.OUTSIDE_LOW: "Below LCL",
    Mark.TREND_UP: "7 Point Trend (Increasing)",
    Mark.TREND_DOWN: "7 Point Trend (Decreasing)",
    Mark.TWO_IN_THREE_HIGH: "2 in 3 Above CL",
    Mark.TWO_IN_THREE_LOW: "2 in 3 Below CL",
    Mark.SHIFT_HIGH: "7 Points Above CL",
    Mark.SHIFT_LOW: "7 Points Below CL",
}
"""Labels of NHSRplotthedots, in order of precedence."""

ImprovementDirection = Literal["increase", "decrease", "neutral"]


def leading_marks(marks: ArrayLike) -> NDArray[np.uint8]:
    """The one mark of each point that takes precedence; 0 where there is none.

    Parameters
    ----------
    marks : array_like of uint8, shape (..., m)
        Bits of `Mark`, periods along the last axis.

    Returns
    -------
    ndarray of uint8, shape (..., m)
        At most one bit each. Where a rising and a falling trend share their turning
        point, it belongs to the one that starts there.

    References
    ----------
    Checked against: NHSRplotthedots 0.2.2, `special_cause_type`.
    """
    bits = np.asarray(marks, dtype=np.uint8)
    both = np.uint8(Mark.TREND_UP | Mark.TREND_DOWN)
    turning = (bits & both) == both
    if turning.any():
        following = np.zeros_like(bits)
        following[..., :-1] = bits[..., 1:] & both
        bits = np.where(turning, (bits & ~both) | following, bits)
    return bits & (~bits + np.uint8(1))  # the lowest bit is the first in precedence


def nhs_r_labels(marks: ArrayLike) -> Words:
    """Special-cause type in the words of NHSRplotthedots.

    Parameters
    ----------
    marks : array_like of uint8, shape (..., m)
        Bits of `Mark`.

    Returns
    -------
    ndarray of str, shape (..., m)
        "Common Cause" or one of `NHS_R_LABELS`.

    References
    ----------
    Checked against: NHSRplotthedots 0.2.2, column `special_cause_type`.
    """
    labels = np.full(256, COMMON_CAUSE, dtype="<U26")
    for mark, label in NHS_R_LABELS.items():
        labels[mark] = label
    return np.asarray(labels[leading_marks(marks)], dtype=np.str_)


def point_types(marks: ArrayLike, direction: ImprovementDirection) -> Words:
    """What each point means, given which direction is welcome.

    Parameters
    ----------
    marks : array_like of uint8, shape (..., m)
        Bits of `Mark`.
    direction : {"increase", "decrease", "neutral"}
        The change that would be an improvement.

    Returns
    -------
    ndarray of str, shape (..., m)
        common_cause, special_cause_improvement, special_cause_concern,
        special_cause_neutral_high or special_cause_neutral_low.

    Raises
    ------
    ValueError
        If direction is none of the three words.

    References
    ----------
    Checked against: NHSRplotthedots 0.2.2, column `point_type`.
    """
    words = {
        "increase": ("special_cause_improvement", "special_cause_concern"),
        "decrease": ("special_cause_concern", "special_cause_improvement"),
        "neutral": ("special_cause_neutral_high", "special_cause_neutral_low"),
    }
    if direction not in words:
        raise ValueError(f"direction must be one of {', '.join(words)}; got {direction!r}")
    high, low = words[direction]
    lead = leading_marks(marks)
    return np.where(
        lead & HIGH_MARKS, high, np.where(lead & LOW_MARKS, low, "common_cause")
    ).astype(np.str_)


def assurance_types(
    lower: ArrayLike, upper: ArrayLike, target: ArrayLike, direction: ImprovementDirection
) -> Words:
    """Whether the process, as it is, will meet a target.

    Parameters
    ----------
    lower, upper, target : array_like, broadcast together
        Limits and target in one unit. Limits of zero width (nothing ever varied) are
        compared like any others; nan in any of them gives "".
    direction : {"increase", "decrease", "neutral"}
        The change that would be an improvement; "neutral" gives "".

    Returns
    -------
    ndarray of str
        consistent_pass, consistent_fail, inconsistent or "".

    Notes
    -----
    A target on a limit is inconsistent, unless the limits have no width: then the value
    either meets the target, and passes, or does not.

    References
    ----------
    Checked against: NHSRplotthedots 0.2.2, `assurance_type`.
    """
    low, high, goal = np.broadcast_arrays(
        *(np.asarray(each, dtype=float) for each in (lower, upper, target))
    )
    if direction == "neutral":
        return np.full(goal.shape, "", dtype="<U15")
    above, below = ("consistent_fail", "consistent_pass")
    if direction == "decrease":
        above, below = below, above
    with np.errstate(invalid="ignore"):
        words = np.where(goal > high, above, np.where(goal < low, below, "inconsistent"))
        words = np.where((low == high) & (goal == low), "consistent_pass", words)
        unknown = ~(np.isfinite(low) & np.isfinite(high) & np.isfinite(goal))
    return np.where(unknown, "", words).astype(np.str_)
