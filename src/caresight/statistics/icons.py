"""The two icons of a chart: whether it is changing, and whether it will meet its target."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from caresight.statistics.chart_labels import assurance_types, leading_marks
from caresight.statistics.chart_marks import HIGH_MARKS, LOW_MARKS
from caresight.statistics.control_charts import Charts

Words = NDArray[np.str_]

_HIGH_LOW = {
    "higher_is_better": ("improvement_high", "concern_low"),
    "lower_is_better": ("concern_high", "improvement_low"),
    "neutral": ("neutral_high", "neutral_low"),
}
_DIRECTION = {"higher_is_better": "increase", "lower_is_better": "decrease", "neutral": "neutral"}


def _known_polarity(polarity: str) -> str:
    if polarity not in _HIGH_LOW:
        raise ValueError(f"polarity must be one of {', '.join(_HIGH_LOW)}; got {polarity!r}")
    return polarity


def variation_icons(charts: Charts, polarity: str) -> Words:
    """What the latest point says of each series, by the display rules.

    Parameters
    ----------
    charts : Charts
        Charts of n series.
    polarity : {"higher_is_better", "lower_is_better", "neutral"}
        Which direction is welcome.

    Returns
    -------
    ndarray of str, shape (n,)
        concern_high, concern_low, improvement_high, improvement_low, neutral_high,
        neutral_low, common_cause, or too_few: fewer known points in the latest phase than
        the rule set asks for, no chart drawn, or no value in the latest period.

    Raises
    ------
    ValueError
        If polarity is none of the three words.

    References
    ----------
    NHS England, Making Data Count: the variation icons.
    Checked against: the table of icons by polarity, by hand.
    """
    high, low = _HIGH_LOW[_known_polarity(polarity)]
    if not charts.value.shape[1]:
        return np.full(len(charts.value), "too_few", dtype="<U16")
    last = leading_marks(charts.marks)[:, -1]
    words = np.where(last & HIGH_MARKS, high, np.where(last & LOW_MARKS, low, "common_cause"))
    unknown = ~np.isfinite(charts.value[:, -1]) | ~charts.judged | (charts.method == "none")
    return np.where(unknown, "too_few", words).astype("<U16")


def assurance_icons(charts: Charts, target: ArrayLike | None, polarity: str) -> Words:
    """Whether each series, if nothing changes, will meet a target.

    Parameters
    ----------
    charts : Charts
        Charts of n series; the limits of the latest period are used.
    target : array_like, shape () or (n,), or None
        In the unit of the charts; nan or None where there is no target.
    polarity : {"higher_is_better", "lower_is_better", "neutral"}
        Which side of the target is welcome.

    Returns
    -------
    ndarray of str, shape (n,)
        consistent_pass, consistent_fail, hit_or_miss, or none: no target, no limits, or
        no welcome direction.

    Raises
    ------
    ValueError
        If polarity is none of the three words.

    References
    ----------
    NHS England, Making Data Count: the assurance icons.
    Checked against: the table of icons by polarity, by hand.
    """
    direction = _DIRECTION[_known_polarity(polarity)]
    count = len(charts.value)
    if target is None or not charts.value.shape[1]:
        return np.full(count, "none", dtype="<U15")
    goal = np.broadcast_to(np.asarray(target, dtype=float), (count,))
    words = assurance_types(
        charts.lower_limit[:, -1],
        charts.upper_limit[:, -1],
        goal,
        direction,  # type: ignore[arg-type]  # a value of the table above
    )
    words = np.where(words == "inconsistent", "hit_or_miss", words)
    return np.where(words == "", "none", words).astype("<U15")
