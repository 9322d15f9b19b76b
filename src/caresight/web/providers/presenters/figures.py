"""A home's own figures against peers, as its provider reads them.

Peers are a share and a number of homes: none is named, here or in a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.safestring import SafeString

from caresight.pipeline.release_index.documents import IndicatorRow, Series
from caresight.web.ui.charts import marks as marking
from caresight.web.ui.charts.control_chart import control_chart
from caresight.web.ui.charts.peers_bar import peers_bar, standing
from caresight.web.ui.icons import variation_icon, variation_words
from caresight.web.ui.values import (
    QUALITY_WORDS,
    ShownValue,
    figure_and_unit,
    shown_value,
    unit_words,
)
from caresight.web.ui.words import month, number

T = TypeVar("T")

DOMAINS = {
    "safety": "Safety",
    "quality": "Quality of care",
    "performance": "Performance",
    "workforce": "Staff",
    "experience": "Experience",
}
POLARITY = {
    "higher_is_better": "Higher is better.",
    "lower_is_better": "Lower is better.",
    "neutral": "Neither high nor low is better in itself.",
}
CSV_COLUMNS = (
    "indicator title period value unit counted out_of lower upper expected_of_such_a_home "
    "share_of_peers_below share_below_lower share_below_upper peers quality"
).split()
SERIES_COLUMNS = (
    "period value counted out_of usual lower_limit upper_limit expected quality".split()
)


@dataclass(frozen=True)
class FigureRow:
    """One figure of the table."""

    code: str
    title: str
    value: ShownValue
    period: str
    expected: str
    polarity: str
    peers: SafeString | None
    standing: str
    variation: SafeString
    quality_sentence: str


@dataclass(frozen=True)
class PointRow:
    """One period of a chart's table."""

    period: str
    value: str
    counted: str
    usual: str
    limits: str
    quality: str


@dataclass(frozen=True)
class FigurePage:
    """One figure with its chart."""

    row: FigureRow
    interval: str
    variation: str
    unit: str
    chart: SafeString | None
    text: str
    method: str
    points: list[PointRow]


def domains(rows: Sequence[IndicatorRow]) -> list[tuple[str, list[FigureRow]]]:
    """The figures under their headings."""
    found: dict[str, list[FigureRow]] = {}
    for row in rows:
        found.setdefault(row["domain"], []).append(figure_row(row))
    order = {code: place for place, code in enumerate(DOMAINS)}
    codes = sorted(found, key=lambda code: order.get(code, len(order)))
    return [(DOMAINS.get(code, code.capitalize()), found[code]) for code in codes]


def figure_row(row: IndicatorRow) -> FigureRow:
    """One figure against its peers."""
    compared = row["share_of_peers_below"] is not None
    known = row["value"] is not None
    return FigureRow(
        code=row["indicator"],
        title=row["title"],
        value=shown_value(row["value"], row["unit"], row["quality"]),
        period=row["period"],
        expected=f"{figure_and_unit(row['expected'], row['unit'])[0]} expected"
        if known and row["expected"] is not None
        else "",
        polarity=POLARITY.get(row["polarity"], ""),
        peers=peers_bar(row["share_of_peers_below"], row["share_lower"], row["share_upper"])
        if compared
        else None,
        standing=standing(row["share_of_peers_below"], row["share_lower"], row["share_upper"])
        + (f", of {row['peers']:,} like homes" if compared and row["peers"] else ""),
        variation=variation_icon(row["variation"] if known else "too_few"),
        quality_sentence=row["quality_sentence"],
    )


def figure_page(row: IndicatorRow, series: Series | None, home_name: str) -> FigurePage:
    """One figure with its chart and table, the newest period first."""
    interval = ""
    if row["value"] is not None and row["lower"] is not None and row["upper"] is not None:
        low, high = (figure_and_unit(row[end], row["unit"])[0] for end in ("lower", "upper"))
        interval = f"Allowing for chance, between {low} and {high}."
    return FigurePage(
        row=figure_row(row),
        interval=interval,
        variation=variation_words(row["variation"] if row["value"] is not None else "too_few"),
        unit=unit_words(row["unit"]),
        chart=control_chart(series, title=f"{series['title']} at {home_name} over time")
        if series
        else None,
        text=series["alternative"] if series else "",
        method=series["method_sentence"] if series else "",
        points=[_point(series, place) for place in reversed(range(len(series["periods"])))]
        if series
        else [],
    )


def csv_rows(rows: Sequence[IndicatorRow]) -> list[list[object]]:
    """The figures as rows of a file, unrounded."""
    return [
        [
            row["indicator"], row["title"], row["period"], row["value"], row["unit"],
            row["numerator"], row["denominator"], row["lower"], row["upper"], row["expected"],
            row["share_of_peers_below"], row["share_lower"], row["share_upper"], row["peers"],
            row["quality"],
        ]
        for row in rows
    ]  # fmt: skip


def series_rows(series: Series) -> list[list[object]]:
    """A chart as rows of a file, oldest first, unrounded."""
    names = (
        "values numerators denominators centre lower_limit upper_limit expected qualities"
    ).split()
    held: dict[str, list[object]] = {name: list(dict(series)[name]) for name in names}  # type: ignore[call-overload]
    return [
        [period, *(held[name][place] if place < len(held[name]) else None for name in names)]
        for place, period in enumerate(series["periods"])
    ]


def _point(series: Series, place: int) -> PointRow:
    unit, quality = series["unit"], _at(series["qualities"], place) or ""
    low, high = _at(series["lower_limit"], place), _at(series["upper_limit"], place)
    counted, out_of = _at(series["numerators"], place), _at(series["denominators"], place)
    mark = _at(series["marks"], place) or 0
    return PointRow(
        period=month(series["periods"][place]),
        value=shown_value(_at(series["values"], place), unit, quality).figure
        + (f" ({marking.reasons(mark)})" if mark else ""),
        counted=""
        if counted is None and out_of is None
        else f"{number(counted)} in {number(out_of)}",
        usual=_figure(_at(series["centre"], place), unit),
        limits=""
        if low is None and high is None
        else f"{_figure(low, unit) or 'none'} to {_figure(high, unit) or 'none'}",
        quality=QUALITY_WORDS.get(quality, quality),
    )


def _figure(value: float | None, unit: str) -> str:
    return "" if value is None else figure_and_unit(value, unit)[0]


def _at(values: Sequence[T], place: int) -> T | None:
    return values[place] if place < len(values) else None
