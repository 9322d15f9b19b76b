"""One indicator of one home over time: its chart, its text and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import IndicatorRow, Series
from caresight.web.ui.charts import marks as marking
from caresight.web.ui.charts.control_chart import control_chart
from caresight.web.ui.icons import (
    assurance_icon,
    assurance_words,
    variation_icon,
    variation_words,
)
from caresight.web.ui.values import (
    QUALITY_WORDS,
    ShownValue,
    figure_and_unit,
    shown_value,
    unit_words,
    with_unit,
)
from caresight.web.ui.words import MISSING, month, number

T = TypeVar("T")

POLARITY = {
    "higher_is_better": "A higher value is better.",
    "lower_is_better": "A lower value is better.",
    "neutral": "Neither a high nor a low value is better in itself.",
}
RULE_SETS = {
    "caresight-2026": "Caresight 2026",
    "nhs-england-2023": "NHS England 2023",
    "nhs-r-0.2.2": "NHS-R 0.2.2",
}
CSV_COLUMNS = (
    "period value numerator denominator mean lower_limit upper_limit expected_from_peers "
    "unusual quality"
).split()


@dataclass(frozen=True)
class PointRow:
    """One period of the chart's table."""

    period: str
    value: str
    counts: str
    mean: str
    limits: str
    unusual: str
    quality: str


@dataclass(frozen=True)
class ChartPanel:
    """A chart with what belongs beside it."""

    code: str
    title: str
    unit: str
    chart: SafeString
    text: str
    method: str
    rows: list[PointRow]


@dataclass(frozen=True)
class Facts:
    """What the latest value says, above the chart."""

    value: ShownValue
    period: str
    expected: str
    interval: str
    standing: str
    polarity: str
    variation: SafeString
    variation_words: str
    assurance: SafeString
    assurance_words: str
    quality_sentence: str
    signals: list[str]


def chart_panel(series: Series, home_name: str) -> ChartPanel:
    """The chart of a series with its text and table, newest period first."""
    rule_set = RULE_SETS.get(series["rule_set"], series["rule_set"])
    return ChartPanel(
        code=series["indicator"],
        title=series["title"],
        unit=unit_words(series["unit"]),
        chart=control_chart(series, title=f"{series['title']} at {home_name} over time"),
        text=series["alternative"],
        method=series["method_sentence"]
        + ("" if series["method"] == "none" else f" Rules: {rule_set}."),
        rows=[_point_row(series, index) for index in reversed(range(len(series["periods"])))],
    )


def csv_rows(series: Series) -> list[list[object]]:
    """The series as rows of a file, oldest first, unrounded."""
    rows: list[list[object]] = []
    for index, period in enumerate(series["periods"]):
        mark = _at(series["marks"], index) or 0
        rows.append(
            [
                period,
                _at(series["values"], index),
                _at(series["numerators"], index),
                _at(series["denominators"], index),
                _at(series["centre"], index),
                _at(series["lower_limit"], index),
                _at(series["upper_limit"], index),
                _at(series["expected"], index),
                marking.reasons(mark),
                _at(series["qualities"], index) or "",
            ]
        )
    return rows


def facts(row: IndicatorRow) -> Facts:
    """The latest value and how it compares, in words."""
    interval = ""
    if row["lower"] is not None and row["upper"] is not None and row["value"] is not None:
        low, _ = figure_and_unit(row["lower"], row["unit"])
        high, _ = figure_and_unit(row["upper"], row["unit"])
        interval = f"Allowing for chance, between {low} and {high}."
    return Facts(
        value=shown_value(row["value"], row["unit"], row["quality"]),
        period=row["period"],
        expected=f"{with_unit(row['expected'], row['unit'])} would be expected of such a home."
        if row["expected"] is not None
        else "",
        interval=interval,
        standing=f"Compared with {row['peers']:,} homes." if row["peers"] else "",
        polarity=POLARITY.get(row["polarity"], ""),
        variation=variation_icon(row["variation"]),
        variation_words=variation_words(row["variation"]),
        assurance=assurance_icon(row["assurance"]),
        assurance_words=assurance_words(row["assurance"]),
        quality_sentence=row["quality_sentence"],
        signals=row["signals"],
    )


def _point_row(series: Series, index: int) -> PointRow:
    quality = _at(series["qualities"], index) or ""
    mark = _at(series["marks"], index) or 0
    value = shown_value(_at(series["values"], index), series["unit"], quality)
    return PointRow(
        period=month(series["periods"][index]),
        value=value.figure,
        counts=_counts(_at(series["numerators"], index), _at(series["denominators"], index)),
        mean=_figure(_at(series["centre"], index), series["unit"]),
        limits=_limits(series, index),
        unusual=_unusual(mark, series["polarity"]),
        quality=QUALITY_WORDS.get(quality, quality),
    )


def _figure(value: float | None, unit: str) -> str:
    return "" if value is None else figure_and_unit(value, unit)[0]


def _limits(series: Series, index: int) -> str:
    lower, upper = _at(series["lower_limit"], index), _at(series["upper_limit"], index)
    if lower is None and upper is None:
        return ""
    unit = series["unit"]
    return f"{_figure(lower, unit) or 'none'} to {_figure(upper, unit) or 'none'}"


def _counts(numerator: float | None, denominator: float | None) -> str:
    if numerator is None and denominator is None:
        return ""
    return f"{number(numerator, missing=MISSING)} in {number(denominator, missing=MISSING)}"


def _unusual(mark: int, polarity: str) -> str:
    words = {"H": "high", "L": "low"}.get(marking.direction(mark))
    if not words:
        return ""
    tone = {"concern": ", a concern", "improvement": ", an improvement"}
    return f"{words}{tone.get(marking.tone(mark, polarity), '')}: {marking.reasons(mark)}"


def _at(values: Sequence[T], index: int) -> T | None:
    return values[index] if index < len(values) else None
