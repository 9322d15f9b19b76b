"""What pages need of an indicator, kept small while the next indicator is measured."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.definition import Indicator
from caresight.indicators.measured import MISSING, QUALITIES, Measured
from caresight.pipeline.build_chart_parts import ChartParts, chart_parts, listed, series_of
from caresight.pipeline.build_funnel import Latest, latest_of
from caresight.pipeline.build_icons import of_silent_home
from caresight.pipeline.release_index.documents import Series
from caresight.pipeline.release_index.packing import VARYING, significant
from caresight.statistics.control_charts import Charts
from caresight.statistics.peer_ranks import peer_ranks
from caresight.surveillance.numbers_in_words import period_name
from caresight.vocabulary.periods import Period

SPARK_PERIODS = 24
_PLAIN_NUMBERS = ("value", "numerator", "denominator", "lower", "upper", "expected", "z")
_SIGNALS, _VARIATION = VARYING.index("signals"), VARYING.index("variation")

QUALITY_SENTENCES = {
    "good": "",
    "estimated": "Estimated: bed days were worked out, as the return did not state them.",
    "small": "Too small to be read alone: shown, but never used to raise a signal.",
    "below_gate": "The source did not pass its checks: shown, but never used to raise a signal.",
    "suppressed": "Withheld by the source because the count is small.",
    "missing": "Nothing was received.",
}


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator as pages show it; arrays over its n homes."""

    indicator: Indicator
    place: NDArray[np.int64]
    """Row in the population to row here; -1 where the home is not measured."""
    periods: tuple[Period, ...]
    shown: NDArray[np.int64]
    """The latest period of each home with a figure; -1 for none."""
    numbers: dict[str, list[float | None]]
    """value, numerator, denominator, lower, upper, expected, z and shares of peers."""
    quality: list[str]
    spark: NDArray[np.float32]
    spark_marks: NDArray[np.uint8]
    variation: list[str]
    assurance: list[str]
    peers: list[int]
    stratum: list[str]
    charts: ChartParts
    rule_set: str
    areas: NDArray[np.object_]
    latest: Latest
    """The figures of the indicator's own page."""

    @property
    def facts(self) -> dict[str, Any]:
        """What is the same for every home."""
        indicator, standard = self.indicator, self.indicator.comparators.standard
        return {
            "title": indicator.title,
            "domain": indicator.domain,
            "agency": str(indicator.agency),
            "unit": indicator.unit,
            "polarity": str(indicator.polarity),
            "standard": standard.value if standard else None,
        }

    @cached_property
    def rows(self) -> list[list[Any]]:
        """The line of the icon table for every home, in the order of packing.VARYING."""
        number, count = self.numbers, len(self.shown)
        names = [period_name(period) for period in self.periods]
        columns: dict[str, Sequence[Any]] = {
            **{name: number[name] for name in _PLAIN_NUMBERS},
            "indicator": [self.indicator.code] * count,
            "period": [names[column] if column >= 0 else "" for column in self.shown.tolist()],
            "comparator": self.stratum,
            "share_of_peers_below": number["below"],
            "share_lower": number["below_lower"],
            "share_upper": number["below_upper"],
            "peers": self.peers,
            "variation": self.variation,
            "assurance": self.assurance,
            "quality": self.quality,
            "quality_sentence": [QUALITY_SENTENCES[quality] for quality in self.quality],
            "signals": [[] for _ in range(count)],
        }
        return [list(line) for line in zip(*(columns[name] for name in VARYING), strict=True)]

    def row(self, place: int, signals: list[str], *, is_silent: bool = False) -> list[Any]:
        """The line of one home, with the sentences of its signals."""
        line = self.rows[place]
        icon = of_silent_home(line[_VARIATION], self.indicator) if is_silent else line[_VARIATION]
        if not signals and icon == line[_VARIATION]:
            return line
        changed = list(line)
        changed[_SIGNALS], changed[_VARIATION] = signals, icon
        return changed

    def series(self, home: int) -> Series | None:
        """The full chart of a home, where it was kept."""
        return series_of(self.indicator, self.periods, self.charts, home)


def page_of(
    measured: Measured,
    charts: Charts,
    variation: NDArray[np.str_],
    assurance: NDArray[np.str_],
    *,
    homes: int,
    charted: Collection[int],
    windows: Measured | None = None,
) -> IndicatorPage:
    """Keep what the pages need; `charted` are the homes whose full chart may be shown.

    `windows` are the figures read over several periods, where the definition asks for it.
    """
    n = len(measured.rows)
    place = np.full(homes, -1, dtype=np.int64)
    place[measured.rows] = np.arange(n)
    columns = np.arange(len(measured.periods))
    shown = np.where(~np.isnan(measured.values), columns, -1).max(axis=1, initial=-1)
    return IndicatorPage(
        indicator=measured.indicator,
        place=place,
        periods=measured.periods,
        shown=shown,
        numbers=_numbers(measured, shown),
        quality=_qualities(measured, shown),
        spark=measured.values[:, -SPARK_PERIODS:].astype(np.float32),
        spark_marks=charts.marks[:, -SPARK_PERIODS:],
        variation=[str(word) for word in variation],
        assurance=[str(word) for word in assurance],
        peers=_peers(measured).tolist(),
        stratum=[measured.stratum_names[s] if s >= 0 else "" for s in measured.strata.tolist()],
        charts=chart_parts(measured, charts, charted),
        rule_set=charts.rule_set,
        areas=measured.area_codes,
        latest=latest_of(measured, windows),
    )


def _numbers(measured: Measured, shown: NDArray[np.int64]) -> dict[str, list[float | None]]:
    at = np.maximum(shown, 0)[:, None]

    def latest(array: NDArray[np.float64]) -> NDArray[np.float64]:
        if not array.shape[1]:
            return np.full(len(array), np.nan)
        return np.where(shown >= 0, np.take_along_axis(array, at, axis=1)[:, 0], np.nan)

    last = int(shown.max(initial=-1))
    current = np.where(shown == last, latest(measured.values), np.nan)
    ranks = peer_ranks(
        values=current,
        groups=measured.strata,
        lower=latest(measured.lower),
        upper=latest(measured.upper),
    )
    arrays = {
        "value": latest(measured.values),
        "numerator": latest(measured.numerators),
        "denominator": latest(measured.denominators),
        "lower": latest(measured.lower),
        "upper": latest(measured.upper),
        "expected": latest(measured.expected),
        "z": latest(measured.z),
        "below": ranks.below,
        "below_lower": ranks.lower,
        "below_upper": ranks.upper,
    }
    return {name: listed(significant(array)) for name, array in arrays.items()}


def _qualities(measured: Measured, shown: NDArray[np.int64]) -> list[str]:
    """Quality of the figure shown; of the last period where there is no figure."""
    if not len(measured.periods):
        return [QUALITIES[MISSING]] * len(measured.rows)
    at = np.where(shown >= 0, shown, len(measured.periods) - 1)[:, None]
    return [QUALITIES[code] for code in np.take_along_axis(measured.quality, at, axis=1)[:, 0]]


def _peers(measured: Measured) -> NDArray[np.int64]:
    """Homes of the same kind with a figure in the latest period."""
    if not len(measured.periods):
        return np.zeros(len(measured.rows), dtype=np.int64)
    has_figure = ~np.isnan(measured.values[:, -1]) & (measured.strata >= 0)
    counts = np.bincount(measured.strata[has_figure], minlength=len(measured.stratum_names) + 1)
    return np.asarray(counts[measured.strata])
