"""The full charts of the homes whose page may show them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caresight.indicators.definition import Indicator
from caresight.indicators.measured import QUALITIES, Measured
from caresight.pipeline.release_index.documents import Series
from caresight.pipeline.release_index.packing import significant
from caresight.statistics.control_charts import Charts
from caresight.surveillance.register_facts import MONTHS_IN
from caresight.surveillance.series_in_words import chart_in_words, method_in_words
from caresight.vocabulary.periods import Period


@dataclass(frozen=True)
class ChartParts:
    """The full charts of the homes whose page may show them."""

    rows: dict[int, int]
    """Row in the population to row in the arrays below."""
    values: NDArray[np.float64]
    numerators: NDArray[np.float64]
    denominators: NDArray[np.float64]
    centre: NDArray[np.float64]
    lower_limit: NDArray[np.float64]
    upper_limit: NDArray[np.float64]
    expected: NDArray[np.float64]
    marks: NDArray[np.uint8]
    quality: NDArray[np.uint8]
    method: tuple[str, ...]
    reason: tuple[str, ...]
    rule_set: str


def chart_parts(measured: Measured, charts: Charts, charted: Collection[int]) -> ChartParts:
    """Keep the charts of these homes, of which anything is known."""
    wanted = np.isin(measured.rows, np.fromiter(charted, dtype=np.int64, count=len(charted)))
    kept = np.flatnonzero(wanted & ~np.isnan(measured.values).all(axis=1))
    return ChartParts(
        rows={int(row): place for place, row in enumerate(measured.rows[kept])},
        values=significant(measured.values[kept]),
        numerators=significant(measured.numerators[kept]),
        denominators=significant(measured.denominators[kept]),
        centre=significant(charts.centre[kept]),
        lower_limit=significant(charts.lower_limit[kept]),
        upper_limit=significant(charts.upper_limit[kept]),
        expected=significant(measured.expected[kept]),
        marks=charts.marks[kept],
        quality=measured.quality[kept],
        method=tuple(str(charts.method[row]) for row in kept),
        reason=tuple(charts.reason[row] for row in kept),
        rule_set=charts.rule_set,
    )


def series_of(
    indicator: Indicator, periods: tuple[Period, ...], parts: ChartParts, home: int
) -> Series | None:
    """The chart of a home from its first figure on; None where it was not kept."""
    if home not in parts.rows:
        return None
    row = parts.rows[home]
    known = np.flatnonzero(~np.isnan(parts.values[row]))
    start = int(known[0]) if len(known) else 0
    standard = indicator.comparators.standard
    series = Series(
        indicator=indicator.code,
        title=indicator.title,
        unit=indicator.unit,
        polarity=str(indicator.polarity),
        method=parts.method[row],
        method_sentence=method_in_words(
            parts.method[row], parts.reason[row], has_figures=len(known) > 0
        ),
        rule_set=parts.rule_set,
        periods=[period.start.isoformat() for period in periods[start:]],
        period_months=MONTHS_IN[indicator.period],
        values=listed(parts.values[row, start:]),
        numerators=listed(parts.numerators[row, start:]),
        denominators=listed(parts.denominators[row, start:]),
        centre=listed(parts.centre[row, start:]),
        lower_limit=listed(parts.lower_limit[row, start:]),
        upper_limit=listed(parts.upper_limit[row, start:]),
        expected=listed(parts.expected[row, start:]),
        marks=parts.marks[row, start:].tolist(),
        qualities=[QUALITIES[code] for code in parts.quality[row, start:]],
        standard=standard.value if standard else None,
        alternative="",
    )
    series["alternative"] = chart_in_words(
        indicator, series["values"], series["marks"], periods[start:],
        series["lower_limit"], series["upper_limit"],
    )  # fmt: skip
    return series


def listed(values: NDArray[np.float64]) -> list[Any]:
    """A list of numbers in which what is not known is None."""
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124
