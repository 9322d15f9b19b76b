"""The icons that pages show: what the chart says, without what would read as praise or blame.

A figure that may be low because nobody calls is never an improvement, and a figure that
cannot be better is never a reason to worry, whatever run of months it ends.
"""

import numpy as np

from caresight.indicators.definition import Indicator
from caresight.indicators.measured import Measured
from caresight.statistics.control_charts import Charts
from caresight.statistics.icons import Words, variation_icons

CANNOT_JUDGE = "too_few"
_BEST = {"higher_is_better": 1.0, "lower_is_better": 0.0}
_BY_QUIET = ("neutral_low", "improvement_low")


def shown_variation(measured: Measured, charts: Charts) -> Words:
    """The icon of each home's latest point."""
    indicator = measured.indicator
    words = variation_icons(charts, str(indicator.polarity))
    if not measured.values.shape[1]:
        return words
    best = _BEST.get(str(indicator.polarity)) if indicator.kind == "share" else None
    if best is not None:
        worry = np.char.startswith(words, "concern")
        words = np.where(worry & (measured.values[:, -1] == best), "common_cause", words)
    if indicator.both_tails:
        words = np.where(words == "improvement_low", "neutral_low", words)
    return words.astype("<U16")


def of_silent_home(icon: str, indicator: Indicator) -> str:
    """The icon of a home that has fallen silent: its quiet figures cannot be judged."""
    return CANNOT_JUDGE if indicator.both_tails and icon in _BY_QUIET else icon
